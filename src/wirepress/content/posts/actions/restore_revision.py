"""A revision's texts become the post's again."""

from __future__ import annotations

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.revise import TEXTS
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor


def restore_revision(revision: Post, *, actor: Actor) -> Post:
    """Put a revision's texts back into its post. Raises ActionRefused when the post is gone."""
    post = Post.objects.filter(pk=revision.parent_id).first()
    if post is None:
        raise ActionRefused("rest_post_invalid_parent", "The item of this revision no longer exists.", 404)
    return update_post(post, {name: getattr(revision, name) for name in TEXTS}, actor=actor)
