"""A stranger's HTML as a tree, and what is done to it before the sanitiser: counters out, addresses whole, players judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.text.tracking_pixels import TINY, is_tracker

URL_MAX: Final = 4000
SRCSET_MAX: Final = 12  # candidates of one picture
DEPTH_MAX: Final = 256
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ENDS_ITSELF: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CODE: Final = frozenset(
    "script style noscript template link meta base form input button select textarea svg math canvas dialog portal title xml frameset".split()
)
_FRAMES: Final = frozenset(("iframe", "frame", "object", "embed", "applet"))
_WORK: Final = re.compile(
    "<(?:"
    + "|".join(sorted(_CODE | _FRAMES | {"a", "img", "image", "source", "audio", "video", "html", "head", "body"}))
    + r")(?![a-zA-Z0-9-])",
    re.IGNORECASE,
)
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file")
_EMPTY: Final = "data: about: javascript:".split()
_NOT_SHOWN: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?<![-\w])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|\Z))",
    re.IGNORECASE,
)
_VIDEO: Final = re.compile(r"^/(?:embed/|v/|shorts/)?([\w-]{6,20})$")


@dataclass
class ChangeNotes:
    """How often something was done to a story, said once each."""

    counts: Counter[str] = field(default_factory=Counter)

    def words(self) -> tuple[str, ...]:
        """Return one sentence for each kind of change."""
        return tuple(f"{count} × {what}" if count > 1 else what for what, count in self.counts.items())


def is_too_deep(markup: str) -> bool:
    """Return whether elements are nested deeper than any writer would: parsers take time by length times depth."""
    depth = 0
    for slash, name in _TAG.findall(markup):
        if name.lower() not in _ENDS_ITSELF:
            depth = max(depth - 1, 0) if slash else depth + 1
            if depth > DEPTH_MAX:
                return True
    return False


def prepare_markup(markup: str, base: str, frames_from: Collection[str], pictures: bool, notes: ChangeNotes) -> str:
    """Return the story with whole addresses, without code and counters; frames of other hosts than these are links.

    `pictures` false: the source does not allow its pictures to be shown from its server, so none stays.
    """
    if not _WORK.search(markup):  # nothing but paragraphs and emphasis
        return markup
    tree = LexborHTMLParser(markup)
    if tree.root is None or tree.body is None:
        return ""
    work = _ElementCleaner(base, frames_from, pictures, notes.counts)
    # By hand, from the outside in: what was taken out is never looked at again, nor what stood in it.
    waiting = [tree.root]
    while waiting:
        child = waiting.pop().child
        while child is not None:
            following = child.next
            if work.clean_element(child):
                waiting.append(child)
            child = following
    return tree.body.inner_html or ""


@dataclass(frozen=True, slots=True)
class _ElementCleaner:
    base: str
    frames_from: Collection[str]
    pictures: bool
    counts: Counter[str]

    def clean_element(self, node: LexborNode) -> bool:
        """Do what is to be done to one element; whether it is still there, so that its children are looked at."""
        tag = node.tag or ""
        if tag == "-text":
            return False
        if tag in _CODE:
            if tag in ("script", "style"):
                self.counts[f"a {tag} taken out"] += 1
            node.decompose()
        elif tag in ("img", "source"):
            _picture(node, self.base, self.pictures, self.counts)
        elif tag in _FRAMES:
            _frame(node, self.base, self.frames_from, self.counts)
        elif tag in ("audio", "video"):
            _player(node, self.base, self.counts)
        else:
            if tag == "a":
                _link(node, self.base)
            return True
        return False


def absolute_link(url: str | None, base: str) -> str:
    """Return the whole address; "" for one that is none of http, https, mailto and tel, or makes no sense."""
    url = re.sub(r"[\x00-\x20]+", lambda blank: "%20" if blank[0] == " " else "", (url or "").strip()[: URL_MAX + 1])
    if not url or len(url) > URL_MAX:
        return ""
    try:
        whole = urljoin(base, url)
        parts = urlsplit(whole)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return whole if parts.hostname else ""
    return whole if parts.scheme in ("mailto", "tel") else ""


def _number(text: str | None) -> int:
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else -1


def _picture(node: LexborNode, base: str, pictures: bool, counts: Counter[str]) -> None:
    """Keep one absolute address of a picture. The source's own set of sizes is read only where it gives no other address."""
    facts = node.attributes
    if node.tag == "source":
        node.decompose()
        return
    width, height = _number(facts.get("width")), _number(facts.get("height"))
    src = facts.get("src") or ""
    if not src or src.lower().startswith(tuple(_EMPTY)) or any(facts.get(name) for name in _LAZY):
        src = next((facts[name] or "" for name in _LAZY if facts.get(name)), src)
    srcset = _srcset(facts.get("srcset") or facts.get("data-srcset") or facts.get("data-lazy-srcset") or "", base)
    url = absolute_link(src, base) or (srcset[-1][0] if srcset else "")
    tiny = 0 <= width <= TINY or 0 <= height <= TINY or _NOT_SHOWN.search(facts.get("style") or "") is not None
    if not url.startswith(("http://", "https://")):
        counts["a picture without an address taken out"] += 1
        node.decompose()
    elif tiny or is_tracker(url, width, height):
        counts["a picture that counts readers taken out"] += 1
        node.decompose()
    elif not pictures:
        counts["a picture taken out, which the source does not allow to be shown from its server"] += 1
        node.decompose()
    else:
        for name in list(facts):
            if name not in ("alt", "width", "height", "title"):
                del node.attrs[name]
        for name, number in (("width", width), ("height", height)):
            if number < 0 and name in facts:
                del node.attrs[name]
        node.attrs["src"] = url
        node.attrs["alt"] = facts.get("alt") or ""


def _srcset(value: str, base: str) -> list[tuple[str, str]]:
    """Return the candidates with a width or a density, smallest first; whole addresses."""
    found = []
    for one in re.findall(r"(\S+)\s+(\d{1,5}w|\d(?:\.\d+)?x)\s*(?:,|\Z)", value[: URL_MAX * 4])[:SRCSET_MAX]:
        url = absolute_link(one[0].lstrip(","), base)
        if url.startswith(("http://", "https://")) and "," not in url:
            found.append((url, one[1]))
    return sorted(found, key=lambda one: float(one[1][:-1]))


def _is_allowed_host(host: str, frames_from: Collection[str]) -> bool:
    return any(host == one or host.endswith("." + one) for one in frames_from)


def _frame(node: LexborNode, base: str, frames_from: Collection[str], counts: Counter[str]) -> None:
    facts = node.attributes
    url = absolute_link(
        facts.get("src") or facts.get("data-src") or facts.get("data-lazy-src") or facts.get("data") or "", base
    )
    parts = urlsplit(url)
    host = parts.hostname or ""
    hidden = 0 <= _number(facts.get("width")) <= TINY or 0 <= _number(facts.get("height")) <= TINY
    if not host or hidden or parts.scheme not in ("http", "https"):
        counts["a frame that shows nothing taken out"] += 1
        node.decompose()
    elif node.tag == "iframe" and _is_allowed_host(host, frames_from) and parts.port is None:
        for name in list(facts):
            if name not in ("width", "height", "title", "allowfullscreen"):
                del node.attrs[name]
        node.attrs["src"] = "https://" + host + url.partition(parts.netloc)[2]
    else:
        counts[f"a frame of {host} made a link"] += 1
        _replace_by_link(node, _page_of(url, host), host)


def _page_of(url: str, host: str) -> str:
    """Return the page for people that belongs to a player's address, where that is known."""
    found = _VIDEO.match(urlsplit(url).path)
    if found and host.removeprefix("www.") in ("youtube.com", "youtube-nocookie.com"):
        return f"https://www.youtube.com/watch?v={found[1]}"
    return url


def _player(node: LexborNode, base: str, counts: Counter[str]) -> None:
    inner = node.css_first("source")
    url = absolute_link(
        node.attributes.get("src") or (inner.attributes.get("src") if inner is not None else "") or "", base
    )
    if url.startswith(("http://", "https://")):
        counts["a player made a link"] += 1
        _replace_by_link(node, url, urlsplit(url).hostname or "")
    else:
        node.decompose()


def _replace_by_link(node: LexborNode, url: str, host: str) -> None:
    link = LexborHTMLParser('<a href="">x</a>', is_fragment=True)
    made = link.css_first("a")
    if made is None:
        node.decompose()
        return
    made.attrs["href"] = url
    made.inner_html = f"See this on {host}"
    node.replace_with(made)


def _link(node: LexborNode, base: str) -> None:
    facts = node.attributes
    if "href" not in facts:
        return
    href = facts.get("href") or ""
    url = "" if href.startswith("#") else absolute_link(href, base)
    if not url:
        del node.attrs["href"]
    elif url.startswith("http"):
        node.attrs["href"] = canonical_url(url) + _fragment(url) or url
    else:
        node.attrs["href"] = url


def _fragment(url: str) -> str:
    fragment = urlsplit(url).fragment
    return f"#{fragment}" if fragment and not fragment.startswith("!") and "xtor" not in fragment else ""
