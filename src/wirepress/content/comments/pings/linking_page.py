"""The page that links to us: fetched within limits, its title, and the words around the link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.core.http.client import FetchError, fetch
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_html

SIZE: Final = 150 * 1024  # bytes of the page that are looked at, as WordPress does
SECONDS: Final = 10.0
ALLOWED: tuple[str, ...] = ()  # hosts that may be asked though they are not public (none; tests have their own server)
_AROUND: Final = 100  # characters on either side of the link's words
_LINK_WORDS: Final = 100
_BLANKS: Final = re.compile(r"\s+")


class NoPage(Exception):
    """The page cannot be read."""


@dataclass(frozen=True, slots=True)
class LinkingPage:
    """A page of another site. `words`: around its first link to the target, HTML; "" where there is no such link."""

    title: str
    words: str


def read_linking_page(url: str, target: str, sender: str) -> LinkingPage:
    """Return the page at `url` and its link to `target`. `sender`: the address of whoever told of it, which the page's server is told, so
    that nobody can hide behind this one. Raises NoPage."""
    try:
        answer = fetch(
            url,
            headers={"Accept": "text/html", "X-Pingback-Forwarded-For": sender},
            size=SIZE,
            cut=True,
            seconds=SECONDS,
            allow=ALLOWED,
        )
    except FetchError as error:
        raise NoPage(str(error)) from error
    if answer.status != 200 or (answer.kind and not answer.kind.startswith(("text/", "application/xhtml"))):
        raise NoPage(f"answered {answer.status} {answer.kind}")
    tree = LexborHTMLParser(answer.text)
    named = tree.css_first("title")
    title = _BLANKS.sub(" ", named.text()).strip() if named is not None else ""
    link = next((one for one in tree.css("a[href]") if _leads_to(one, answer.url, target)), None)
    return LinkingPage(title, _words_around(link) if link is not None else "")


def _leads_to(link: LexborNode, base: str, target: str) -> bool:
    try:
        there = urljoin(base, (link.attributes.get("href") or "").strip())
        return _bare(there) == _bare(target)
    except ValueError:
        return False


def _bare(url: str) -> tuple[str, str, str]:
    """Return an address without what does not matter: scheme, fragment, the slash at its end."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def _words_around(link: LexborNode) -> str:
    """Return some words before and behind the link, and its own, as WordPress shows them: [&#8230;] ... [&#8230;]."""
    words = _text_of(link)[:_LINK_WORDS]
    block = link.parent
    while block is not None and block.tag not in ("p", "li", "td", "div", "blockquote", "section", "article", "body"):
        block = block.parent
    text = _text_of(block) if block is not None else words
    place = max(text.find(words), 0)
    shown = text[max(place - _AROUND, 0) : place + len(words) + _AROUND].strip()
    return f"[&#8230;] {esc_html(shown or words)} [&#8230;]"


def _text_of(node: LexborNode) -> str:
    return _BLANKS.sub(" ", strip_all_tags(node.text(separator=" "))).strip()
