"""Throws away what lay in the trash for thirty days, and drafts that were never saved (WordPress does so daily)."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Final

from wirepress.content.comments.actions.moderate import delete_comment
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.errors import ActionRefused
from wirepress.content.media.actions.upload import delete_files
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.routes import Actor

TRASH_DAYS: Final = 30  # WordPress: EMPTY_TRASH_DAYS
AUTO_DRAFT_DAYS: Final = 7
_TIME: Final = "_wp_trash_meta_time"
_MARKS: Final = ("_wp_trash_meta_time", "_wp_trash_meta_status")


class SystemActor:
    """Who acts when a job does."""

    id = 0

    def can(self, capability: str) -> bool:
        return False


def empty_trash() -> dict[str, int]:
    """Delete what is old enough. Answers how many posts, comments and unsaved drafts."""
    limit = int(time.time()) - TRASH_DAYS * 86400
    return {"posts": _delete_posts(limit), "comments": _delete_comments(limit), "auto_drafts": _delete_auto_drafts()}


def _delete_posts(limit: int) -> int:
    """Posts that are in the trash since then. Meta of one that is not there any more is taken away."""
    count = 0
    for number in _expired_ids(PostMeta.objects.filter(key=_TIME).values_list("post_id", "value"), limit):
        post = Post.objects.filter(pk=number).first()
        if post is None or post.status != "trash":
            PostMeta.objects.filter(post_id=number, key__in=_MARKS).delete()
        else:
            count += _delete(post)
    return count


def _delete_comments(limit: int) -> int:
    count = 0
    for number in _expired_ids(CommentMeta.objects.filter(key=_TIME).values_list("comment_id", "value"), limit):
        comment = Comment.objects.filter(pk=number).first()
        if comment is None or comment.approved != "trash":
            CommentMeta.objects.filter(comment_id=number, key__in=_MARKS).delete()
        else:
            delete_comment(comment)
            count += 1
    return count


def _expired_ids(rows: object, limit: int) -> list[int]:
    return [number for number, value in rows if 0 < (read_digits(str(value)) or 0) < limit]  # type: ignore[attr-defined]


def _delete_auto_drafts() -> int:
    old = Post.objects.filter(
        status="auto-draft", date__lt=site.to_local(site.now_gmt()) - timedelta(days=AUTO_DRAFT_DAYS)
    )
    return sum(_delete(post) for post in old)


def _delete(post: Post) -> bool:
    actor: Actor = SystemActor()
    files = list(MediaFile.objects.filter(post_id=post.pk))
    try:
        delete_post(post, actor=actor)
    except ActionRefused:
        return False
    for file in files:
        delete_files(file)
    return True
