from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.jobs import timing
from wirepress.settings import limits

EVERY = st.integers(1, 40 * 86400).map(lambda seconds: timedelta(seconds=seconds))
NOW = st.integers(0, 4_000_000_000_000)


@given(st.text(min_size=1), EVERY, NOW)
def test_the_next_period_begins_after_now_and_within_one_length(name: str, every: timedelta, now: int) -> None:
    begin = timing.next_begin(name, every, now)
    assert now < begin <= now + every.total_seconds() * 1000


@given(st.text(min_size=1), EVERY, NOW)
def test_a_period_begins_at_one_moment_whenever_that_is_asked(name: str, every: timedelta, now: int) -> None:
    begin, length = timing.next_begin(name, every, now), int(every.total_seconds() * 1000)
    assert {timing.next_begin(name, every, moment) for moment in (begin - length, begin - 1)} == {begin}
    assert timing.next_begin(name, every, begin) == begin + length


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_repetitions_wait_ever_longer_up_to_a_limit(failed: int, chance: float) -> None:
    seconds = timing.wait(failed, chance)
    assert limits.JOB_RETRY_FIRST / 2 <= seconds <= limits.JOB_RETRY_MAX
    assert timing.wait(failed + 1, chance) >= seconds
