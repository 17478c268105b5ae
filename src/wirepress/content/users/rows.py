"""What belongs to a user's row and may already be in memory: their meta."""

from __future__ import annotations

from typing import Any

from wirepress.content.users.models import User, UserMeta

_META = "_wp_meta"


def meta_of(user: User) -> dict[str, Any]:
    """Return key -> first value of a user's meta; read once."""
    kept: dict[str, Any] | None = user.__dict__.get(_META)
    if kept is None:
        kept = {}
        for key, value in UserMeta.objects.filter(user_id=user.pk).order_by("id").values_list("key", "value"):
            kept.setdefault(key, value)
        user.__dict__[_META] = kept
    return kept
