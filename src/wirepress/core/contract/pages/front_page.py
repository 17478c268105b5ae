"""Blocks of the front page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


class CardSection(Protocol):
    """The section that a story stands in. `tone` numbers its colour: the class `tone-N` carries it."""

    @property
    def name(self) -> str:
        """Its name, plain text."""

    @property
    def url(self) -> str:
        """Its page."""

    @property
    def tone(self) -> int:
        """Its colour."""


class StoryCard(Protocol):
    """A story as lists show it. `url` is a path of this site; texts are plain, not HTML."""

    @property
    def id(self) -> int:
        """The post's id."""

    @property
    def url(self) -> str:
        """Where it is."""

    @property
    def title(self) -> str:
        """Its headline."""

    @property
    def summary(self) -> str:
        """What it is about, "" where nobody said."""

    @property
    def section(self) -> CardSection | None:
        """Where it belongs."""

    @property
    def iso(self) -> str:
        """When it was published, ISO 8601, GMT."""

    @property
    def when(self) -> str:
        """When it was published, in words."""

    @property
    def comments(self) -> int:
        """How many comments it has."""


@dataclass(frozen=True, slots=True)
class FrontBlock:
    """A block of the front page. `post_ids` are the stories that it may show: their rows are read together with the page's own, and
    `fill` gets the cards of those that readers may see, in that order. It gives what `template` shows, or None: no block."""

    template: str
    fill: Callable[[Sequence[StoryCard]], Mapping[str, object] | None]
    post_ids: Sequence[int] = ()
    place: Literal["before_sections", "after_sections"] = "before_sections"
    order: int = 10
