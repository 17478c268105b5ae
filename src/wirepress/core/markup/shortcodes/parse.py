"""Find shortcodes and read their attributes. WordPress 7.1 behaviour, in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Attributes = dict[str | int, str]
"""Named attributes, and those without a name by their place (0, 1 ...)."""

_NAMES = re.compile(r"\[([^<>&/\[\]\x00-\x20=]++)")
_BLANKS = re.compile("[\u00a0\u200b]+")
_ATTRIBUTE = re.compile(
    r"""([\w-]++)\s*+=\s*+"([^"]*+)"(?:\s|$)"""
    r"""|([\w-]++)\s*+=\s*+'([^']*+)'(?:\s|$)"""
    r"""|([\w-]++)\s*+=\s*+([^\s'"]++)(?:\s|$)"""
    r"""|"([^"]*+)"(?:\s|$)"""
    r"""|'([^']*+)'(?:\s|$)"""
    r"""|(\S++)(?:\s|$)""",
    re.ASCII,
)
_BALANCED = re.compile(r"[^<]*+(?:<[^>]*+>[^<]*+)*+\Z")
_C_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "v": "\v", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One occurrence. `content` is None without a closing tag; `escaped` is one in double brackets."""

    name: str
    raw_attributes: str
    content: str | None
    before: str
    after: str
    text: str
    start: int
    end: int

    @property
    def escaped(self) -> bool:
        return self.before == "[" and self.after == "]"


def names_in(text: str, known: Collection[str]) -> set[str]:
    """Return which of the known names stand behind an opening bracket."""
    return set(_NAMES.findall(text)).intersection(known)


def find_shortcodes(text: str, names: Collection[str]) -> Iterator[Shortcode]:
    """Every shortcode of these names, outermost ones only, in the order of the text."""
    if not names:
        return
    head = re.compile(rf"\[(\[?)({'|'.join(re.escape(name) for name in sorted(names))})(?![\w-])", re.ASCII)
    closers: dict[str, int] = {}
    at = 0
    while opened := head.search(text, at):
        close = text.find("]", opened.end())
        if close < 0:
            return
        name = opened[2]
        void = text[close - 1] == "/" and close - 1 >= opened.end()
        attributes = text[opened.end() : close - 1 if void else close]
        content = None
        end = close + 1
        if not void:
            tag = f"[/{name}]"
            closer = closers.get(name, 0)
            if 0 <= closer < end:
                closer = closers[name] = text.find(tag, end)
            if closer >= 0:
                content = text[end:closer]
                end = closer + len(tag)
        after = "]" if text.startswith("]", end) else ""
        end += len(after)
        yield Shortcode(name, attributes, content, opened[1], after, text[opened.start() : end], opened.start(), end)
        at = end


def replace_shortcodes(text: str, names: Collection[str], replace: Callable[[Shortcode], str]) -> tuple[str, int]:
    """Return the text with each shortcode replaced (escaped ones lose their outer brackets), and how many there were."""
    pieces = []
    at = count = 0
    for found in find_shortcodes(text, names):
        count += 1
        pieces.append(text[at : found.start])
        pieces.append(found.text[1:-1] if found.escaped else found.before + replace(found) + found.after)
        at = found.end
    if not count:
        return text, 0
    pieces.append(text[at:])
    return "".join(pieces), count


def combine_attributes(defaults: Mapping[str, Any], attrs: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the known attributes with their values or defaults; others are dropped (shortcode_atts)."""
    return {name: attrs.get(name, default) for name, default in defaults.items()}


def parse_attributes(text: str) -> Attributes:
    """`name="value"` pairs and loose words. Names are lower case; values with an unclosed tag are emptied."""
    attributes: Attributes = {}
    place = 0
    for found in _ATTRIBUTE.finditer(_BLANKS.sub(" ", text)):
        groups = found.groups()
        for name, value in ((0, 1), (2, 3), (4, 5)):
            if groups[name]:
                attributes[groups[name].lower()] = _value(groups[value])
                break
        else:
            loose = next((groups[i] for i in (6, 7, 8) if groups[i] is not None), "")
            if loose:
                attributes[place] = _value(loose)
                place += 1
    return attributes


def _value(text: str) -> str:
    if "\\" in text:
        text = _C_ESCAPE.sub(_unescape, text)
    return "" if "<" in text and not _BALANCED.match(text) else text


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8) & 0xFF)
    return _CONTROLS.get(code, code)
