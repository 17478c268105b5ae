"""Reading revisions and autosaves: how many a post has, which is the newest, a user's own autosave."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from wirepress.content.posts.models import Post
from wirepress.core.database.rows import in_chunks, placeholders, query_rows

_FACTS = "_wp_revisions"


def is_autosave(revision: Post) -> bool:
    """Return whether the revision is an autosave; WordPress knows them by their slug `ID-autosave-v1`."""
    return revision.slug.startswith(f"{revision.parent_id}-autosave")


def autosave_slug(post_id: int) -> str:
    """Return the slug of a post's autosaves."""
    return f"{post_id}-autosave-v1"


def revision_facts(post: Post) -> tuple[int, int]:
    """Return how many revisions (autosaves among them, as WordPress counts) the post has, and the newest one's id (0: none)."""
    if _FACTS not in post.__dict__:
        preload_revision_facts([post])
    found: tuple[int, int] = post.__dict__[_FACTS]
    return found


def preload_revision_facts(posts: Iterable[Post]) -> None:
    """Read the facts of many posts in one query."""
    posts = list(posts)
    found: dict[int, tuple[int, int]] = {}
    for numbers in in_chunks(post.pk for post in posts):
        sql = (
            "SELECT parent_id, count(*), max(id) FROM posts_post WHERE type = 'revision' AND status = 'inherit'"
            f" AND parent_id IN ({placeholders(numbers)}) GROUP BY parent_id"
        )
        found |= {parent: (count, last) for parent, count, last in query_rows(Post, sql, numbers)}
    for post in posts:
        post.__dict__[_FACTS] = found.get(post.pk, (0, 0))


def revisions_of(post_id: int) -> list[Post]:
    """Revisions and autosaves of a post, newest first."""
    return list(Post.objects.filter(type="revision", status="inherit", parent_id=post_id).order_by("-date", "-id"))


def autosaves_of(post_id: int, user_id: int = 0) -> list[Post]:
    """Autosaves of a post, of one user when given; newest first."""
    mine = Q(author=user_id) if user_id else Q()
    rows = Post.objects.filter(mine, type="revision", status="inherit", parent_id=post_id, slug=autosave_slug(post_id))
    return list(rows.order_by("-date", "-id"))
