"""While an answer is made, whoever reads something that changes by itself says so here.

An answer depends on all content without saying it. Said are only things that change often and show in few answers (the
votes on a story: `vote:5`), and whether the answer is one reader's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class Dependencies:
    """What one answer rests on. `reader`: it asked who the reader is. `own`: it shows what is this reader's alone."""

    tags: set[str] = field(default_factory=set)
    reader: bool = False
    own: bool = False


_current: Final[ContextVar[Dependencies | None]] = ContextVar("wirepress_dependencies", default=None)


@contextmanager
def collecting() -> Iterator[Dependencies]:
    """Inside, what is said is collected."""
    found = Dependencies()
    token = _current.set(found)
    try:
        yield found
    finally:
        _current.reset(token)


def on(*tags: str) -> None:
    """The answer shows these: `KIND:REF`, or `KIND` for every one of a kind (see Watched)."""
    found = _current.get()
    if found is not None:
        found.tags.update(tags)


def on_reader(*, own: bool) -> None:
    """The answer was made for one reader; `own`: it differs from what others see."""
    found = _current.get()
    if found is not None:
        found.reader = True
        found.own = found.own or own


def on_everything_of_its_moment() -> None:
    """The answer may not be kept at all (a nonce of its own, say)."""
    found = _current.get()
    if found is not None:
        found.own = True
