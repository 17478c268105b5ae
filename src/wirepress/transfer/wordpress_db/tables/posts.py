"""Table `posts`: stories, pages, attachments, revisions, autosaves, menu items, blocks ... all with their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.transfer.clean_values import moment, number, small_number, text
from wirepress.transfer.upsert import upsert
from wirepress.transfer.wordpress_db.import_state import Job, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write(rows: Rows, job: Job) -> None:
    """Write a batch of posts; attachments get their file's row."""
    posts = [_post(row) for row in rows if number(row.get("ID")) > 0]
    job.report.lose("posts: rows without an id", len(rows) - len(posts))
    forget_meta("posts", {post["id"] for post in posts}, job)
    tally = upsert(Post, posts)
    job.report.tally("posts").add(tally)
    upsert(MediaFile, [{"post_id": post["id"]} for post in posts if post["type"] == "attachment"], key=("post_id",))


def _post(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": number(row["ID"]),
        "type": text(row.get("post_type"), 20) or "post",
        "status": text(row.get("post_status"), 20),
        "author_id": number(row.get("post_author")),
        "title": text(row.get("post_title")),
        "content": text(row.get("post_content")),
        "excerpt": text(row.get("post_excerpt")),
        "rendered_fields": "",  # the stored text is known now, if only a rendered one was before
        "slug": text(row.get("post_name"), 200),
        "password": text(row.get("post_password"), 255),
        "guid": text(row.get("guid"), 255),
        "parent_id": number(row.get("post_parent")),
        "menu_order": small_number(row.get("menu_order")),
        "mime_type": text(row.get("post_mime_type"), 100),
        "date": moment(row.get("post_date")),
        "date_gmt": moment(row.get("post_date_gmt")),
        "modified": moment(row.get("post_modified")),
        "modified_gmt": moment(row.get("post_modified_gmt")),
        "comment_status": text(row.get("comment_status"), 20),
        "ping_status": text(row.get("ping_status"), 20),
        "comment_count": number(row.get("comment_count")),
        "to_ping": text(row.get("to_ping")),
        "pinged": text(row.get("pinged")),
        "content_filtered": text(row.get("post_content_filtered")),
    }
