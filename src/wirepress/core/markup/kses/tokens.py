"""The attributes of a tag, read as a browser reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wirepress.core.markup.kses.ascii import lower
from wirepress.core.markup.kses.entities import decode_attribute

_SKIPPED = re.compile("[ \t\f\r\n/]*")
_BLANKS = re.compile("[ \t\f\r\n]*")
_NAME = re.compile("=?[^=/> \t\f\r\n]*")
_UNQUOTED = re.compile("[^> \t\f\r\n]*")
_LINE_END = re.compile("\r\n?")
_NULL: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its name in lower case and its text, None when it was written without a value."""

    name: str
    value: str | None


def _past(pattern: re.Pattern[str], source: str, at: int) -> int:
    """Return the position behind what `pattern` matches at `at`."""
    found = pattern.match(source, at)
    return found.end() if found else at


def _text(written: str) -> str:
    return decode_attribute(_LINE_END.sub("\n", written).replace("\0", _NULL))


def _value(source: str, at: int) -> tuple[str, int] | None:
    """Return the written value that begins at `at`, and the position behind it; None when its quote is not closed."""
    quote = source[at : at + 1]
    if quote in ("'", '"'):
        end = source.find(quote, at + 1)
        return None if end < 0 else (source[at + 1 : end], end + 1)
    end = _past(_UNQUOTED, source, at)
    return source[at:end], end


def read_attributes(source: str) -> list[Attribute]:
    """Return the attributes written in `source`, the part of a tag behind its name; the first of equal names counts.

    Nothing at all when a quote is left open: then the tag never ends. WHATWG HTML, tokenisation.
    """
    found: dict[str, Attribute] = {}
    at = _past(_SKIPPED, source, 0)
    while at < len(source) and source[at] != ">":
        name_end = _past(_NAME, source, at)
        name = lower(source[at:name_end].replace("\0", _NULL))
        at = _past(_BLANKS, source, name_end)
        value: str | None = None
        if source.startswith("=", at):
            read = _value(source, _past(_BLANKS, source, at + 1))
            if read is None:
                return []
            value, at = _text(read[0]), read[1]
        found.setdefault(name, Attribute(name, value))
        at = _past(_SKIPPED, source, at)
    return list(found.values())
