"""The steps, in their order, over one parsed tree (always balanced, so a broken story cannot break the page around it)."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import escape
from selectolax.lexbor import LexborHTMLParser

from wirepress.web.site.story_html import addresses, embeds, reactions, tidy
from wirepress.web.site.story_html.styles import StyleSheet

LENGTH_MAX: Final = 4 * 1024 * 1024
DEPTH_MAX: Final = 1000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDS_ITSELF: Final = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param rb rp rt source tbody td tfoot th thead tr track wbr".split()
)


def prepare(html: str, sheet: StyleSheet, *, reaction_return: str = "") -> str:
    """A story's rendered HTML for a page: styles moved into `sheet`, scripts taken out, unknown frames linked, reactions
    made buttons of a form that returns to `reaction_return`. What is too long or too deep to be parsed in linear time is
    shown as plain text."""
    if not html.strip():
        return ""
    if len(html) > LENGTH_MAX or too_deep(html):
        return as_text(html)
    tree = LexborHTMLParser(html, is_fragment=True)
    inserts: dict[str, str] = {}
    reactions.make_buttons(tree, inserts, reaction_return)
    embeds.keep_known(tree, inserts)
    tidy.tidy(tree)
    addresses.shorten(tree)
    sheet.collect(tree)
    return put_in(tree.html or "", inserts)


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
