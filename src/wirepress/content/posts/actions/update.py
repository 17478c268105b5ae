"""Change a post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wirepress.content.before_save import check_post
from wirepress.content.events import emit
from wirepress.content.options import site
from wirepress.content.posts import rows
from wirepress.content.posts.actions import write_terms_and_meta
from wirepress.content.posts.actions.create import PLAIN, announce_change, check_lengths, check_texts
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.prepare import (
    clamp_menu_order,
    decide_dates,
    decide_slug,
    decide_status,
    prepare_texts,
)
from wirepress.content.posts.actions.revise import save_revision
from wirepress.content.posts.addresses.public_link import public_link
from wirepress.content.posts.editing.conflicts import check_base
from wirepress.content.posts.editing.locks import last_editor_id, note_last_editor
from wirepress.content.posts.editing.versions import SaveBase, is_of_window, note_save
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.types import known
from wirepress.content.users.models import User
from wirepress.core.rest.routes import Actor


def update_post(
    post: Post, fields: dict[str, Any], *, actor: Actor, revise: bool = True, base: SaveBase | None = None
) -> Post:
    """Change the fields given, keep the others. Raises ActionRefused. A field that was known only rendered becomes raw when it is written.

    `revise` false: the caller keeps the revision, because it has more to write first. `base`: the version that the writer began with;
    raises EditConflict when somebody else has saved since.
    """
    written = prepare_texts(fields, actor)
    with transaction.atomic():
        lock_post(post)
        if base is not None:
            check_base(post, base, written)
            _keep_of_others(post, base)
        before_status, before_slug, before_date, before_link = post.status, post.slug, post.date, public_link(post)
        _change(post, fields, written)
        if before_status == "trash" and post.status != "trash" and post.slug.endswith("__trashed"):
            post.slug = post.slug.removesuffix("__trashed")
        post.slug = decide_slug(post, fields, post.status, actor)
        check_post(post, new=False, actor=actor)
        post.save()
        touched = totals.terms_of_post(post.pk) | write_terms_and_meta.write_terms_and_meta(post, fields)
        _remember_slug(post, before_slug, before_status)
        _remember_day(post, before_date)
        note_last_editor(post, actor.id)
        if base is not None:
            note_save(post, base)
        if revise:
            save_revision(post, actor)
        totals.shift_total(post.type, before_status, post.status)
        totals.count_terms(touched)
        rows.forget_related(post)
        announce_change(post, before_status, before_link, actor=actor)
        after_link = public_link(post) if before_link else ""
        if after_link and after_link != before_link:
            emit("post.moved", post.pk, actor, type=post.type, before=before_link, after=after_link)
    return post


def _keep_of_others(post: Post, base: SaveBase) -> None:
    """Keep a revision of what another window left, whoever's: an autosave of one's own draft changes it without one, and this save would
    undo it."""
    if not is_of_window(post, base):
        author = User.objects.filter(pk=last_editor_id(post.pk) or post.author_id or 0).first()
        if author is not None:
            save_revision(post, author)


def _change(post: Post, fields: dict[str, Any], written: dict[str, str]) -> None:
    """Put the fields into the row, all but the slug."""
    now = site.now_gmt()
    after = {name: written.get(name, getattr(post, name)) for name in ("title", "content", "excerpt")}
    check_texts(post, *after.values())
    for name, value in written.items():
        setattr(post, name, value)
    post.rendered_fields = " ".join(name for name in post.rendered_fields.split() if name not in written)
    if fields.get("author"):
        post.author_id = int(fields["author"])
    if "parent" in fields and fields["parent"] is not None:
        post.parent_id = _without_loop(post, int(fields["parent"]))
    for name in PLAIN:
        if fields.get(name) is not None:
            setattr(post, name, fields[name])
    post.menu_order = clamp_menu_order(post.menu_order)
    check_lengths(post, "db_update_error")
    if "featured_media" in fields and fields["featured_media"] is not None:
        post.featured_media = int(fields["featured_media"])
    if "sticky" in fields and fields["sticky"] is not None:
        post.sticky = bool(fields["sticky"])
    status = str(fields.get("status") or post.status)
    dates = decide_dates(post, fields, status, now)
    post.date, post.date_gmt = dates.local, dates.gmt
    post.modified, post.modified_gmt = site.to_local(now), now
    post.status = decide_status(status, post.type, dates.gmt, now)


def _without_loop(post: Post, parent: int) -> int:
    """Return the new parent; 0 where the post would come to stand below itself (WordPress 7.1 behaviour)."""
    above, seen = parent, set[int]()
    while above and above not in seen:
        if above == post.pk:
            return 0
        seen.add(above)
        above = Post.objects.filter(pk=above).values_list("parent_id", flat=True).first() or 0
    return parent


def _remember_slug(post: Post, slug: str, status: str) -> None:
    """A published post that gets another slug is still found by its old ones."""
    if post.type == "revision" or status != "publish" or not slug or slug == post.slug:
        return
    PostMeta.objects.filter(post=post, key="_wp_old_slug", value=post.slug).delete()
    if not PostMeta.objects.filter(post=post, key="_wp_old_slug", value=slug).exists():
        PostMeta.objects.create(post=post, key="_wp_old_slug", value=slug)


def _remember_day(post: Post, before: datetime | None) -> None:
    """A published story that is moved to another day is still found at the address of the old one (WordPress 7.1 behaviour)."""
    if post.status != "publish" or known(post.type).hierarchical or before is None or post.date is None:
        return
    old, new = f"{before:%Y-%m-%d}".rjust(10, "0"), f"{post.date:%Y-%m-%d}".rjust(10, "0")
    if old == new:
        return
    days = PostMeta.objects.filter(post=post, key="_wp_old_date")
    days.filter(value=new).delete()
    if not days.filter(value=old).exists():
        PostMeta.objects.create(post=post, key="_wp_old_date", value=old)
