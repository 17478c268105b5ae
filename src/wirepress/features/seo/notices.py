"""Notices for editors, stored until somebody of the newsroom reads a post (All in One SEO's behaviour)."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.options import store
from wirepress.content.options.models import Option

OPTION: Final = "aioseo_wp_notices"


def take_notices(post: Any, context: Any) -> Any:
    """Return the waiting notices and delete them: the first of the newsroom who reads a post gets them. Mostly there are none, and no
    query is made. The plugin gave them to any reader, so that editors hardly ever saw one."""
    if not context.viewer or not store.get(OPTION, None):
        return []
    with transaction.atomic():
        row = Option.objects.select_for_update().filter(name=OPTION).first()
        found = row.value if row is not None else None
        store.remove(OPTION)
    return found or []


def leave_notice(notice: dict[str, Any]) -> None:
    """Store a notice for the next reader of a post."""
    waiting = store.get(OPTION, None) or []
    store.put(
        OPTION,
        [
            *(item for item in waiting if item.get("options", {}).get("id") != notice.get("options", {}).get("id")),
            notice,
        ],
    )
