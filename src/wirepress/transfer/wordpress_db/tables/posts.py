"""Table `posts`: stories, pages, attachments, revisions, autosaves, menu items, blocks ... all with their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.transfer.clean_values import clean_date, clean_id, clean_number, clean_small_number, clean_text
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write_posts(rows: Rows, job: ImportState) -> None:
    """Write a batch of posts; attachments get their file's row."""
    posts = [_post_row(row) for row in rows if clean_id(row.get("ID"))]
    job.report.count_loss("posts: rows without an id", len(rows) - len(posts))
    forget_meta("posts", {post["id"] for post in posts}, job)
    tally = upsert_rows(Post, posts)
    job.report.tally("posts").add(tally)
    upsert_rows(
        MediaFile, [{"post_id": post["id"]} for post in posts if post["type"] == "attachment"], key=("post_id",)
    )


def _post_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": clean_number(row["ID"]),
        "type": clean_text(row.get("post_type"), 20) or "post",
        "status": clean_text(row.get("post_status"), 20),
        "author_id": clean_number(row.get("post_author")),
        "title": clean_text(row.get("post_title")),
        "content": clean_text(row.get("post_content")),
        "excerpt": clean_text(row.get("post_excerpt")),
        "rendered_fields": "",  # the stored text is known now, if only a rendered one was before
        "slug": clean_text(row.get("post_name"), 200),
        "password": clean_text(row.get("post_password"), 255),
        "guid": clean_text(row.get("guid"), 255),
        "parent_id": clean_number(row.get("post_parent")),
        "menu_order": clean_small_number(row.get("menu_order")),
        "mime_type": clean_text(row.get("post_mime_type"), 100),
        "date": clean_date(row.get("post_date")),
        "date_gmt": clean_date(row.get("post_date_gmt")),
        "modified": clean_date(row.get("post_modified")),
        "modified_gmt": clean_date(row.get("post_modified_gmt")),
        "comment_status": clean_text(row.get("comment_status"), 20),
        "ping_status": clean_text(row.get("ping_status"), 20),
        "comment_count": clean_number(row.get("comment_count")),
        "to_ping": clean_text(row.get("to_ping")),
        "pinged": clean_text(row.get("pinged")),
        "content_filtered": clean_text(row.get("post_content_filtered")),
    }
