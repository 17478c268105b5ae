"""Table `comments`: comments, pings and editors' notes with their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.comments.models import Comment
from wirepress.transfer.clean_values import clean_date, clean_id, clean_number, clean_small_number, clean_text
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write_comments(rows: Rows, job: ImportState) -> None:
    """Write a batch of comments."""
    comments = [_comment_row(row) for row in rows if clean_id(row.get("comment_ID"))]
    job.report.count_loss("comments: rows without an id", len(rows) - len(comments))
    forget_meta("comments", {comment["id"] for comment in comments}, job)
    job.report.tally("comments").add(upsert_rows(Comment, comments))


def _comment_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": clean_number(row["comment_ID"]),
        "post_id": clean_number(row.get("comment_post_ID")),
        "parent_id": clean_number(row.get("comment_parent")),
        "user_id": clean_number(row.get("user_id")),
        "author_name": clean_text(row.get("comment_author")),
        "author_email": clean_text(row.get("comment_author_email"), 100),
        "author_url": clean_text(row.get("comment_author_url"), 200),
        "author_ip": clean_text(row.get("comment_author_IP"), 100),
        "agent": clean_text(row.get("comment_agent"), 255),
        "date": clean_date(row.get("comment_date")),
        "date_gmt": clean_date(row.get("comment_date_gmt")),
        "content": clean_text(row.get("comment_content")),
        "karma": clean_small_number(row.get("comment_karma")),
        "approved": clean_text(row.get("comment_approved"), 20),
        "type": clean_text(row.get("comment_type"), 20) or "comment",  # before WordPress 5.5 comments had no type
    }
