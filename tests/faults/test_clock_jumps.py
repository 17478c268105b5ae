"""The machine's clock is set: whatever was kept by the old hour is forgotten, and no two answers claim one moment."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from wirepress.server.cache.entry import Entry
from wirepress.server.cache.store import ResponseCache
from wirepress.server.request.conditional import is_not_modified
from wirepress.server.request.summary import RequestSummary
from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.freshness import Freshness
from wirepress.server.watch.readers import Readers


class Quiet:
    """A watch that never hears of a change and knows one scheduled story."""

    def __init__(self, due: str | None = None) -> None:
        self._due = due

    def read_changes(self) -> bool:
        return True

    def place(self) -> int:
        return 0

    def read_next_due(self, now: str) -> str | None:
        return self._due if self._due is not None and self._due > now else None


class Time:
    """A clock that can be set."""

    def __init__(self) -> None:
        self.offset = 0.0
        self._time = time.time

    def time(self) -> float:
        return self._time() + self.offset

    def monotonic(self) -> float:
        return time.monotonic()


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr("wirepress.server.watch.freshness.time", found)
    monkeypatch.setattr("wirepress.server.cache.store.time", found)
    monkeypatch.setattr("wirepress.server.watch.freshness.datetime", _datetime(found))
    return found


def _datetime(hour: Time) -> type[datetime]:
    class Set(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(hour.time(), UTC)

    return Set


def opened(hour: Time, due: str | None = None) -> tuple[Freshness, ResponseCache]:
    store = ResponseCache(2**20)
    journal = ChangeLog([], lambda tags: clock.note_changes(tags))
    clock = Freshness(store, journal, Readers(()))
    clock.watch = Quiet(due)  # type: ignore[assignment]
    assert clock.is_current()
    return clock, store


def keep(store: ResponseCache, clock: Freshness, hour: Time) -> Entry:
    now = hour.time()
    entry = Entry(
        (b"x",),
        200,
        [],
        b"body",
        tags=frozenset("*"),
        born=int(now),
        expires=clock.compute_expiry(now, now + 9e9),
        personal=False,
    )
    store.put(entry)
    return entry


@pytest.mark.parametrize("seconds", [-86400.0, -3.0, 3.0, 3600.0, 40 * 86400.0])
def test_a_clock_that_was_set_forgets_everything(hour: Time, seconds: float) -> None:
    clock, store = opened(hour)
    entry = keep(store, clock, hour)
    clock.tick()
    assert store.get((b"x",)) is entry
    hour.offset += seconds
    clock.tick()
    assert clock.is_current() and store.get((b"x",)) is None and not entry.alive
    keep(store, clock, hour)
    clock.tick()
    assert store.get((b"x",)) is not None  # and only once


def test_a_clock_that_drifts_forgets_nothing(hour: Time) -> None:
    clock, store = opened(hour)
    keep(store, clock, hour)
    for _ in range(20):
        hour.offset += 0.3
        clock.tick()
    assert store.get((b"x",)) is not None


def test_a_scheduled_story_is_shown_when_the_clock_has_passed_it(hour: Time) -> None:
    due = datetime.fromtimestamp(hour.time() + 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    clock, store = opened(hour, due)
    entry = keep(store, clock, hour)
    hour.offset += 1001
    assert clock.is_current() and not entry.alive  # at once, before any tick


def test_an_answer_lives_no_longer_than_its_day(hour: Time) -> None:
    clock, store = opened(hour)
    keep(store, clock, hour)
    hour.offset += 2 * 86400
    assert store.get((b"x",)) is None


def test_a_date_of_another_moment_is_no_condition_that_holds(hour: Time) -> None:
    """After the clock was set back a client may hold a later date than ours: only the very date that we gave counts."""
    clock, store = opened(hour)
    entry = keep(store, clock, hour)
    variant = entry.add_variant("", b"body")
    ask = RequestSummary(b"GET", b"/", {b"if-modified-since": entry.last_modified()}, "")
    assert is_not_modified(ask, entry, variant)
    later = Entry((b"x",), 200, [], b"new", tags=frozenset("*"), born=entry.born - 100, expires=9e9, personal=False)
    assert not is_not_modified(ask, later, later.add_variant("", b"new"))
