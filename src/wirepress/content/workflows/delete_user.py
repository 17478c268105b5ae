"""Somebody is deleted, and with them what they wrote, unless another person is to have it."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.events import emit
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User


def delete_user(user: User, *, reassign: int = 0) -> None:
    """Delete a user. `reassign`: the id of who gets the posts; 0: they are deleted with everything that belongs to them."""
    with transaction.atomic():
        if reassign:
            Post.objects.filter(author_id=user.pk).update(author_id=reassign)
        else:
            for post in Post.objects.filter(author_id=user.pk).exclude(type="revision"):
                delete_post(post, actor=user)
            Post.objects.filter(author_id=user.pk).delete()
        number = user.pk
        user.delete()
        emit("user.deleted", number)
