"""What this site knows of its own backups: when the last one was made, where, and whether it was whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import store

OPTION: Final = "wirepress_last_backup"


def note_success(place: str, facts: Mapping[str, Any]) -> None:
    """Remember a backup that was made and checked."""
    store.put(OPTION, {"made": _now(), "place": place, **facts})


def note_failure(place: str, words: str) -> None:
    """Remember that one failed; what is known of the last good one stays."""
    with store.locked(OPTION):
        known = store.get(OPTION, None) or {}
        store.put(OPTION, {**known, "failed": _now(), "failed_place": place, "error": words[:500]})


def read() -> dict[str, Any]:
    """Return what is known: made, place, id, bytes, uploads, seconds; failed and error where the newest try failed."""
    found = store.get(OPTION, None)
    return dict(found) if isinstance(found, dict) else {}


def age_seconds(known: Mapping[str, Any], name: str = "made") -> float | None:
    """Return how long ago it was; None: never."""
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(str(known[name]))).total_seconds()
    except (KeyError, ValueError, TypeError):
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def moment(known: Mapping[str, Any], name: str = "made") -> datetime | None:
    """Return when it was, GMT, naive; None: never."""
    try:
        return datetime.fromisoformat(str(known[name])).astimezone(UTC).replace(tzinfo=None)
    except (KeyError, ValueError):
        return None
