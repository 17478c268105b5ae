"""Where jobs wait: Huey's storages, with a lease for what is under way.

Huey takes a job out of its queue before it is run; a worker that is killed then loses it. Here taking is one step with writing it
down in the schedule, due again when the lease ends: the same place, and the same way back, as for jobs that run later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Held:
    """A job under way: its bytes, and where they stand."""

    data: bytes
    place: Any


class Store(Protocol):
    """What every kind of storage can do. Moments are unix seconds. Each step is done whole or not at all."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What it raises when it cannot be reached."""

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        """Put a message at the end of the queue."""

    def put_later(self, data: bytes, at: float) -> None:
        """Let a message wait until a moment."""

    def put_once(self, key: str, number: int, data: bytes) -> bool:
        """Queue a message unless `number`, or a higher one, was queued under this key before."""

    def take(self, until: float) -> Held | None:
        """The next message of the queue; it comes back at `until` unless it is put back or done before."""

    def put_back(self, held: Held, data: bytes, at: float) -> Held | None:
        """Replace what is held by `data`, due at `at`. None: the lease had ended, and it is no longer ours."""

    def done(self, held: Held) -> bool:
        """Throw away what is held. False: it was no longer ours."""

    def release(self, now: float) -> int:
        """Queue what is due: what waited for its moment, and what nobody holds any more. Answers how many."""

    def enqueued_items(self, limit: int | None = None) -> list[bytes]:
        """Messages in the queue."""

    def scheduled_items(self, limit: int | None = None) -> list[bytes]:
        """Messages that wait for a moment or are under way."""

    def put_data(self, key: str, value: bytes, is_result: bool = False) -> None:
        """Keep a value."""

    def peek_data(self, key: str) -> Any:
        """A kept value, or Huey's EmptyData."""

    def number(self, key: str) -> int | None:
        """The highest number that was queued under a key."""

    def close(self) -> Any:
        """Let go of connections."""
