"""What belongs to a user's row and may already be in memory: their meta."""

from __future__ import annotations

from typing import Any

from wirepress.content.users.models import User, UserMeta
from wirepress.core.database.rows import find_rows

_META = "_wp_meta"


def meta_of(user: User) -> dict[str, Any]:
    """Return key -> first value of a user's meta; read once."""
    kept: dict[str, Any] | None = user.__dict__.get(_META)
    if kept is None:
        kept = {}
        for row in find_rows(UserMeta, "user_id = %s ORDER BY id", (user.pk,)):
            kept.setdefault(row.key, row.value)
        user.__dict__[_META] = kept
    return kept
