"""What is known of a person beside their name."""

from __future__ import annotations

from wirepress.content.users.models import User
from wirepress.content.users.rows import meta_of


def bio(user: User | None) -> str:
    """What an author says about themselves, as stored; "" for nothing."""
    if user is None:
        return ""
    value = meta_of(user).get("description")
    return str(value).strip() if value else ""
