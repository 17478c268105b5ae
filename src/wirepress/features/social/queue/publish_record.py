"""What a post itself says of being shared when it was published: the meta of Revive Old Posts, kept as that plugin keeps it."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social.meta import ACCOUNTS, HISTORY, PUBLISH_NOW, STATUS
from wirepress.features.social.queue.models import Share

QUEUED: Final = "queued"
DONE: Final = "done"
SUCCESS: Final = "success"
ERROR: Final = "error"


def note_begin(post_id: int) -> None:
    """The shares of a post are being sent: its wish is used up, so that the next save asks for nothing. In a transaction."""
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is not None and PostMeta.objects.filter(post=post, key=PUBLISH_NOW, value="yes").exists():
        set_meta(post, PUBLISH_NOW, "no")
        PostMeta.objects.filter(post=post, key=ACCOUNTS).delete()


def note_end(row: Share) -> None:
    """Write a share's end into its post's history, with the network's answer; when nothing is queued any more the post is done. In a
    transaction."""
    post = Post.objects.select_for_update().filter(pk=row.post_id).first()
    if post is None:
        return
    stored = PostMeta.objects.filter(post=post, key=HISTORY).values_list("value", flat=True).first()
    history: list[Any] = list(stored) if isinstance(stored, list) else []
    status = SUCCESS if row.state in (Share.SENT, Share.REMOVED) else ERROR
    for at, item in enumerate(history):
        if isinstance(item, dict) and item.get("status") == QUEUED and _is_of(item, row):
            history[at] = {**item, "timestamp": row.ended, "status": status, "answer": row.answer}
    set_meta(post, HISTORY, history)
    if not any(isinstance(item, dict) and item.get("status") == QUEUED for item in history):
        set_meta(post, STATUS, DONE)


def _is_of(item: dict[str, Any], row: Share) -> bool:
    return item.get("account") == row.account and item.get("timestamp") == row.due
