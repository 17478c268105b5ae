"""What is known of a person beside their name."""

from __future__ import annotations

from wirepress.content.users.models import User, UserMeta


def bio(user: User | None) -> str:
    """What an author says about themselves, as stored; "" for nothing."""
    if user is None:
        return ""
    row = UserMeta.objects.filter(user_id=user.pk, key="description").first()
    return str(row.value).strip() if row is not None and row.value else ""
