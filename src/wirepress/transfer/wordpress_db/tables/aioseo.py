"""Table `aioseo_posts`: what All in One SEO keeps per story. Becomes one meta value per post, for the SEO feature to read."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.models import Post, PostMeta
from wirepress.transfer.clean_values import clean_number
from wirepress.transfer.report import Tally
from wirepress.transfer.wordpress_db.decode_php import to_json_value
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows

KEY: Final = "_wirepress_aioseo_post"


def write_aioseo(rows: Rows, job: ImportState) -> None:
    """Write a batch; a post's value is the row without its empty columns."""
    values: dict[int, Any] = {}
    for row in rows:
        owner = clean_number(row.get("post_id"))
        values[owner] = {
            name: to_json_value(value)
            for name, value in row.items()
            if value not in (None, "") and name not in ("id", "post_id")
        }
    posts = set(Post.objects.filter(id__in=values).values_list("id", flat=True))
    job.report.count_loss("aioseo_posts: of posts that do not exist", len(values) - len(posts))
    stored = {meta.post_id: meta for meta in PostMeta.objects.filter(post_id__in=posts, key=KEY)}
    tally = Tally(read=len(rows))
    fresh = []
    for owner in sorted(posts):
        present = stored.get(owner)
        if present is None:
            fresh.append(PostMeta(post_id=owner, key=KEY, value=values[owner]))
        elif present.value != values[owner]:
            present.value = values[owner]
            present.save(update_fields=["value"])
            tally.updated += 1
        else:
            tally.unchanged += 1
    PostMeta.objects.bulk_create(fresh)
    tally.created = len(fresh)
    job.report.tally("aioseo_posts").add(tally)
