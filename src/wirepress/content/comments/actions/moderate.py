"""Approve, hold back, mark as spam, trash, restore, change and delete comments."""

from __future__ import annotations

import time
from typing import Any, Final

from django.db import transaction

from wirepress.content.before_save import check_comment
from wirepress.content.comments.actions.create import check_lengths, clean_agent, count_comments
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.comments.notices.queue import queue_note, queue_notices, queue_report
from wirepress.content.errors import ActionRefused
from wirepress.content.events import emit
from wirepress.content.locks import lock_rows
from wirepress.content.options import site
from wirepress.content.users.models import User
from wirepress.core.markup.fields.save_filters import save_comment, save_email, save_name, save_url
from wirepress.core.rest.routes import Actor
from wirepress.settings.settings import get_settings

STATUSES: Final = {"approve": "1", "approved": "1", "1": "1", "hold": "0", "0": "0", "spam": "spam", "trash": "trash"}


def set_status(comment: Comment, status: str) -> Comment:
    """Give a comment a status: approve, hold, spam, trash; unspam and untrash give back the one from before. Raises ActionRefused."""
    if status in ("unspam", "untrash"):
        row = CommentMeta.objects.filter(comment=comment, key="_wp_trash_meta_status").first()
        wanted = str(row.value) if row is not None else "0"
    elif status in STATUSES:
        wanted = STATUSES[status]
    else:
        raise ActionRefused("rest_comment_invalid_status", f"'{status}' is not a comment status.", 400)
    if wanted == comment.approved:
        return comment
    with transaction.atomic():
        if wanted in ("spam", "trash"):
            _remember_status(comment)
        else:
            CommentMeta.objects.filter(comment=comment, key__startswith="_wp_trash_meta_").delete()
        before, comment.approved = comment.approved, wanted
        comment.save(update_fields=["approved"])
        count_comments([comment.post_id])
        queue_notices(comment, before)
        queue_report(comment, before)
        emit("comment.status", comment.pk, before=before, after=wanted, post=comment.post_id)
        if comment.type == "note" and wanted == "trash":  # with what was said to it
            for answer in Comment.objects.filter(parent_id=comment.pk, type="note").exclude(approved="trash"):
                set_status(answer, "trash")
    return comment


def _remember_status(comment: Comment) -> None:
    if comment.approved in ("spam", "trash"):
        return
    CommentMeta.objects.filter(comment=comment, key__startswith="_wp_trash_meta_").delete()
    CommentMeta.objects.create(comment=comment, key="_wp_trash_meta_status", value=comment.approved)
    CommentMeta.objects.create(comment=comment, key="_wp_trash_meta_time", value=int(time.time()))


def update_comment(comment: Comment, fields: dict[str, Any], *, actor: Actor, any_html: bool = False) -> Comment:
    """Change a comment's texts, writer, date, place. Raises ActionRefused: it is gone.

    `any_html`: where those with unfiltered_html write what they like (see NewComment).
    """
    with transaction.atomic():
        if not lock_rows(comment):
            raise ActionRefused("rest_comment_invalid_id", "The comment no longer exists.", 404)
        _change_fields(comment, fields)
        if fields.get("content") is not None:
            comment.content = _clean_content(comment, str(fields["content"]), actor, any_html=any_html)
        check_lengths(comment.author_name, comment.author_email, comment.author_url, str(fields.get("content") or ""))
        check_comment(comment, actor=actor)
        comment.save()
        count_comments([comment.post_id])
        if fields.get("content") is not None:
            queue_note(comment)
        emit("comment.updated", comment.pk, post=comment.post_id)
    return comment


def _change_fields(comment: Comment, fields: dict[str, Any]) -> None:
    for name, column in (
        ("author", "user_id"),
        ("author_ip", "author_ip"),
        ("parent", "parent_id"),
        ("post", "post_id"),
        ("type", "type"),
    ):
        if fields.get(name) is not None:
            setattr(comment, column, fields[name])
    for name, column, clean in (
        ("author_name", "author_name", save_name),
        ("author_email", "author_email", save_email),
        ("author_url", "author_url", save_url),
        ("author_user_agent", "agent", clean_agent),
    ):
        if fields.get(name) is not None:
            setattr(comment, column, clean(str(fields[name])))
    if fields.get("date") is not None:
        comment.date, comment.date_gmt = fields["date"], site.to_gmt(fields["date"])
    elif fields.get("date_gmt") is not None:
        comment.date_gmt, comment.date = fields["date_gmt"], site.to_local(fields["date_gmt"])


def _clean_content(comment: Comment, text: str, actor: Actor, *, any_html: bool) -> str:
    """Return a new text as it is stored. Words of readers stay what readers may write, whoever changes them where any HTML is written."""
    trusted = actor.can("unfiltered_html")
    return save_comment(
        text,
        unfiltered=trusted and not any_html,
        any_html=trusted and any_html and _is_of_trusted_writer(comment),
        host=get_settings().host,
    )


def _is_of_trusted_writer(comment: Comment) -> bool:
    writer = User.objects.filter(pk=comment.user_id).first() if comment.user_id else None
    return writer is not None and writer.can("unfiltered_html")


def delete_comment(comment: Comment) -> None:
    """Delete for good; answers move up to what it answered."""
    with transaction.atomic():
        number, post_id = comment.pk, comment.post_id
        Comment.objects.filter(parent_id=number).update(parent_id=comment.parent_id)
        comment.delete()
        count_comments([post_id])
        emit("comment.deleted", number, post=post_id)
