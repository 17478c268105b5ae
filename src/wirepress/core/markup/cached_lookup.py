"""The site's content as one document sees it: the same question is asked once, and questions are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

from wirepress.core.markup.content_lookup import (
    ArchiveRecord,
    Attachment,
    BlockPostQuery,
    BlockTermQuery,
    CalendarMonth,
    CommentRecord,
    FeedResult,
    Lookup,
    Order,
    PostRecord,
    TermRecord,
    UserRecord,
)
from wirepress.core.markup.render_budget import Budget
from wirepress.settings import limits

T = TypeVar("T")
_READ_AHEAD = frozenset(
    ("attachment", "classes", "comment", "post", "post_terms")
)  # comes with the lists, or was read for many at once
_NO_FEED = FeedResult(error="There is no room for another feed in this text.")


class CachedLookup:
    """A lookup that remembers every answer of one document. Lists beyond the budget raise OverBudget, single things are not there."""

    def __init__(self, inner: Lookup, budget: Budget) -> None:
        self.inner: Lookup = inner.inner if isinstance(inner, CachedLookup) else inner
        self._budget = budget
        self._answers: dict[tuple[str, str], Any] = {}

    def _rows(self, name: str, asked: object, read: Callable[[], Sequence[T]]) -> Sequence[T]:
        key = (name, repr(asked))
        if key not in self._answers:
            self._budget.ask_list()
            self._answers[key] = found = read()
            self._budget.rows += len(found)
        answer: Sequence[T] = self._answers[key]
        return answer

    def _one(self, name: str, asked: object, read: Callable[[], T], absent: T) -> T:
        key = (name, repr(asked))
        if key not in self._answers:
            if not self._budget.ask_one(name, ahead=name in _READ_AHEAD):
                return absent
            self._answers[key] = read()
        answer: T = self._answers[key]
        return answer

    def read_attachments(self, ids: Iterable[int]) -> None:
        self.inner.read_attachments(sorted({number for number in ids if number > 0})[: limits.RENDER_AHEAD])

    def attachment(self, id: int) -> Attachment | None:
        return self._one("attachment", id, lambda: self.inner.attachment(id), None)

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        asked = (parent, mime, orderby, order, list(exclude))
        return self._rows("attachments", asked, lambda: self.inner.attachments(parent, mime, orderby, order, exclude))

    def post(self, id: int) -> PostRecord | None:
        return self._one("post", id, lambda: self.inner.post(id), None)

    def synced(self, ref: int) -> str | None:
        return self._one("synced", ref, lambda: self.inner.synced(ref), None)

    def meta(self, post_id: int, key: str) -> Any:
        return self._one("meta", (post_id, key), lambda: self.inner.meta(post_id, key), None)

    def classes(self, post_id: int) -> Sequence[str]:
        return self._one("classes", post_id, lambda: self.inner.classes(post_id), ())

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        return self._rows("posts", query, lambda: self.inner.posts(query))

    def count_posts(self, query: BlockPostQuery) -> int:
        return self._rows("count_posts", query, lambda: [self.inner.count_posts(query)])[0]

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        return self._one(
            "adjacent", (post_id, direction, taxonomy), lambda: self.inner.adjacent(post_id, direction, taxonomy), None
        )

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        return self._rows("terms", query, lambda: self.inner.terms(query))

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        return self._one("post_terms", (post_id, taxonomy), lambda: self.inner.post_terms(post_id, taxonomy), ())

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        return self._rows("comments", (post_id, limit, order), lambda: self.inner.comments(post_id, limit, order))

    def comment(self, id: int) -> CommentRecord | None:
        return self._one("comment", id, lambda: self.inner.comment(id), None)

    def user(self, id: int) -> UserRecord | None:
        return self._one("user", id, lambda: self.inner.user(id), None)

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        return self._rows("archives", kind, lambda: self.inner.archives(kind))

    def calendar(self, year: int, month: int) -> CalendarMonth:
        return self._rows("calendar", (year, month), lambda: [self.inner.calendar(year, month)])[0]

    def pages(self) -> Sequence[PostRecord]:
        return self._rows("pages", (), self.inner.pages)

    def template_part(self, slug: str, theme: str) -> str | None:
        return self._one("template_part", (slug, theme), lambda: self.inner.template_part(slug, theme), None)

    def pattern(self, slug: str) -> str | None:
        return self._one("pattern", slug, lambda: self.inner.pattern(slug), None)

    def navigation(self, ref: int | None) -> str | None:
        return self._one("navigation", ref, lambda: self.inner.navigation(ref), None)

    def oembed(self, url: str, attrs: Mapping[int | str, Any], post_id: int) -> str | None:
        return self._one("oembed", (url, dict(attrs), post_id), lambda: self.inner.oembed(url, attrs, post_id), None)

    def embed_card(self, url: str, width: int) -> str:
        return self._one("embed_card", (url, width), lambda: self.inner.embed_card(url, width), "")

    def feed(self, url: str, limit: int) -> FeedResult:
        return self._one("feed", (url, limit), lambda: self.inner.feed(url, limit), _NO_FEED)
