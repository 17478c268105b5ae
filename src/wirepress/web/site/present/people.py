"""What is known of a person beside their name."""

from __future__ import annotations

from wirepress.content.users.models import User
from wirepress.content.users.rows import meta_of
from wirepress.core.php.numbers import absint
from wirepress.web.site.present import pictures
from wirepress.web.site.present.pictures import Picture


def bio(user: User | None) -> str:
    """What an author says about themselves, as stored; "" for nothing."""
    if user is None:
        return ""
    value = meta_of(user).get("description")
    return str(value).strip() if value else ""


def portrait(user: User | None) -> Picture | None:
    """Return an author's portrait where one of the site's own pictures is named as it, as plugins for local avatars name it."""
    if user is None:
        return None
    meta = meta_of(user)
    chosen = meta.get("simple_local_avatar")
    number = absint(chosen.get("media_id")) if isinstance(chosen, dict) else absint(meta.get("wp_user_avatar"))
    return pictures.featured([number]).get(number) if number else None
