"""Which backups are kept: the last one of each of seven days and of each of four weeks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4


def choose_kept(moments: Iterable[datetime], *, days: int = DAYS, weeks: int = WEEKS) -> set[datetime]:
    """Return which of these are kept. Days and weeks (of the ISO calendar) without a backup are not counted, so that a pause empties nothing."""
    newest_first = sorted(set(moments), reverse=True)
    by_day: dict[tuple[int, ...], datetime] = {}
    by_week: dict[tuple[int, ...], datetime] = {}
    for moment in newest_first:
        by_day.setdefault((moment.year, moment.month, moment.day), moment)
        by_week.setdefault(moment.isocalendar()[:2], moment)
    return {*newest_first[:1], *list(by_day.values())[:days], *list(by_week.values())[:weeks]}
