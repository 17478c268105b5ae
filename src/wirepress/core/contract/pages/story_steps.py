"""Steps over a story's HTML on its way into a page of the site. REST, feeds and XML-RPC never see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django.http import HttpRequest
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from wirepress.core.contract.content.post_facts import PostFacts


class StoryPage(Protocol):
    """The page that a story is prepared for."""

    @property
    def post(self) -> PostFacts:
        """The story."""

    @property
    def address(self) -> str:
        """The path of this page of the story, where a form leads back to."""

    @property
    def request(self) -> HttpRequest:
        """Who asks for the page. What shows something of this reader alone says so with `core.cache.depends.on_reader`."""

    def replace(self, node: LexborNode, markup: str) -> None:
        """Put markup in the node's place. It is written as it is: no later step looks into it."""

    def prepend(self, markup: str) -> None:
        """Put markup before the story's text; what comes later stands behind it."""

    def append(self, markup: str) -> None:
        """Put markup behind the story's text."""

    def local(self, address: str) -> str:
        """An address of this site without scheme and host, any other as it is."""


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A step that changes the tree in place. Built-in ones: players of other sites 10, repairs 20, addresses 30, styles 40; what runs
    behind them answers itself for addresses and handlers in what it adds."""

    order: int
    apply: Callable[[LexborHTMLParser, StoryPage], None]
