"""How long a text is, as networks count, and how one is cut to fit. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import regex

_GRAPHEME: Final = regex.compile(r"\X")
_EMOJI: Final = regex.compile(
    r"\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}\uFE0F|\u20E3"
)
_WEB: Final = regex.compile(r"https?://[^\s<>\"'“”„»«]+", regex.I)
# A host without https:// is an address for X too. Its list of top level domains is long; these and all of two letters are taken.
_BARE: Final = regex.compile(
    r"(?<![\w@/.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|org|net|info|news|press|media|biz|app|dev|blog|online|site|[a-z]{2})(?![\w-])(?:/[^\s<>\"'“”„»«]*)?",
    regex.I,
)
_MENTION: Final = regex.compile(r"(?<![\w/])@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)@[\w.-]+[\w]")
_TRAILING: Final = ".,;:!?)]}»”\"'*_"
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # X counts these once, all others twice
ELLIPSIS: Final = "…"


def count_graphemes(text: str) -> int:
    """Return the number of letters as readers see them (extended grapheme clusters, UAX 29)."""
    return len(text) if text.isascii() and "\r\n" not in text else len(_GRAPHEME.findall(text))


def count_utf16(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def find_addresses(text: str, *, bare: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where web addresses stand: begin and end in code points; punctuation after one is not of it.

    `bare`: also host names without http:// (X). An opened bracket inside an address may be closed by it.
    """
    taken: list[tuple[int, int]] = []
    for pattern in (_WEB, _BARE) if bare else (_WEB,):
        for found in pattern.finditer(text):
            begin, end = found.span()
            while end > begin and text[end - 1] in _TRAILING:
                if text[end - 1] == ")" and text.count("(", begin, end) >= text.count(")", begin, end):
                    break
                end -= 1
            if end > begin and not any(begin < other_end and end > other for other, other_end in taken):
                taken.append((begin, end))
    yield from sorted(taken)


def replace_addresses(text: str, length: int, *, bare: bool = False) -> str:
    """Return the text with `length` plain letters in the place of every web address."""
    parts, here = [], 0
    for begin, end in find_addresses(text, bare=bare):
        parts += [text[here:begin], "x" * length]
        here = end
    return "".join([*parts, text[here:]])


def count_mastodon(text: str, link_length: int = 23) -> int:
    """Return the length by Mastodon's rule: graphemes, an address 23, a mention without its host."""
    return count_graphemes(_MENTION.sub(r"@\1", replace_addresses(text, link_length)))


def count_x(text: str, link_length: int = 23) -> int:
    """Return the length by X's rule, after NFC: Latin and its like 1, all else 2, an emoji 2 however it is made, an address 23."""
    total = 0
    for cluster in _GRAPHEME.findall(replace_addresses(unicodedata.normalize("NFC", text), link_length, bare=True)):
        if _EMOJI.search(cluster):
            total += 2
        else:
            total += sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in cluster)
    return total


def count_threads(text: str) -> int:
    """Return the length by Threads' rule: characters, an emoji as many as it has bytes in UTF-8."""
    return sum(len(cluster.encode()) if _EMOJI.search(cluster) else len(cluster) for cluster in _GRAPHEME.findall(text))


def shorten_text(text: str, fits: Callable[[str], bool], *, keep: str = "") -> str:
    """Return as many words of the text as fit, with an ellipsis; `keep` (an address that stands in it) is kept, at the end.

    A text of one long word is cut inside it. "" when not even the ellipsis fits.
    """
    text = text.strip()
    if fits(text):
        return text
    tail = f" {keep}" if keep and keep in text else ""
    body = " ".join(text.replace(keep, " ").split(" ")).strip() if tail else text
    ends = [found.start() for found in regex.finditer(r"(?<=\S)(?=\s)", body)] + [len(body)]
    best = _last_fitting(ends, lambda end: fits(_ended(body[:end], whole=end == len(body)) + tail))
    if best is None:
        ends = [found.end() for found in _GRAPHEME.finditer(body)]
        best = _last_fitting(ends, lambda end: fits(_ended(body[:end], whole=False) + tail))
    if best is None:
        return tail.strip() if tail and fits(tail.strip()) else ""
    return _ended(body[:best], whole=best == len(body)) + tail


def _ended(text: str, *, whole: bool) -> str:
    return text if whole else text.rstrip(" \t\n\r.,;:-–—") + ELLIPSIS


def _last_fitting(ends: list[int], fits: Callable[[int], bool]) -> int | None:
    """Return the last of the ends that fits, by halving."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if fits(ends[middle]):
            low = middle + 1
        else:
            high = middle
    return ends[low - 1] if low else None
