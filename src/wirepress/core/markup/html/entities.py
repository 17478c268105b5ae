"""Entities that browsers or feed readers do not know, as ones that they do. WordPress 7.1 behaviour."""

import re
from html.entities import name2codepoint

_NAMED = re.compile(r"&([A-Za-z]{2,8}[1-4]{0,2});|\|")
_CONTROL = re.compile(r"&#1([2-5]\d);", re.ASCII)


def ent2ncr(text: str) -> str:
    """Replace the named entities of HTML 4 by decimal ones, for XML, which does not know the names.

    A vertical bar becomes one too.
    """
    return _NAMED.sub(_numbered, text)


def convert_invalid_entities(text: str) -> str:
    """Replace ``&#128;`` to ``&#159;``, which are control characters, by what Windows-1252 means by those numbers."""
    return _CONTROL.sub(_from_windows, text)


def _numbered(match: re.Match[str]) -> str:
    if match[0] == "|":
        return "&#124;"
    point = name2codepoint.get(match[1])
    return match[0] if point is None else f"&#{point};"


def _from_windows(match: re.Match[str]) -> str:
    number = 100 + int(match[1])
    if number < 128:
        return match[0]
    meant = bytes((number,)).decode("cp1252", "ignore")
    return f"&#{ord(meant)};" if meant else ""


def drop_entities(text: str) -> str:
    """Text without anything that stands between ``&`` and the next ``;`` of its line (at least one character)."""
    if "&" not in text:
        return text
    pieces: list[str] = []
    at = 0
    ends = -2  # where the next semicolon is; searched once for all & before it
    while (start := text.find("&", at)) >= 0:
        if ends < start + 2:
            ends = text.find(";", start + 2)
        if ends < 0:
            break
        if "\n" in text[start:ends]:
            line_end = text.index("\n", start)
            pieces.append(text[at : line_end + 1])
            at = line_end + 1
            continue
        pieces.append(text[at:start])
        at = ends + 1
    return "".join(pieces) + text[at:]
