"""A source takes a story back: it says so, or the story is gone from its list and its page from its site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts.actions.update import update_post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.corrections.post_hash import hash_post
from wirepress.features.wire.corrections.post_parts import read_parts
from wirepress.features.wire.corrections.record_change import SHOWN, Correction, is_edited, post_of_item, record_change
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import Entry, Reason
from wirepress.features.wire.models import Item, Source

ASKED_MAX: Final = 3  # pages that one look asks for
REACH: Final = 60  # newest stories of a source that are looked for in its list
GONE: Final = (404, 410)


def withdraw_item(item: Item, policy: Policy, words: str, *, actor: Actor, now: datetime | None = None) -> Correction:
    """Note that the source has taken the story back: a flag for the newsroom, or off the site.

    A scheduled story never goes out by itself afterwards, whatever the policy says: it waits for a person.
    """
    now = now or site.now_gmt()
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=item.pk)
        if item.flag == "withdrawn":
            return Correction("none")
        post = post_of_item(item)
        status = post.status if post is not None else ""
        outcome = "flag"
        if post is not None and (status == "future" or (policy.withdrawn == "unpublish" and status in SHOWN)):
            kept = is_edited(item, post)
            update_post(post, {"status": "pending"}, actor=actor)
            if not kept:
                item.filed_hash, item.filed_parts = hash_post(post), read_parts([post])[post.pk]
            outcome = "unpublish"
            words += (
                " It was taken off the site and waits for a person."
                if status != "future"
                else " It was scheduled and waits for a person now."
            )
        elif status in SHOWN:
            words += " It still stands on the site."
        item.flag, item.flag_words, item.changed = "withdrawn", words, now
        item.save(update_fields=["flag", "flag_words", "changed", "filed_hash", "filed_parts"])
        record_change(item, outcome, words, {}, now)
    return Correction(outcome, (Reason("withdrawn", words),))  # type: ignore[arg-type]


def find_missing(source: Source, entries: Sequence[Entry], seen: set[int]) -> list[Item]:
    """Return stories that are gone from the source's list while older ones stay, and whose pages were not asked yet.

    `seen`: items that the list names. A story that is older than all of the list has only made room. A list in the order of the last
    changes (a WordPress site's) has every story that is younger than its oldest change.
    """
    dates = [entry.published for entry in entries if entry.published is not None]
    if len(dates) < 2 or len(dates) < len(entries):
        return []
    from wirepress.features.wire.ingest.publish import to_naive_gmt

    changes = [entry.updated or entry.published for entry in entries if entry.published is not None]
    oldest = to_naive_gmt(max(min(dates), min(moment for moment in changes if moment is not None)))
    rows = Item.objects.filter(
        source=source, state__in=("filed", "queued"), published__gt=oldest, asked_for=None, post_id__gt=0
    ).exclude(flag="withdrawn")
    rows = rows.defer("entry", "verdict").order_by("-published", "-id")
    gone = [item for item in rows[:REACH] if item.pk not in seen and item.url.startswith(("http://", "https://"))]
    return gone[:ASKED_MAX]


def ask_for_page(item: Item, source: Source) -> int:
    """Return how the server answers for a story's page, asked once and politely; 0 when it does not answer."""
    from wirepress.features.wire.fetch.fetch_document import FetchFailed, fetch_page

    try:
        return fetch_page(source, item.url).status
    except FetchFailed as error:
        return int(getattr(error, "status", 0) or 0)
