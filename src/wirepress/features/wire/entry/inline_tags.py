"""Formatting in a line of text, told from angle brackets that are words."""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = re.compile(r"<(script|style|template)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_NO_TEXT: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.S)
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)((?:\s[^<>]*)?)(/?)>")
_PAIRED: Final = frozenset(
    "a abbr acronym b bdi bdo big blink center cite code data del dfn div em font h1 h2 h3 h4 h5 h6 i ins kbd label li mark nobr ol p pre"
    " q rp rt ruby s samp small span strike strong sub sup time tt u ul var".split()
)
_ALONE: Final = frozenset(("br", "wbr", "img", "hr", "o:p"))  # elements that need no end
_BREAKS: Final = frozenset(("br", "p", "div", "li", "hr", "h1", "h2", "h3", "h4", "h5", "h6"))


def remove_formatting(text: str) -> str:
    """Return a line without elements that format it. What opens without closing, and names that format nothing, are words.

    Linear in the length of the text.
    """
    if "<!" in text or "]]>" in text:
        text = _NO_TEXT.sub("", text)
    text = _HIDDEN.sub("", text)
    tags = list(_TAG.finditer(text))
    gone = _formatting(tags)
    if not gone:
        return text
    pieces, at = [], 0
    for number in sorted(gone):
        tag = tags[number]
        pieces.append(text[at : tag.start()])
        if tag[2].lower() in _BREAKS:
            pieces.append(" ")
        at = tag.end()
    return "".join([*pieces, text[at:]])


def _formatting(tags: list[re.Match[str]]) -> set[int]:
    """Return the numbers of the tags that format: those that need no end, and pairs."""
    found: set[int] = set()
    open_ones: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        name = tag[2].lower()
        if name in _ALONE or (name in _PAIRED and (tag[4] or _is_paragraph_start(tag, name))):
            found.add(number)
        if name not in _PAIRED:
            continue
        if not tag[1]:
            open_ones.setdefault(name, []).append(number)
        elif openings := open_ones.get(name):
            found.update((number, openings.pop()))
    return found


def _is_paragraph_start(tag: re.Match[str], name: str) -> bool:
    return name == "p" and not tag[1] and not tag.string[: tag.start()].strip()
