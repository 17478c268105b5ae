"""A revision's texts become the post's again."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.meta import registered
from wirepress.content.posts.actions.revise import TEXTS
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.rest.routes import Actor


def restore_revision(revision: Post, *, actor: Actor) -> Post:
    """Put a revision's texts back into its post, and the meta values that revisions have (WordPress 6.4). Raises ActionRefused when the
    post is gone."""
    with transaction.atomic():
        post = Post.objects.filter(pk=revision.parent_id).first()
        if post is None:
            raise ActionRefused("rest_post_invalid_parent", "The item of this revision no longer exists.", 404)
        _restore_meta(post, revision)
        return update_post(post, {name: getattr(revision, name) for name in TEXTS}, actor=actor)


def _restore_meta(post: Post, revision: Post) -> None:
    keys = [field.row_key for field in registered("post", post.type) if field.revisions]
    if not keys:
        return
    kept = dict(PostMeta.objects.filter(post=revision, key__in=keys).values_list("key", "value"))
    PostMeta.objects.filter(post=post, key__in=[key for key in keys if key not in kept]).delete()
    for key, value in kept.items():
        set_meta(post, key, value)
