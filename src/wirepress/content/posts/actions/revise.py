"""Revisions: what a post was after every change of its texts."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from wirepress.content.meta import registered
from wirepress.content.options import site
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.prepare import prepare_texts as stored_texts
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.revisions import autosave_slug, autosaves_of, revisions_of
from wirepress.content.posts.types import known
from wirepress.core.markup.fields.text_fields import normalize_whitespace
from wirepress.core.rest.routes import Actor

TEXTS = ("title", "content", "excerpt")


def _revisioned_meta(post: Post) -> dict[str, object]:
    keys = [field.row_key for field in registered("post", post.type) if field.revisions]
    return dict(PostMeta.objects.filter(post_id=post.pk, key__in=keys).values_list("key", "value")) if keys else {}


def save_revision(post: Post, actor: Actor) -> Post | None:
    """Keep a revision when texts or revisioned meta differ from the newest one. None: nothing new, or the type has none."""
    if not known(post.type).can("revisions") or post.status == "auto-draft":
        return None
    newest = next((row for row in revisions_of(post.pk) if not row.slug.startswith(f"{post.pk}-autosave")), None)
    same_texts = newest is not None and all(getattr(newest, name) == getattr(post, name) for name in TEXTS)
    if newest is not None and same_texts and _revisioned_meta(revision_as_post(post, newest)) == _revisioned_meta(post):
        return None
    return _copy(post, actor, f"{post.pk}-revision-v1")


def revision_as_post(post: Post, revision: Post) -> Post:
    """Return the revision seen as a post of its parent's type, whose meta is compared."""
    return Post(pk=revision.pk, type=post.type)


def _copy(post: Post, actor: Actor, slug: str) -> Post:
    revision = Post(
        type="revision",
        status="inherit",
        parent_id=post.pk,
        slug=slug,
        author_id=actor.id or post.author_id,
        title=post.title,
        content=post.content,
        excerpt=post.excerpt,
        date=post.modified,
        date_gmt=post.modified_gmt,
        modified=post.modified,
        modified_gmt=post.modified_gmt,
        comment_status="closed",
        ping_status="closed",
    )
    revision.save()
    revision.guid = site.home(f"/?p={revision.pk}")
    revision.save(update_fields=["guid"])
    for key, value in _revisioned_meta(post).items():
        PostMeta.objects.create(post=revision, key=key, value=value)
    return revision


def save_autosave(post: Post, texts: dict[str, str], *, actor: Actor, meta: Mapping[str, object] | None = None) -> Post:
    """Keep what somebody is writing without changing the post: one autosave for each user, replaced by the next.

    What is not given stays as it was in the user's autosave; in a new one it is empty. Where nothing differs from the post, the autosave
    that there is stays (WordPress 6.4). The texts are stored as those of a story are: without the right to unfiltered HTML they are cut
    down. Of `meta` those values are kept that revisions have.
    """
    now = site.now_gmt()
    texts = stored_texts(texts, actor)
    kept = _revisioned_values(post, meta or {})
    with transaction.atomic():
        lock_post(post)
        own = next(iter(autosaves_of(post.pk, actor.id)), None)
        if own is not None and not _differs(post, texts, kept if meta else None):
            return own
        row = own or Post(
            type="revision",
            status="inherit",
            parent_id=post.pk,
            slug=autosave_slug(post.pk),
            author_id=actor.id,
            comment_status="closed",
            ping_status="closed",
        )
        for name, text in texts.items():
            setattr(row, name, text)
        row.date = row.modified = site.to_local(now)
        row.date_gmt = row.modified_gmt = now
        row.save()
        if not row.guid:
            row.guid = site.home(f"/?p={row.pk}")
            row.save(update_fields=["guid"])
        for key, value in kept.items():
            PostMeta.objects.update_or_create(post=row, key=key, defaults={"value": value})
    return row


def _revisioned_values(post: Post, meta: Mapping[str, object]) -> dict[str, object]:
    fields = registered("post", post.type)
    return {field.row_key: meta[field.key] for field in fields if field.revisions and meta.get(field.key) is not None}


def _differs(post: Post, texts: Mapping[str, str], values: Mapping[str, object] | None) -> bool:
    """Return whether what is written is not what the post has; blanks do not count."""
    if any(normalize_whitespace(text) != normalize_whitespace(getattr(post, name)) for name, text in texts.items()):
        return True
    if values is None:
        return False
    keys = [field.row_key for field in registered("post", post.type) if field.revisions]
    stored = _revisioned_meta(post)
    return any(values.get(key, "") != stored.get(key, "") for key in keys)
