"""Characters with a meaning in HTML, to references and back."""

from __future__ import annotations

import re
from typing import Final, Literal

from wirepress.core.markup.kses.entities import normalize
from wirepress.core.php.utf8 import is_utf8

__all__ = ["Quotes", "decode", "encode", "is_utf8"]

Quotes = Literal["none", "single", "double", "both", "xml"]

_MARKS: Final = {"<": "&lt;", ">": "&gt;"}
_SINGLE: Final = {"'": "&#039;"}
_DOUBLE: Final = {'"': "&quot;"}
_TABLES: Final = {
    quotes: str.maketrans(_MARKS | extra)
    for quotes, extra in {
        "none": {},
        "single": _SINGLE,
        "double": _DOUBLE,
        "both": _SINGLE | _DOUBLE,
        "xml": {"'": "&apos;"} | _DOUBLE,
    }.items()
}
_SPECIAL = re.compile("[&<>\"']")
# HTML 4.01, whose names PHP's own escaping goes by, does not have this one.
_NOT_IN_HTML4 = "&apos;"


def encode(text: str, quotes: Quotes = "none", *, again: bool = False) -> str:
    """`text` with ``& < >`` and the asked `quotes` as references; text that is not UTF-8 becomes empty.

    References that are already there stay (normalised) unless `again`. ``xml`` means both quotes and XML's names.
    WordPress 7.1 behaviour.
    """
    if _SPECIAL.search(text) is None:
        return text
    if not is_utf8(text):
        return ""
    if again:
        text = text.replace("&", "&amp;")
    else:
        text = normalize(text, xml=quotes == "xml")
        if quotes != "xml":
            text = text.replace(_NOT_IN_HTML4, "&amp;apos;")
    return text.translate(_TABLES[quotes])


_DECODED_MARKS: Final = {"lt": "<", "gt": ">", "amp": "&"}
_CODES: Final = {60: "<", 62: ">", 38: "&"}
_REFERENCE = re.compile(r"&(?:#0*(39|34|60|62|38);|#[xX]0*(27|22|26);|(lt|gt|amp|quot);)")


def decode(text: str, quotes: Quotes = "none") -> str:
    """Return the reverse of `encode`: the five special characters from their named and numbered references.

    A quote is decoded when `quotes` names it. Each reference is read once. WordPress 7.1 behaviour.
    """
    single, double = quotes in ("single", "both", "xml"), quotes in ("double", "both", "xml")

    def character(found: re.Match[str]) -> str:
        number, hexadecimal, name = found.groups()
        if number == "39" or hexadecimal == "27":
            return "'" if single else found[0]
        if number == "34" or hexadecimal == "22" or name == "quot":
            return '"' if double else found[0]
        if hexadecimal:
            return "&"
        return _DECODED_MARKS[name] if name else _CODES[int(number)]

    return _REFERENCE.sub(character, text) if "&" in text else text
