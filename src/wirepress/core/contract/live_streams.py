"""Numbers that open pages are told of as they change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wirepress.core.contract.json_value import JSON


@dataclass(frozen=True, slots=True)
class LiveStream:
    """One sort of thing of which a page may hear as long as it is open: server-sent events at the address of a GET route.

    `pattern` is a regular expression for the route, whose first group is the thing's number; a client that asks for
    `text/event-stream` gets the stream from the server, any other one the route's own answer. `kinds`: the kinds of changes that
    concern it, as the feature's `Watched` names them: its number is their `ref`. `read` makes of some numbers the JSON that is told of
    each (a number that it leaves out has nothing to tell); it is asked at most once a second, for all that has changed, and tells
    what everybody may know.
    """

    pattern: str
    kinds: tuple[str, ...]
    read: Callable[[Sequence[int]], Mapping[int, JSON]]

    def __post_init__(self) -> None:
        try:
            groups = re.compile(self.pattern).groups
        except re.error as error:
            raise ValueError(f"The pattern of a live stream is no regular expression: {error}.") from None
        if groups != 1:
            raise ValueError("The pattern of a live stream has one group, the number of the thing.")
