"""Somebody is deleted, and what they wrote goes into the trash, unless another person is to have it."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.events import emit
from wirepress.content.media.actions.upload import delete_files
from wirepress.content.media.models import MediaFile
from wirepress.content.posts import types
from wirepress.content.posts.actions.trash import delete_post, trash_post
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.rest.routes import Actor

_WITH_TRASH = ("post", "page")


def delete_user(user: User, *, actor: Actor, reassign: int = 0) -> None:
    """Delete a user. `reassign`: the id of who gets the posts; 0: stories and pages go into the trash under the old id, files are deleted.

    Types whose items are nobody's own stay as they are (WordPress 7.1 behaviour, wp_delete_user).
    """
    files: list[MediaFile] = []
    with transaction.atomic():
        if reassign:
            Post.objects.filter(author_id=user.pk).update(author_id=reassign)
        else:
            files = _remove_posts(user, actor)
        number = user.pk
        user.delete()
        emit("user.deleted", number)
    for file in files:
        delete_files(file)


def _remove_posts(user: User, actor: Actor) -> list[MediaFile]:
    """Put away what is the user's own. Return the files that are to be deleted when all of it is committed."""
    own = [kind.name for kind in types.table().values() if kind.delete_with_user or kind.can("author")]
    files: list[MediaFile] = []
    for post in Post.objects.filter(author_id=user.pk, type__in=own).order_by("pk"):
        if post.type in _WITH_TRASH and post.status != "trash":
            trash_post(post, actor=actor)
            continue
        files += MediaFile.objects.filter(post=post)
        delete_post(post, actor=actor)
    return files
