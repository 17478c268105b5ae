"""The flood brake: more new entries than a source ever sends, or many known headlines at once. Pure; its own history decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

LEAST: Final = 25  # new entries at once that are never a flood
HISTORY_MIN: Final = 5  # good looks before there is a norm
TIMES: Final = 3  # times the most that ever came at once, or what would come in the time since the last look
HEADLINES_LEAST: Final = 10  # known headlines at once ...
HEADLINES_SHARE: Final = 0.5  # ... that are so large a part of what is new


@dataclass(frozen=True, slots=True)
class LookHistory:
    """What earlier good looks brought. `counts`: new entries of each; `span`: the time in which they were; `gap`: since the last one."""

    counts: Sequence[int] = ()
    span: timedelta = timedelta()
    gap: timedelta = timedelta()

    @property
    def norm(self) -> int:
        """Return how many new entries are nothing unusual now."""
        most = max(self.counts, default=0)
        hours = max(self.span.total_seconds() / 3600, 1.0)
        expected = sum(self.counts) / hours * (self.gap.total_seconds() / 3600)
        return max(LEAST, round(TIMES * max(most, expected)))


def find_flood(new: int, known_headlines: int, history: LookHistory) -> str:
    """Return why the new entries of a look are held, in words; "" when they are not. `known_headlines`: of stories that are here."""
    if known_headlines >= HEADLINES_LEAST and known_headlines >= HEADLINES_SHARE * new:
        return f"{known_headlines} of {new} new entries bear headlines of stories that are here already"
    if len(history.counts) >= HISTORY_MIN and new > history.norm:
        return f"{new} entries are new at once; of this source no more than {history.norm} are usual"
    return ""
