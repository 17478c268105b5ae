"""When a source is looked at next: properties of the function."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.wire.ingest.runs.schedule import (
    FIRST_DAY,
    SOON,
    SPREAD,
    SPREAD_MAX,
    RunOutcome,
    next_due,
    seconds_to_next,
)
from wirepress.settings import limits

NOW = datetime(2026, 11, 25, 12, 0)
INTERVALS = st.integers(60, 7 * 86400)
SECONDS = st.integers(0, 10**9)
CHANCE = st.floats(0, 1)


@given(INTERVALS, SECONDS, SECONDS, SECONDS, st.integers(0, 10**6), CHANCE)
def test_a_source_is_never_asked_before_its_interval_nor_forgotten(
    interval, fresh, ttl, retry, failures, chance
) -> None:
    looked = RunOutcome(failures, fresh, ttl, retry)
    due = next_due(looked, now=NOW, interval=interval, chance=chance)
    assert due is not None
    seconds = (due - NOW).total_seconds()
    longest = max(limits.WIRE_WAIT_MAX, interval, min(retry, limits.WIRE_RETRY_AFTER_MAX) if failures else 0)
    assert interval <= seconds + 0.001 and seconds <= longest * (1 + SPREAD) + 0.001


@given(INTERVALS, st.integers(1, 60), st.floats(0, FIRST_DAY - 1), CHANCE)
def test_on_the_first_day_a_failing_source_is_asked_every_hour(interval, failures, failing_for, chance) -> None:
    due = next_due(RunOutcome(failures, failing_for=failing_for), now=NOW, interval=interval, chance=chance)
    assert due is not None and (due - NOW).total_seconds() <= max(3600, interval) + SPREAD_MAX
    assert seconds_to_next(RunOutcome(20, failing_for=FIRST_DAY + 1), 900) == limits.WIRE_WAIT_MAX
    assert seconds_to_next(RunOutcome(2, retry_after=7200, failing_for=0), 900) == 7200


@given(st.integers(60, 599), CHANCE)
def test_a_short_interval_is_kept_to_the_second(interval, chance) -> None:
    assert next_due(RunOutcome(), now=NOW, interval=interval, chance=chance) == NOW + timedelta(seconds=interval)


@given(INTERVALS, st.integers(1, 60))
def test_every_failure_waits_at_least_as_long_as_the_one_before(interval, failures) -> None:
    assert seconds_to_next(RunOutcome(failures), interval) <= seconds_to_next(RunOutcome(failures + 1), interval)
    assert seconds_to_next(RunOutcome(1), interval) == interval


@given(INTERVALS, st.integers(1, 40), st.integers(0, limits.WIRE_RETRY_AFTER_MAX))
def test_retry_after_is_honoured(interval, failures, retry) -> None:
    assert seconds_to_next(RunOutcome(failures, retry_after=retry), interval) >= retry


@given(INTERVALS, st.integers(0, limits.WIRE_WAIT_MAX), st.integers(0, limits.WIRE_WAIT_MAX))
def test_cache_control_and_ttl_are_honoured(interval, fresh, ttl) -> None:
    assert seconds_to_next(RunOutcome(fresh_for=fresh, ttl=ttl), interval) >= max(fresh, ttl)


def test_the_special_cases() -> None:
    assert next_due(RunOutcome(1, gone=True), now=NOW, interval=900, chance=0.5) is None
    assert seconds_to_next(RunOutcome(more=True), 900) == SOON
    assert seconds_to_next(RunOutcome(3), 900) == 3600
    assert next_due(RunOutcome(), now=NOW, interval=900, chance=0) == NOW + timedelta(seconds=900)
