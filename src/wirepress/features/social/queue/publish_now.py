"""Publish now: the wish that a post carries becomes rows of the outbox, in the transaction that notes it in the post's history."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.social.meta import PUBLISH_NOW
from wirepress.features.social.models import ShareTurn
from wirepress.features.social.queue.models import Share

SEND_JOB: Final = "social.send_now"
_JUST: Final = 3600  # seconds in which the same words on the same account are taken for the same wish
_FORGOTTEN: Final = timedelta(days=1)


def queue_rows(post: Post, messages: Mapping[str, Any], queued: Mapping[str, str], now: int) -> None:
    """Write a row for each account (key -> service) that was queued now, with its message. In a transaction. One that waits already is
    changed instead."""
    for account, service in queued.items():
        text = messages.get(account)
        text = text if isinstance(text, str) else ""
        waiting = Share.objects.filter(account=account, post_id=post.pk, kind="now", state=Share.WAITING, message=None)
        if waiting.update(due=now, text=text):
            continue
        Share.objects.get_or_create(
            key=now_key(account, post.pk, now),
            defaults={
                "account": account,
                "service": service,
                "post_id": post.pk,
                "kind": "now",
                "due": now,
                "text": text,
                "created": now,
            },
        )
    if queued:
        enqueue_once(SEND_JOB, "due")


def just_shared(post_id: int, messages: Mapping[str, Any], now: int) -> set[str]:
    """Return the accounts that have shared the post with these very words within the hour: a save that says yes again asks for nothing."""
    rows = Share.objects.filter(post_id=post_id, kind="now", due__gt=now - _JUST, due__lte=now)
    done = rows.filter(state__in=(Share.SENT, Share.SENDING, Share.UNKNOWN)).values_list("account", "text")
    return {account for account, text in done if account in messages and (messages[account] or "") == text}


def now_key(account: str, post_id: int, moment: int) -> str:
    """Return the key of the message that a wish of that moment is."""
    return hashlib.sha256(f"now {account} {post_id} {moment}".encode()).hexdigest()[:40]


def queue_forgotten() -> int:
    """Queue the posts of the last day that say yes and were never looked at: whoever was to look died before. Return how many."""
    from wirepress.features.social.share import queue_post

    since = site.now_gmt() - _FORGOTTEN
    posts = PostMeta.objects.filter(
        key=PUBLISH_NOW, value="yes", post__modified_gmt__gte=since, post__date_gmt__gte=since
    )
    numbers = list(posts.values_list("post_id", flat=True)[:200])
    known = set(Share.objects.filter(post_id__in=numbers, kind="now").values_list("post_id", flat=True))
    looked = set(ShareTurn.objects.filter(post_id__in=numbers).values_list("post_id", flat=True))
    missing = [number for number in numbers if number not in known and number not in looked]
    for number in missing:
        queue_post(number)
    return len(missing)
