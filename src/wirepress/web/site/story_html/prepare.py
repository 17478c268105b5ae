"""The steps, in their order, over one parsed tree (always balanced, so a broken story cannot break the page around it)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from django.http import HttpRequest
from django.utils.html import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.content.options.features import extensions
from wirepress.content.options.links import local
from wirepress.content.posts.models import Post
from wirepress.core.call_plugin import call_plugin
from wirepress.core.contract.pages.story_steps import StoryStep
from wirepress.web.site.story_html import addresses, embeds, marks, tidy
from wirepress.web.site.story_html.styles import StyleSheet

LENGTH_MAX: Final = 4 * 1024 * 1024
DEPTH_MAX: Final = 1000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDS_ITSELF: Final = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param rb rp rt source tbody td tfoot th thead tr track wbr".split()
)


@dataclass(slots=True)
class PreparedStory:
    """The page that a story is prepared for, as steps of features see it (see core/contract/pages/story_steps.py)."""

    post: Post
    address: str
    request: HttpRequest
    inserts: dict[str, str] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def replace(self, node: LexborNode, markup: str) -> None:
        """Put markup in the node's place."""
        marks.replace(node, markup, self.inserts)

    def prepend(self, markup: str) -> None:
        """Put markup before the story's text."""
        self.before.append(markup)

    def append(self, markup: str) -> None:
        """Put markup behind the story's text."""
        self.after.append(markup)

    def local(self, address: str) -> str:
        """An address of this site without scheme and host."""
        return local(address)


def prepare(html: str, sheet: StyleSheet, page: PreparedStory | None = None) -> str:
    """Rendered HTML for a page: styles moved into `sheet`, scripts taken out, unknown frames linked, and for the text of a story
    (`page`) the steps of features among these. What is too long or too deep to be parsed in linear time is shown as plain
    text."""
    if not html.strip():
        return ""
    if len(html) > LENGTH_MAX or too_deep(html):
        return as_text(html)
    tree = LexborHTMLParser(html, is_fragment=True)
    inserts: dict[str, str] = page.inserts if page is not None else {}
    steps: list[tuple[int, Callable[[], object]]] = [
        (10, lambda: embeds.keep_known(tree, inserts)),
        (20, lambda: tidy.tidy(tree)),
        (30, lambda: addresses.shorten(tree)),
        (40, lambda: sheet.collect(tree)),
    ]
    if page is not None:
        declared: list[StoryStep] = extensions().declared("story_steps")
        steps += [(step.order, partial(call_plugin, "story_steps", step.apply, tree, page)) for step in declared]
    for _, apply in sorted(steps, key=lambda step: step[0]):
        apply()
    text = put_in(tree.html or "", inserts)
    return text if page is None else "".join([*page.before, text, *page.after])


def too_deep(html: str) -> bool:
    """Whether elements are nested deeper than any writer would; every HTML parser's time grows with length times depth."""
    depth = 0
    for slash, name in _TAG.findall(html):
        if name.lower() not in _ENDS_ITSELF:
            depth = max(depth - 1, 0) if slash else depth + 1
            if depth > DEPTH_MAX:
                return True
    return False


def as_text(html: str) -> str:
    """The words of the HTML in paragraphs, without any markup of its own."""
    words = re.sub(r"<[^<>]*>", "\n", html[:LENGTH_MAX])
    return "\n".join(f"<p>{escape(line.strip())}</p>" for line in words.splitlines() if line.strip())


def put_in(html: str, inserts: dict[str, str]) -> str:
    """Replaces each placeholder by its markup, in one pass."""
    out: list[str] = []
    rest = html
    for mark, markup in inserts.items():
        before, _, rest = rest.partition(mark)
        out += (before, markup)
    return "".join([*out, rest])
