"""The share queue of one post: looks at a published post and queues its accounts."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts import statuses
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.social import accounts, decide
from wirepress.features.social.meta import ACCOUNTS, HISTORY, PUBLISH_NOW, STATUS
from wirepress.features.social.models import ShareTurn
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.publish_now import just_shared, queue_rows

YES: Final = "yes"
FOLLOW_JOB: Final = "social.follow"
_CHANGES: Final = ("post.updated", "post.published", "post.unpublished", "post.deleted")
_EVENTS: Final = ("post.published", "post.updated", "post.created")


def share_after_write(name: str, post_id: int) -> None:
    """Look at a post after it was written, unless somebody did within the last minute (Revive Old Posts' behaviour).

    Where no account is active nothing can come of a look, and none is taken.
    """
    if not accounts.active_accounts():
        return
    if name in _EVENTS:
        queue_post(post_id)
    if name in _CHANGES and Share.objects.filter(post_id=post_id, state=Share.SENT).exists():
        enqueue_once(FOLLOW_JOB, str(post_id), post=post_id)


def queue_post(post_id: int, *, forced: bool = False) -> list[Any]:
    """Queue the accounts of a published post whose `rop_publish_now` is "yes" and return the post's history.

    `forced`: also within a minute of the last look. Looks at one post wait for each other.
    """
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(pk=post_id).only("id", "type", "status", "date_gmt").first()
        if post is None:
            return []
        meta = dict(
            PostMeta.objects.filter(post=post, key__in=(PUBLISH_NOW, ACCOUNTS, HISTORY)).values_list("key", "value")
        )
        history = meta.get(HISTORY)
        history = history if isinstance(history, list) else []
        if post.type == "revision" or not statuses.is_public(post) or not _claim_post(post, forced=forced):
            return history
        if meta.get(PUBLISH_NOW) != YES:
            return history
        chosen = meta.get(ACCOUNTS, accounts.empty_messages())
        messages = dict(chosen) if isinstance(chosen, Mapping) else {}
        now, active = _now(), accounts.active_accounts()
        done = set() if forced else just_shared(post.pk, messages, now)
        wanted = {key: text for key, text in messages.items() if key not in done}
        queued = decide.queue_shares(wanted, active, history, now)
        if queued is None:
            return history
        queue_rows(post, messages, {key: active[key] for key in wanted if key in active}, now)
        set_meta(post, HISTORY, queued)
        set_meta(post, STATUS, decide.QUEUED)
        return queued


def _claim_post(post: Post, *, forced: bool) -> bool:
    """Return whether it is the post's turn; takes it."""
    now = _now()
    turn = ShareTurn.objects.filter(post=post).first()
    if not forced and not decide.is_due(turn.looked if turn else None, now):
        return False
    ShareTurn.objects.bulk_create(
        [ShareTurn(post=post, looked=now)], update_conflicts=True, unique_fields=["post"], update_fields=["looked"]
    )
    return True


def _now() -> int:
    return calendar.timegm(site.now_gmt().timetuple())
