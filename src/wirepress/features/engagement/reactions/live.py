"""The reactions on a story as holes in its finished document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.cache.slots import LiveValues
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.percents import percents

KIND: Final = "reaction"  # of changes, see `watched_tables`
_SQL: Final = "SELECT post_id, reaction, count FROM engagement_reactioncount WHERE post_id IN ({ids})"


def count_name(number: int) -> str:
    """The hole of a reaction's count."""
    return f"be.count.{number}"


def share_name(number: int) -> str:
    """The hole of a reaction's percent."""
    return f"be.share.{number}"


def fill(rows: Sequence[Sequence[Any]]) -> Mapping[str, str]:
    """Counts and percents of one post, as reactions/markup.py writes them."""
    counts = dict.fromkeys(NUMBERS, 0) | {int(row[1]): int(row[2]) for row in rows if row[1] in NUMBERS}
    shares = percents(counts)
    texts = {count_name(number): str(abs(count)) for number, count in counts.items()}
    return texts | {share_name(number): f"{share:,}" for number, share in shares.items()}


VALUES: Final = LiveValues(KIND, _SQL, fill)
