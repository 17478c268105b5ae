"""A reader's wish to be told by mail of answers to their comment. It counts when the owner of the address has confirmed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal, cast

from django.utils.crypto import constant_time_compare, salted_hmac

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import site

Wish = Literal["asked", "yes", "stopped"]
_META: Final = "_wirepress_answers"
_SALT: Final = "wirepress.answers"
_APART: Final = timedelta(days=1)  # an address is asked to confirm once in that time, whoever types it in


def wish_of(comment: Comment) -> Wish | None:
    """Return what the writer of a comment wants; None: nothing was said."""
    row = CommentMeta.objects.filter(comment_id=comment.pk, key=_META).first()
    return cast(Wish, row.value) if row is not None and row.value in ("asked", "yes", "stopped") else None


def set_wish(comment: Comment, wish: Wish) -> None:
    """Note what the writer of a comment wants."""
    CommentMeta.objects.update_or_create(comment_id=comment.pk, key=_META, defaults={"value": wish})


def note_wish(comment: Comment) -> bool:
    """Note that somebody asked to be told of answers to a comment that is new. Return whether the address has to be asked: it has neither
    confirmed a wish before nor been asked lately."""
    others = CommentMeta.objects.filter(key=_META, comment__author_email=comment.author_email)
    confirmed = others.filter(value="yes").exists()
    lately = others.filter(value="asked", comment__date_gmt__gt=site.now_gmt() - _APART).exists()
    set_wish(comment, "yes" if confirmed else "asked")
    return not confirmed and not lately


def stop_all(comment: Comment) -> None:
    """Stop every notice to the address of a comment's writer."""
    rows = CommentMeta.objects.filter(key=_META, comment__author_email=comment.author_email)
    for row in rows.exclude(value="stopped"):
        row.value = "stopped"
        row.save(update_fields=["value"])


def key_of(comment: Comment) -> str:
    """Return what shows that somebody reads the mail of a comment's writer."""
    return salted_hmac(_SALT, f"{comment.pk} {comment.author_email}", algorithm="sha256").hexdigest()[:40]


def is_key(comment: Comment, key: str) -> bool:
    """Return whether the key is the one that was mailed."""
    return constant_time_compare(key, key_of(comment))
