"""An event as it is recorded: a line of JSON with short names, without an address and without an agent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Kind = Literal["view", "time", "outbound", "download", "goal", "share", "reaction"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Device = Literal["phone", "tablet", "desktop", ""]


class EventUnreadable(ValueError):
    """A line of the spool that is no event."""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """Something that a reader did.

    `moment`: milliseconds since 1970; `reader`: a hash that is the same for one day; `post_id`: 0 for pages that are no story;
    `text`: the address, words or name that the kind is about; `seconds` and `depth` (percent) belong to "time".
    """

    moment: int
    kind: Kind
    reader: int
    post_id: int = 0
    version: str = ""
    path: str = ""
    referrer: str = ""  # host and path, without scheme and query; "" for none
    inside: bool = False  # the page before was one of the site's own
    campaign: tuple[str, str, str] = ("", "", "")  # source, medium, name
    device: Device = ""
    language: str = ""
    country: str = ""
    text: str = ""
    seconds: int = 0
    depth: int = 0
    missing: bool = False


# field, name in the line; "t", "k", "r" go before
_NAMES: Final = (
    ("post_id", "p"),
    ("version", "v"),
    ("path", "a"),
    ("referrer", "f"),
    ("inside", "i"),
    ("campaign", "c"),
    ("device", "d"),
    ("language", "l"),
    ("country", "n"),
    ("text", "x"),
    ("seconds", "s"),
    ("depth", "y"),
    ("missing", "m"),
)
_NO_CAMPAIGN: Final = ("", "", "")
_encoder: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def encode(event: RecordedEvent) -> bytes:
    """Return the line, without its end. What is empty is left out."""
    found: dict[str, Any] = {"t": event.moment, "k": event.kind, "r": event.reader}
    for name, short in _NAMES:
        value = getattr(event, name)
        if value and value != _NO_CAMPAIGN:
            found[short] = value
    return _encoder.encode(found).encode("utf-8", "replace")


def decode(line: bytes) -> RecordedEvent:
    """Return the event of a line. Raises EventUnreadable."""
    try:
        found = json.loads(line)
        campaign = found.get("c")
        return RecordedEvent(
            int(found["t"]),
            found["k"],
            int(found["r"]),
            int(found.get("p", 0)),
            found.get("v", ""),
            found.get("a", ""),
            found.get("f", ""),
            bool(found.get("i")),
            (campaign[0], campaign[1], campaign[2]) if campaign else ("", "", ""),
            found.get("d", ""),
            found.get("l", ""),
            found.get("n", ""),
            found.get("x", ""),
            int(found.get("s", 0)),
            int(found.get("y", 0)),
            bool(found.get("m")),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise EventUnreadable(f"This line is no event: {line[:100]!r}") from error
