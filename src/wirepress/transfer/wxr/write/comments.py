"""Comments of items with their threads: old ids where they are free, found again where they are here."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.posts.models import Post
from wirepress.transfer.clean_values import clean_id, clean_number, clean_text
from wirepress.transfer.sequences import reserve_ids
from wirepress.transfer.upsert import update_rows, upsert_rows
from wirepress.transfer.wxr.dates import read_dates, read_gmt, read_local
from wirepress.transfer.wxr.decode_meta import decode_meta
from wirepress.transfer.wxr.find_loops import find_loops
from wirepress.transfer.wxr.read.records import Comment as ForeignComment
from wirepress.transfer.wxr.write.state import PlacedItem, WxrImport

Key = tuple[int, Any, str, str]
_APPROVED = {  # words of converters
    **dict.fromkeys(("approve", "approved", "true", "yes", "publish"), "1"),
    **dict.fromkeys(("hold", "unapproved", "pending", "false", "no", "moderated", ""), "0"),
}


def write_comments(batch: Sequence[PlacedItem], task: WxrImport) -> None:
    """Write the comments of a batch and count those that are approved."""
    pairs = [(placed, comment) for placed in batch for comment in placed.item.comments]
    if not pairs:
        return
    rows = [_comment_row(placed, comment, task) for placed, comment in pairs]
    ids = _give_ids(rows, task)
    for row, old, number in zip(rows, [row.pop("old") for row in rows], ids, strict=True):
        row["id"] = number
        del old
    _mend_threads(pairs, rows, ids, task)
    task.tally("comments").add(upsert_rows(Comment, rows))
    _write_meta(pairs, ids, task)
    _count_approved({placed.id for placed, _ in pairs})


def _comment_row(placed: PlacedItem, comment: ForeignComment, task: WxrImport) -> dict[str, Any]:
    fields = comment.fields
    date, gmt = read_local(fields.get("wp:comment_date", "")), read_gmt(fields.get("wp:comment_date_gmt", ""))
    offset = task.survey.offset
    if offset is not None and (date is None) != (gmt is None):
        with contextlib.suppress(OverflowError):
            date, gmt = date or (gmt + offset if gmt else None), gmt or (date - offset if date else None)
    if date is None and gmt is None:  # nobody says when: with the story
        dates = read_dates(placed.item.fields, offset, task.fallback)
        date, gmt = dates.date, dates.date_gmt
        task.report.count_loss("comments: without a date, dated as their stories")
    approved = fields.get("wp:comment_approved", "1").strip().lower()
    return {
        "old": clean_id(fields.get("wp:comment_id")),
        "post_id": placed.id,
        "parent_id": clean_id(fields.get("wp:comment_parent")),
        "user_id": task.user_ids.get(clean_number(fields.get("wp:comment_user_id")), 0),
        "author_name": clean_text(fields.get("wp:comment_author")),
        "author_email": clean_text(fields.get("wp:comment_author_email", "").strip(), 100),
        "author_url": clean_text(fields.get("wp:comment_author_url", "").strip(), 200),
        "author_ip": clean_text(fields.get("wp:comment_author_IP", "").strip(), 100),
        "date": date or gmt,
        "date_gmt": gmt or date,
        "content": clean_text(fields.get("wp:comment_content")),
        "approved": clean_text(_APPROVED.get(approved, approved), 20),
        "type": clean_text(fields.get("wp:comment_type", "").strip(), 20) or "comment",
    }


def _key(row: dict[str, Any]) -> Key:
    return row["post_id"], row["date_gmt"], row["author_name"], row["content"]


def _give_ids(rows: Sequence[dict[str, Any]], task: WxrImport) -> list[int]:
    """Return the ids of comments here: the old one, the one that it has here, or a new one."""
    wanted = {row["old"] for row in rows if row["old"]}
    known = dict(Comment.objects.filter(id__in=wanted).values_list("id", "post_id"))
    by_key = _comments_here({row["post_id"] for row in rows}, task)
    given: list[int] = []
    taken: set[int] = set()
    for row in rows:
        old = row["old"]
        here = by_key.get(_key(row), 0)
        number = 0
        if old and old not in taken and (old not in known or here == old):
            number = old
        elif here and here not in taken:
            number = here
        elif (
            old and old not in taken and known.get(old) == row["post_id"] and row["post_id"] in task.survey.plan.present
        ):
            number = old  # the same comment, edited since
        given.append(number)
        taken.add(number)
    fresh = iter(reserve_ids(Comment, given.count(0)))
    floor = task.survey.highest_comment
    ids = []
    for number in given:
        if number == 0:
            number = max(next(fresh), floor + 1)
            floor = number if number > task.survey.highest_comment else floor
            task.survey.highest_comment = max(task.survey.highest_comment, number)
        ids.append(number)
    return ids


def _comments_here(posts: set[int], task: WxrImport) -> dict[Key, int]:
    here = [number for number in posts if number in task.survey.plan.present]
    if not here:
        return {}
    rows = Comment.objects.filter(post_id__in=here).order_by("-id")
    return {
        (post_id, gmt, name, content): number
        for number, post_id, gmt, name, content in rows.values_list(
            "id", "post_id", "date_gmt", "author_name", "content"
        )
    }


def _mend_threads(
    pairs: Sequence[tuple[PlacedItem, ForeignComment]],
    rows: Sequence[dict[str, Any]],
    ids: Sequence[int],
    task: WxrImport,
) -> None:
    """Give replies the ids that their parents have here. One whose parent is not among the story's comments begins a thread of its own."""
    mapped: dict[tuple[int, int], int] = {}
    for (placed, comment), number in zip(pairs, ids, strict=True):
        old = clean_id(comment.fields.get("wp:comment_id"))
        if old:
            mapped.setdefault((placed.id, old), number)
    for row in rows:
        if row["parent_id"]:
            parent = mapped.get((row["post_id"], row["parent_id"]), 0)
            if not parent or parent == row["id"]:
                task.report.count_loss("comments: replies whose comment is not in the file; they stand alone now")
                parent = 0
            row["parent_id"] = parent
    by_id = {row["id"]: row for row in rows}
    for number in find_loops({row["id"]: row["parent_id"] for row in rows if row["parent_id"]}):
        task.report.count_loss("comments: replies that lead back to themselves; they stand alone now")
        by_id[number]["parent_id"] = 0


def _write_meta(pairs: Sequence[tuple[PlacedItem, ForeignComment]], ids: Sequence[int], task: WxrImport) -> None:
    wanted = [
        (number, clean_text(key, 255), decode_meta(text, key, task.job))
        for (_, comment), number in zip(pairs, ids, strict=True)
        for key, text in comment.meta
    ]
    if not wanted:
        return
    present: dict[tuple[int, str], list[Any]] = {}
    for number, key, value in CommentMeta.objects.filter(comment_id__in={one[0] for one in wanted}).values_list(
        "comment_id", "key", "value"
    ):
        present.setdefault((number, key), []).append(value)
    fresh = []
    tally = task.tally("meta")
    for number, key, value in wanted:
        tally.read += 1
        values = present.get((number, key), [])
        if value in values:
            values.remove(value)
            tally.unchanged += 1
        else:
            fresh.append({"comment_id": number, "key": key, "value": value})
            tally.created += 1
    for row, reserved in zip(fresh, reserve_ids(CommentMeta, len(fresh)), strict=True):
        row["id"] = reserved
    upsert_rows(CommentMeta, fresh)


def _count_approved(posts: set[int]) -> None:
    counted = dict(
        Comment.objects.filter(post_id__in=posts, approved="1")
        .exclude(type="note")
        .order_by()
        .values_list("post_id")
        .annotate(n=Count("id"))
    )
    update_rows(Post, [{"id": number, "comment_count": counted.get(number, 0)} for number in posts])
