"""The outer wall: HTML from strangers (feeds, pages that are read for an import), parsed and written anew by ammonia.

The inner sanitiser equals WordPress's, which works on text. This one works on the tree a browser would build, so that
what passes it has no second reading. Markup from strangers passes both.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

import nh3

TESTED_VERSIONS: Final = ("0.3.8",)
"""The versions of nh3 against which the attacks of our tests were run."""

_TEXT: Final = frozenset(
    {"a", "em", "i", "strong", "b", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "time", "span"}
    | {"q", "cite", "code", "kbd", "samp", "var", "br"}
)
_BLOCKS: Final = frozenset(
    {"p", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "section"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "img"}
    | {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
# The text in these is no story.
_CODE: Final = frozenset({"script", "style", "template", "noscript", "textarea", "title", "svg", "math"})
_ATTRIBUTES: Final = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "del": {"datetime"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"datetime"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}
_FRAME: Final = {"src", "width", "height", "allowfullscreen", "title"}
_SCHEMES: Final = {"http", "https", "mailto"}


class UntestedSanitiser(RuntimeError):
    """The installed nh3 is not one that our attacks were run against."""


def check_version(installed: str) -> None:
    """Refuse to go on with an nh3 that is not in `TESTED_VERSIONS`.

    Raises:
        UntestedSanitiser: another version is installed.
    """
    if installed not in TESTED_VERSIONS:
        tested = ", ".join(TESTED_VERSIONS)
        raise UntestedSanitiser(f"nh3 {installed} is installed; tested are: {tested}. Install one of these.")


check_version(version("nh3"))


def _is_frame_allowed(hosts: frozenset[str], address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and parts.hostname in hosts and port in (None, 443) and not parts.username


@lru_cache(maxsize=16)
def _cleaner(hosts: frozenset[str]) -> nh3.Cleaner:
    def judge(element: str, name: str, value: str) -> str | None:
        if element == "iframe" and name == "src":
            return value if _is_frame_allowed(hosts, value) else None
        return value

    return nh3.Cleaner(
        tags=set(_TEXT | _BLOCKS | ({"iframe"} if hosts else set())),
        clean_content_tags=set(_CODE | (set() if hosts else {"iframe"})),
        attributes=_ATTRIBUTES | ({"iframe": _FRAME} if hosts else {}),
        attribute_filter=judge,
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener ugc",
        strip_comments=True,
    )


def clean_foreign(html: str, *, frames_from: Collection[str] = ()) -> str:
    """`html` from a stranger, cut down to the markup of an article.

    Paragraphs, headings, lists, quotes, figures, pictures, tables, links and emphasis stay; scripts, styles, forms,
    events, classes and ids go. An iframe stays when it shows a page of one of the hosts in `frames_from`, by https;
    another one keeps no address and so shows nothing. What is not UTF-8 becomes a question mark.
    """
    text = html.encode("utf-8", "replace").decode() if not html.isascii() else html
    return _cleaner(frozenset(host.lower() for host in frames_from)).clean(text)
