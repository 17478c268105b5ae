"""Stories whose rights have ended are taken off the site: their posts become drafts, their items say why."""

from __future__ import annotations

from typing import Final

import structlog
from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_rows
from wirepress.content.options import site
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.models import Item

log = structlog.get_logger(__name__)
LIVE: Final = ("publish", "future", "private")
AT_ONCE: Final = 200  # items read in one query


def is_any_expired() -> bool:
    """Whether the rights to a story have ended."""
    return Item.objects.filter(expires__lte=site.now_gmt()).exists()


def expire_stories() -> int:
    """Unpublish the stories whose rights have ended, and return how many. Each is a transaction of its own, so that one refusal stops no other."""
    done, last = 0, 0
    while True:
        rows = (
            Item.objects.filter(expires__lte=site.now_gmt(), pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:AT_ONCE]
        )
        numbers = list(rows)
        if not numbers:
            return done
        for number in numbers:
            try:
                done += _unpublish(number)
            except ActionRefused as error:
                log.error("wire.not_expired", item=number, error=error.message)
        last = numbers[-1]


def _unpublish(number: int) -> bool:
    """Return whether a post was taken off the site."""
    with transaction.atomic():
        item = Item(pk=number)
        if not lock_rows(item) or item.expires is None:
            return False
        post = Post.objects.filter(pk=item.post_id).first() if item.post_id else None
        live = post is not None and post.status in LIVE
        if post is not None and live:
            update_post(post, {"status": "draft"}, actor=Publisher(post.author_id or 0), revise=False)
        day = f"{site.to_local(item.expires):%Y-%m-%d}"
        item.flag = "expired"
        item.flag_words = f"The right to show it ended on {day}" + ("; it is a draft again." if live else ".")
        item.expires = None
        item.save(update_fields=["flag", "flag_words", "expires"])
        return live
