"""Posts by the words of their addresses."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.posts.listing import filters
from wirepress.content.posts.models import Post


def find_post_by_slug(slug: str, types: Sequence[str] = ("post",), *, any_status: bool = False) -> Post | None:
    """Return the post of that slug, published unless `any_status`."""
    rows = Post.objects.filter(slug=slug, type__in=list(types))
    return (rows if any_status else rows.filter(filters.published_rows())).order_by("id").first()


def find_post_by_path(path: str, types: Sequence[str] = ("page", "attachment")) -> Post | None:
    """Return the page (or attachment) whose slugs, from the top, are the path's parts. Two queries whatever the depth."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return None
    rows = list(
        Post.objects.filter(slug__in=set(parts), type__in=list(types))
        .exclude(status__in=("trash", "auto-draft"))
        .order_by("id")
    )
    known = {row.pk: row for row in rows}
    parents = {row.parent_id for row in rows if row.parent_id} - known.keys()
    known |= Post.objects.in_bulk(parents)
    candidates = [row for row in rows if row.slug == parts[-1] and _matches(row, parts, known)]
    return min(candidates, key=lambda row: (row.type == "attachment", row.pk), default=None)


def _matches(row: Post, parts: list[str], known: dict[int, Post]) -> bool:
    here: Post | None = row
    for part in reversed(parts):
        if here is None or here.slug != part:
            return False
        here = known.get(here.parent_id) if here.parent_id else None
    return here is None or row.type == "attachment"
