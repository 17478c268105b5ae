"""The versions of a story: one for each change, so that a person can read what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from wirepress.features.wire.entry.records import Entry, StoryBody
from wirepress.features.wire.ingest.compose import entry_headline
from wirepress.features.wire.models import Item, Version

VERSIONS_MAX: Final = 50  # of one item; a ticker that changes every minute keeps its first and its newest ones


def store_version(item: Item, entry: Entry, body: StoryBody, content_key: str, now: datetime) -> Version:
    """Return the version of this text, made where there is none yet. The first is never dropped."""
    version, made = Version.objects.get_or_create(
        item=item,
        content_key=content_key,
        defaults={"seen": now, "title": entry_headline(entry, body), "text": body.text, "html": body.html},
    )
    if made:
        _thin_out(item)
    return version


def _thin_out(item: Item) -> None:
    ids = list(Version.objects.filter(item=item).order_by("id").values_list("pk", flat=True))
    if len(ids) > VERSIONS_MAX:
        Version.objects.filter(pk__in=ids[1 : len(ids) - VERSIONS_MAX + 1]).delete()


def list_versions(item: Item) -> list[Version]:
    """Return the item's versions, the oldest first."""
    return list(Version.objects.filter(item=item).order_by("id"))
