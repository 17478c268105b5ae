"""Make a post of any type."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wirepress.content.before_save import check_post
from wirepress.content.errors import ActionRefused, describe_database_refusal
from wirepress.content.events import emit
from wirepress.content.options import site, store
from wirepress.content.posts import rows
from wirepress.content.posts.actions import write_terms_and_meta
from wirepress.content.posts.actions.prepare import (
    clamp_menu_order,
    decide_dates,
    decide_slug,
    decide_status,
    prepare_texts,
)
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.core.database.rows import insert_rows, next_numbers
from wirepress.core.rest.routes import Actor

PLAIN = ("password", "menu_order", "template", "comment_status", "ping_status", "mime_type")


def create_post(fields: dict[str, Any], *, actor: Actor, post_type: str = "post") -> Post:
    """Make a post. Fields as REST names them; `date` and `date_gmt` are naive datetimes. Raises ActionRefused (empty_content, db_insert_error).

    Slug, status (a publication in the future is scheduled), dates, default category, counts: WordPress 7.1 behaviour.
    """
    post = new_post(fields, actor, post_type)
    with transaction.atomic():
        post.pk = next_numbers(Post)[0]
        post.slug = decide_slug(post, fields, post.status, actor)
        check_post(post, new=True, actor=actor)
        post.guid = str(post.guid or fields.get("guid") or permalinks.post_link(post))[:255]
        insert_rows(post)
        touched = write_terms_and_meta.write_terms_and_meta(post, fields, new=True)
        totals.shift_total(post.type, None, post.status)
        totals.count_terms(touched)
        announce_change(post, None, actor=actor)
    rows.forget_related(post)
    return post


def new_post(fields: dict[str, Any], actor: Actor, post_type: str = "post") -> Post:
    """Return the row of a new post, complete but for slug and guid, not yet saved. Raises ActionRefused."""
    kind = known(post_type)
    now = site.now_gmt()
    post = Post(
        type=post_type,
        status="draft",
        author_id=int(fields.get("author") or actor.id),
        parent_id=int(fields.get("parent") or 0),
    )
    for name, value in prepare_texts(fields, actor).items():
        setattr(post, name, value)
    check_texts(post, post.title, post.content, post.excerpt)
    default = "open" if kind.can("comments") else "closed"
    if post_type == "page":
        default = "closed"
    elif default == "open":
        default = str(store.get("default_comment_status"))
    post.comment_status = default
    post.ping_status = str(store.get("default_ping_status")) if kind.can("trackbacks") else "closed"
    for name in PLAIN:
        if fields.get(name) is not None:
            setattr(post, name, fields[name])
    post.menu_order = clamp_menu_order(post.menu_order)
    check_lengths(post)
    status = str(fields.get("status") or "draft")
    dates = decide_dates(post, fields, status, now)
    post.date, post.date_gmt = dates.local, dates.gmt
    post.modified, post.modified_gmt = dates.local, dates.gmt or site.to_gmt(dates.local)
    post.status = decide_status(status, post_type, dates.gmt, now)
    post.sticky = bool(fields.get("sticky"))
    post.featured_media = int(fields.get("featured_media") or 0)
    return post


def check_texts(post: Post, *texts: str) -> None:
    """Raises ActionRefused (empty_content) for a post without any text, of a type that has title, content and excerpt.

    Pages, which have no excerpt, may be empty (WordPress 7.1 behaviour, wp_insert_post).
    """
    kind = known(post.type)
    if (
        all(text in ("", "0") for text in texts)
        and post.type != "attachment"
        and all(map(kind.can, ("title", "editor", "excerpt")))
    ):
        raise ActionRefused("empty_content", "Title, content and excerpt are empty.", 400)


def check_lengths(post: Post, code: str = "db_insert_error") -> None:
    """Raises ActionRefused (`code`, 500) where a text does not fit WordPress's columns: bytes of texts, characters of short ones."""
    columns = [f"post_{name}" for name in ("title", "excerpt") if len(_bytes(getattr(post, name))) > 65_535]
    if len(post.password) > 255:
        columns.append("post_password")
    if columns:
        names = " and ".join(name.removeprefix("post_") for name in columns)
        told = describe_database_refusal(*columns)
        raise ActionRefused(code, f"Too long to be stored: {names}.", 500, additional_data=[told])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def announce_change(post: Post, before: str | None, link: str = "", *, actor: Actor | None = None) -> None:
    """Tell the features what became of a post, and by whom. `link`: its address before, where it was public."""
    live = ("publish",)
    if post.status in live and before not in live:
        emit("post.published", post.pk, actor, type=post.type)
    elif before in live and post.status not in live:
        emit("post.unpublished", post.pk, actor, type=post.type, status=post.status, link=link)
    else:
        known_before = before is not None
        emit("post.updated" if known_before else "post.created", post.pk, actor, type=post.type, status=post.status)
