"""Site notes: a published story that has no note any more forgets the note's text and category (MonsterInsights' behaviour).

Notes on charts themselves come with the charts.
"""

from __future__ import annotations

from typing import Final

from wirepress.content.posts import statuses
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.database.rows import find_rows, placeholders

ACTIVE: Final = "_monsterinsights_sitenote_active"
FORGOTTEN: Final = (
    "_monsterinsights_sitenote_note",
    "_monsterinsights_sitenote_category",
    "_monsterinsights_sitenote_id",
)
_EVENTS: Final = ("post.published", "post.updated", "post.created")


def tidy_after_write(name: str, post_id: int) -> None:
    """Tidy a post's note after the post was written."""
    if name in _EVENTS:
        tidy_notes(post_id)


def tidy_notes(post_id: int) -> int:
    """Remove the leftover text and category of a published post without a note. Return how many values went. Drafts keep theirs."""
    keys = (ACTIVE, *FORGOTTEN)
    rows = {
        row.key: row.value
        for row in find_rows(PostMeta, f"post_id = %s AND key IN ({placeholders(keys)})", (post_id, *keys))
    }
    if not rows or rows.get(ACTIVE) not in (None, False, "", 0, "0"):
        return 0
    post = Post.objects.filter(pk=post_id).only("id", "type", "status", "date_gmt").first()
    if post is None or not statuses.is_public(post):
        return 0
    return PostMeta.objects.filter(post_id=post_id, key__in=FORGOTTEN).delete()[0]
