"""Notices for editors: kept until the next reader of a post takes them (All in One SEO's behaviour)."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.options import store
from wirepress.content.options.models import Option

OPTION: Final = "aioseo_wp_notices"


def take_notices(post: Any, context: Any) -> Any:
    """The waiting notices, which are gone afterwards: whoever reads a post first gets them. Mostly none, without a query of its own."""
    if not store.get(OPTION, None):
        return []
    with transaction.atomic():
        row = Option.objects.select_for_update().filter(name=OPTION).first()
        found = row.value if row is not None else None
        store.remove(OPTION)
    return found or []


def leave_notice(notice: dict[str, Any]) -> None:
    """Put a notice where the next reader finds it."""
    waiting = store.get(OPTION, None) or []
    store.put(
        OPTION,
        [
            *(item for item in waiting if item.get("options", {}).get("id") != notice.get("options", {}).get("id")),
            notice,
        ],
    )
