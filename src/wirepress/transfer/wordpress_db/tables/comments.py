"""Table `comments`: comments, pings and editors' notes with their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.comments.models import Comment
from wirepress.transfer.clean_values import moment, number, small_number, text
from wirepress.transfer.upsert import upsert
from wirepress.transfer.wordpress_db.import_state import Job, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write(rows: Rows, job: Job) -> None:
    """Write a batch of comments."""
    comments = [_comment(row) for row in rows if number(row.get("comment_ID")) > 0]
    job.report.lose("comments: rows without an id", len(rows) - len(comments))
    forget_meta("comments", {comment["id"] for comment in comments}, job)
    job.report.tally("comments").add(upsert(Comment, comments))


def _comment(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": number(row["comment_ID"]),
        "post_id": number(row.get("comment_post_ID")),
        "parent_id": number(row.get("comment_parent")),
        "user_id": number(row.get("user_id")),
        "author_name": text(row.get("comment_author")),
        "author_email": text(row.get("comment_author_email"), 100),
        "author_url": text(row.get("comment_author_url"), 200),
        "author_ip": text(row.get("comment_author_IP"), 100),
        "agent": text(row.get("comment_agent"), 255),
        "date": moment(row.get("comment_date")),
        "date_gmt": moment(row.get("comment_date_gmt")),
        "content": text(row.get("comment_content")),
        "karma": small_number(row.get("comment_karma")),
        "approved": text(row.get("comment_approved"), 20),
        "type": text(row.get("comment_type"), 20) or "comment",  # before WordPress 5.5 comments had no type
    }
