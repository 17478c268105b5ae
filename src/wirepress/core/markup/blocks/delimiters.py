"""Find block delimiters: HTML comments of the form ``<!-- wp:name {"json":1} -->``. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from wirepress.core.php.json_reader import JsonError, decode

_HEAD = re.compile(r"<!--[ \t\n\r\f\v]+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)[ \t\n\r\f\v]+")
_TAIL = re.compile(r"(/)?-->")
_JSON_END = re.compile(r"\}[ \t\n\r\f\v]+(?=/?-->)")

Kind = Literal["open", "close", "void"]


@dataclass(frozen=True, slots=True)
class Delimiter:
    """A delimiter's kind, full block name, attributes and span."""

    kind: Kind
    name: str
    attrs: dict[str, Any] | None
    start: int
    end: int


def delimiters(text: str) -> Iterator[Delimiter]:
    """Every delimiter in the order of the text. One pass: the search for the end of a JSON object never starts over."""
    json_end: re.Match[str] | None = None
    no_more_json = False
    at = 0
    while head := _HEAD.search(text, at):
        end = head.end()
        raw: str | None = None
        if text.startswith("{", end):
            if not no_more_json and (json_end is None or json_end.start() < end):
                json_end = _JSON_END.search(text, end)
                no_more_json = json_end is None
            if json_end is None:
                at = head.end()
                continue
            raw = text[end : json_end.start() + 1]
            end = json_end.end()
        tail = _TAIL.match(text, end)
        if not tail:
            at = head.end()
            continue
        at = tail.end()
        kind: Kind = "void" if tail[1] else "close" if head[1] else "open"
        yield Delimiter(kind, (head[2] or "core/") + head[3], {} if raw is None else _attributes(raw), head.start(), at)


def _attributes(raw: str) -> dict[str, Any] | None:
    """Return the attributes, or None when their JSON is broken."""
    try:
        value = decode(raw)
    except JsonError:
        return None
    return value if isinstance(value, dict) else None
