"""What becomes of a share request: data and a clock in, the new history out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

QUEUED: Final = "queued"
PAUSE: Final = 60  # seconds within which a post is not looked at twice

Item = dict[str, Any]


def is_due(looked: int | None, now: int) -> bool:
    """Return whether a post that was looked at then (unix seconds) may be looked at now."""
    return looked is None or not 0 <= now - looked < PAUSE


def queue_shares(
    messages: Mapping[str, Any], active: Mapping[str, str], history: Sequence[Any], now: int
) -> list[Any] | None:
    """Return the history with a queued item for each account that is to share and is active; None when no such account is left.

    `messages` by account key, `active` key -> service, `now` in unix seconds. A queued item of the same account gives way.
    """
    wanted = {key: active[key] for key in messages if key in active}
    if not wanted:
        return None
    result = list(history)
    places = {(item["account"], item["service"]): place for place, item in enumerate(result) if _is_queued(item)}
    for account, service in wanted.items():
        item = {"account": account, "service": service, "timestamp": now, "status": QUEUED}
        place = places.get((account, service))
        if place is None:
            result.append(item)
        else:
            result[place] = item
    return result


def _is_queued(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and item.get("status") == QUEUED
        and isinstance(item.get("account"), str)
        and isinstance(item.get("service"), str)
    )
