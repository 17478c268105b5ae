from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.jobs import timing
from wirepress.settings import limits

EVERY = st.integers(1, 40 * 86400).map(lambda seconds: timedelta(seconds=seconds))
NOW = st.floats(0, 4e9)


@given(st.text(min_size=1), EVERY, NOW)
def test_a_moment_lies_in_its_period(name: str, every: timedelta, now: float) -> None:
    number = timing.period(name, every, now)
    assert timing.begins(name, every, number) <= now + 1e-6 and int(now) < timing.begins(name, every, number + 1)


@given(st.text(min_size=1), EVERY, NOW)
def test_the_next_period_begins_after_its_length(name: str, every: timedelta, now: float) -> None:
    assert timing.period(name, every, now + every.total_seconds()) == timing.period(name, every, now) + 1


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_repetitions_wait_ever_longer_up_to_a_limit(failed: int, chance: float) -> None:
    seconds = timing.wait(failed, chance)
    assert limits.JOB_RETRY_FIRST / 2 <= seconds <= limits.JOB_RETRY_MAX
    assert timing.wait(failed + 1, chance) >= seconds
