"""Seven days and four weeks."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wirepress.transfer.backup.retention import choose_kept

MOMENTS = st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), max_size=60)


def test_a_backup_each_night_for_three_months() -> None:
    nights = [datetime(2026, 3, 1, 3) + timedelta(days=day) for day in range(92)]
    kept = choose_kept(nights)
    newest = nights[-1]  # a Sunday
    assert {newest - timedelta(days=day) for day in range(7)} <= kept
    assert len(kept) == 7 + 3  # the last of this week is among the days
    assert {moment.isocalendar()[1] for moment in kept} == {19, 20, 21, 22}


def test_of_one_day_the_last_counts() -> None:
    assert choose_kept([datetime(2026, 5, 4, hour) for hour in (3, 9, 17)]) == {datetime(2026, 5, 4, 17)}


def test_a_pause_empties_nothing() -> None:
    assert choose_kept([datetime(2020, 5, 4), datetime(2021, 5, 4)]) == {datetime(2020, 5, 4), datetime(2021, 5, 4)}


@given(MOMENTS)
def test_what_holds_of_all(moments: list[datetime]) -> None:
    kept = choose_kept(moments)
    assert kept <= set(moments)
    assert len(kept) <= 11
    assert not moments or max(moments) in kept
    assert choose_kept(kept) == kept  # asked again, it removes nothing more
