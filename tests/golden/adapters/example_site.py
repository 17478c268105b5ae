"""What the site of the recorded pairs holds: the post, page, category and comment of a fresh installation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from tests.golden.sites import SHARED
from wirepress.core.markup.content_lookup import (
    ArchiveRecord,
    BlockPostQuery,
    BlockTermQuery,
    CalendarMonth,
    CommentRecord,
    NullLookup,
    Order,
    PostRecord,
    TermRecord,
)

HOME = "http://example.org"
MADE = datetime(2026, 11, 23, 23, 5, 21)
NOW = datetime(2026, 11, 24, 0, 30)
TITLE = "Hello world!"
CORPUS = SHARED / "corpus" / "state.jsonl"


@cache
def remark() -> str:
    """What the first reader says: read from the corpus, whose site began in the same way."""
    with CORPUS.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.startswith('{"table":"comments"'))
        return next((row["row"]["comment_content"] for row in rows if row["row"]["comment_ID"] == 1), "")


class FreshSite(NullLookup):
    """One published post, one page, one comment."""

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        if any(1 not in terms for terms in query.terms.values()):
            return ()
        return (PostRecord(id=1, title=TITLE, url=f"{HOME}/?p=1", date=MADE, author=1),)

    def pages(self) -> Sequence[PostRecord]:
        return (PostRecord(id=2, type="page", title="Sample Page", url=f"{HOME}/?page_id=2"),)

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        return (
            CommentRecord(
                id=1,
                post_id=1,
                post_title=TITLE,
                url=f"{HOME}/?p=1#comment-1",
                author="A WordPress Commenter",
                author_url="https://wordpress.org/",
                email="wapuu@wordpress.example",
                date=MADE,
                content=remark(),
            ),
        )

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        known = query.taxonomy == "category"
        return (TermRecord(1, "Uncategorized", "uncategorized", count=1, url=f"{HOME}/?cat=1"),) if known else ()

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        return (ArchiveRecord(date(2026, 11, 1), f"{HOME}/?m=202611", 1),)

    def calendar(self, year: int, month: int) -> CalendarMonth:
        here = (year, month) == (2026, 11)
        return CalendarMonth({23: f"{HOME}/?m=20261123"} if here else {})

    def meta(self, post_id: int, key: str) -> Any:
        return None
