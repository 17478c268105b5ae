"""Make a comment: who is held back, what is refused, what counts. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from wirepress.content.before_save import check_comment
from wirepress.content.comments.access import may_comment_without_review
from wirepress.content.comments.models import Comment
from wirepress.content.comments.notices.queue import queue_notices
from wirepress.content.errors import ActionRefused
from wirepress.content.events import emit
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.fields.save_filters import save_comment, save_email, save_name, save_url
from wirepress.core.markup.links.clickable import make_clickable
from wirepress.core.rest.routes import Actor
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

_LINK = re.compile(r"<a [^>]*href", re.IGNORECASE)


@dataclass(slots=True)
class NewComment:
    """A comment that somebody sent, before it is checked and stored."""

    post: Post
    content: str
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    agent: str = ""
    user_id: int = 0
    parent_id: int = 0
    type: str = "comment"
    date_gmt: datetime | None = None
    any_html: bool = False  # where those with unfiltered_html write what they like: everywhere but in the site's form


def create_comment(new: NewComment, *, actor: Actor, approved: str | None = None) -> Comment:
    """Make a comment. Raises ActionRefused: comment_duplicate (409), comment_flood (429 or 400), comment_content_column_length and the like.

    `approved`: 1, 0, spam or trash when the caller decides; else moderation does.
    """
    check_lengths(new.author_name, new.author_email, new.author_url, new.content)
    with transaction.atomic():
        if not _lock_posts([new.post.pk]):
            raise ActionRefused("rest_comment_invalid_post_id", "The item no longer exists.", 403)
        return _insert_comment(clean_comment(new, actor), actor, approved, new.content)


def check_new(new: NewComment, actor: Actor) -> None:
    """Raise ActionRefused for what `create_comment` would refuse now: too long, twice, too fast. Nothing is stored."""
    check_lengths(new.author_name, new.author_email, new.author_url, new.content)
    _refuse_repetition(clean_comment(new, actor), actor, new.content)


def clean_comment(new: NewComment, actor: Actor) -> NewComment:
    """Return the comment with its texts as they are stored: what is compared with other comments is this."""
    return replace(
        new,
        content=save_comment(
            new.content,
            unfiltered=actor.can("unfiltered_html"),
            any_html=new.any_html and actor.can("unfiltered_html"),
            host=get_settings().host,
        ),
        author_name=save_name(new.author_name),
        author_email=save_email(new.author_email),
        author_url=save_url(new.author_url),
        agent=clean_agent(new.agent),
    )


def clean_agent(text: str) -> str:
    """Return the name of a commenter's program as it is stored: without markup, 254 characters at most."""
    return strip_all_tags(text)[:254]


def _refuse_repetition(new: NewComment, actor: Actor, written: str) -> None:
    twice = ActionRefused("comment_duplicate", "You have sent this comment already.", 409)
    note = new.type == "note"  # between editors: neither repeated words nor haste are refused (WordPress 6.9)
    # What changes when it is stored is told after the flood, as clients of WordPress meet it.
    if not note and _is_duplicate(replace(new, content=written)):
        raise twice
    if not note and not actor.can("moderate_comments") and _is_flood(new, site.now_gmt()):
        raise ActionRefused("comment_flood", "You are commenting too fast. Wait a moment and try again.", 429)
    if not note and new.content != written and _is_duplicate(new):
        raise twice


def _insert_comment(new: NewComment, actor: Actor, approved: str | None, written: str) -> Comment:
    _refuse_repetition(new, actor, written)
    gmt = new.date_gmt or site.now_gmt()
    comment = Comment(
        post_id=new.post.pk,
        parent_id=new.parent_id,
        user_id=new.user_id,
        author_name=new.author_name,
        author_email=new.author_email,
        author_url=new.author_url,
        author_ip=new.author_ip,
        agent=new.agent,
        type=new.type,
        date_gmt=gmt,
        date=site.to_local(gmt),
        content=new.content,
    )
    if approved is None:
        approved = "1" if new.type == "note" or _is_known_writer(new, actor) else decide_approval(new)
    comment.approved = approved
    check_comment(comment, actor=actor)
    comment.save()
    count_comments([new.post.pk])
    queue_notices(comment)
    emit("comment.created", comment.pk, approved=comment.approved, post=new.post.pk)
    return comment


def _is_known_writer(new: NewComment, actor: Actor) -> bool:
    """Return whether the comment is a moderator's, or of the post's author. Who sent it for somebody else does not count."""
    writer: Actor | None = actor if new.user_id == actor.id else User.objects.filter(pk=new.user_id).first()
    return bool(new.user_id) and writer is not None and may_comment_without_review(writer, new.post)


def check_lengths(author: str, email: str, url: str, content: str) -> None:
    """Raises ActionRefused where a text does not fit WordPress's columns."""
    for name, value, most in (
        ("author", author, 245),
        ("author_email", email, 100),
        ("author_url", url, 200),
        ("content", content, 65_525),
    ):
        if len(value.encode("utf-8", "replace")) > most:
            raise ActionRefused(f"comment_{name}_column_length", f"{name} is longer than {most} bytes.", 400)


def _is_duplicate(new: NewComment) -> bool:
    """Return whether the same text stands there already, as an answer to the same, under the same name or mail address."""
    same = Comment.objects.filter(post_id=new.post.pk, parent_id=new.parent_id, content=new.content).exclude(
        approved="trash"
    )
    writer = Q(author_name=new.author_name)
    return same.filter(writer | Q(author_email=new.author_email) if new.author_email else writer).exists()


def _is_flood(new: NewComment, now: datetime) -> bool:
    recent = Comment.objects.filter(date_gmt__gt=now - timedelta(seconds=limits.COMMENT_FLOOD))
    if new.user_id:
        return recent.filter(user_id=new.user_id).exists()
    by_mail = bool(new.author_email) and recent.filter(author_email=new.author_email).exists()
    return by_mail or (bool(new.author_ip) and recent.filter(author_ip=new.author_ip).exists())


def decide_approval(new: NewComment) -> str:
    """1, 0 or trash by the site's discussion options."""
    if _has_word(new, str(store.get("disallowed_keys") or "")):
        return "trash"
    most = int(store.get("comment_max_links") or 0)
    too_many = bool(most) and len(_LINK.findall(make_clickable(new.content))) >= most  # bare addresses become links
    if store.get("comment_moderation") or too_many or _has_word(new, str(store.get("moderation_keys") or "")):
        return "0"
    if not store.get("comment_previously_approved") or new.type != "comment":
        return "1"
    return "1" if new.author_email and _was_approved_before(new) else "0"


def _was_approved_before(new: NewComment) -> bool:
    """Return whether a comment of the same person was approved: of the user whose mail address it is, else of that name and address."""
    user = User.objects.filter(email__iexact=new.author_email).first()
    mine = {"author_name": new.author_name, "author_email": new.author_email} if user is None else {"user_id": user.pk}
    return Comment.objects.filter(approved="1", **mine).exists()


def _has_word(new: NewComment, words: str) -> bool:
    text = "\n".join((new.author_name, new.author_email, new.author_url, new.content, new.author_ip, new.agent)).lower()
    return any(word.strip().lower() in text for word in words.splitlines() if word.strip())


def _lock_posts(post_ids: Iterable[int]) -> list[int]:
    """Whoever counts comments waits for those who are counting. Answers the posts that there are."""
    posts = Post.objects.select_for_update(no_key=True).filter(pk__in=post_ids)
    return list(posts.order_by("pk").values_list("pk", flat=True))


def count_comments(post_ids: Iterable[int]) -> None:
    """Count the approved comments of posts anew (editors' notes are none)."""
    wanted = set(post_ids)
    _lock_posts(wanted)
    rows = Comment.objects.filter(post_id__in=wanted, approved="1").exclude(type="note")
    counts = {row["post_id"]: row["n"] for row in rows.values("post_id").annotate(n=Count("id"))}
    for number in wanted:
        Post.objects.filter(pk=number).exclude(comment_count=counts.get(number, 0)).update(
            comment_count=counts.get(number, 0)
        )
