"""Two people saved: the second is told who was first, when, and what differs, and keeps the own text as an autosave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.posts.editing.differences import differing_lines
from wirepress.content.posts.editing.locks import last_editor_id
from wirepress.content.posts.editing.versions import TEXTS, SaveBase, is_current, version_of
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User


class EditConflict(Exception):
    """Somebody saved the post after the version that a save began with; `post` is what they left. Nothing was changed."""

    def __init__(self, post: Post) -> None:
        super().__init__(f"post {post.pk} was saved in between")
        self.post = post


def check_base(post: Post, base: SaveBase, texts: Mapping[str, str]) -> None:
    """Raise EditConflict when the post, which is locked, is no longer what the save began with. A save that would leave the texts as they
    are undoes nothing and goes on."""
    if is_current(post, base):
        return
    if any(name in texts for name in TEXTS) and all(texts[name] == getattr(post, name) for name in texts):
        return
    raise EditConflict(post)


def saved_by(post: Post) -> User | None:
    """Return who changed the post last, or None where nobody knows."""
    return User.objects.filter(pk=last_editor_id(post.pk) or post.author_id or 0, placeholder=False).first()


def describe_conflict(post: Post, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return who saved, when (GMT), the version to save over, its texts, and where they differ from `texts`, field by field."""
    person = saved_by(post)
    changes = {name: differing_lines(getattr(post, name), text) for name, text in texts.items()}
    return {
        "post": post.pk,
        "version": version_of(post),
        "saved_by": {"id": person.pk if person else 0, "name": str(person) if person else ""},
        "saved_at": f"{post.modified_gmt:%Y-%m-%dT%H:%M:%S}" if post.modified_gmt else "",
        "current": {**{name: getattr(post, name) for name in TEXTS}, "status": post.status},
        "differences": [
            {"field": name, "changes": [{"theirs": theirs, "mine": mine} for theirs, mine in found]}
            for name, found in changes.items()
            if found
        ],
    }
