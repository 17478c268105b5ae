"""What rendering may ask of the site's content: the protocol, and a site that holds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from wirepress.core.markup.records import (
    ArchiveRecord,
    Attachment,
    BlockPostQuery,
    BlockTermQuery,
    CalendarMonth,
    CommentRecord,
    FeedItem,
    FeedResult,
    ImageSize,
    Order,
    PostRecord,
    TermRecord,
    UserRecord,
)

__all__ = [
    "ArchiveRecord",
    "Attachment",
    "BlockPostQuery",
    "BlockTermQuery",
    "CalendarMonth",
    "CommentRecord",
    "FeedItem",
    "FeedResult",
    "ImageSize",
    "Lookup",
    "NullLookup",
    "Order",
    "PostRecord",
    "TermRecord",
    "UserRecord",
]


class Lookup(Protocol):
    """Reads of the site's content. Everything it returns may be seen by the present viewer."""

    def read_attachments(self, ids: Iterable[int]) -> None:
        """Read many media items at once, because they will be asked for one by one."""

    def attachment(self, id: int) -> Attachment | None:
        """Return a media item, or None."""

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        """Media attached to a post, of a MIME family ("image", "audio", "video")."""

    def post(self, id: int) -> PostRecord | None:
        """Return a post of any type."""

    def synced(self, ref: int) -> str | None:
        """Raw content of a reusable block that anybody may see."""

    def meta(self, post_id: int, key: str) -> Any:
        """Return the first value of a post's meta, None when there is none."""

    def classes(self, post_id: int) -> Sequence[str]:
        """Return the CSS classes of a post's element."""

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        """Return the published posts that the query asks for."""

    def count_posts(self, query: BlockPostQuery) -> int:
        """Return how many posts the query finds without its limit."""

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        """Return the neighbouring published post, within the same terms when a taxonomy is given."""

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        """Return terms of a taxonomy."""

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        """Return a post's terms by name."""

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        """Approved comments, of one post or of all published posts; `limit` 0 means all."""

    def comment(self, id: int) -> CommentRecord | None:
        """Return a comment, or None."""

    def user(self, id: int) -> UserRecord | None:
        """Return a user's public face, or None."""

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        """Periods with published posts, newest first: "yearly", "monthly", "weekly" or "daily"."""

    def calendar(self, year: int, month: int) -> CalendarMonth:
        """Return a month of the archive calendar."""

    def pages(self) -> Sequence[PostRecord]:
        """Published pages by menu order, then title."""

    def template_part(self, slug: str, theme: str) -> str | None:
        """Raw content of a template part."""

    def pattern(self, slug: str) -> str | None:
        """Raw content of a registered pattern."""

    def navigation(self, ref: int | None) -> str | None:
        """Raw content of a navigation menu; None asks for the fallback menu."""

    def oembed(self, url: str, attrs: Mapping[int | str, Any], post_id: int) -> str | None:
        """Return the embed that a post (0: none) keeps for an address shown with these attributes, None where it keeps nothing.

        Empty where it is known that the address has none. Nothing is fetched.
        """

    def embed_card(self, url: str, width: int) -> str:
        """Return the card of the site's own story at an address; empty where there is none."""

    def feed(self, url: str, limit: int) -> FeedResult:
        """Return an outside feed from the cache."""


class NullLookup:
    """A site that holds nothing."""

    def read_attachments(self, ids: Iterable[int]) -> None:
        return None

    def attachment(self, id: int) -> Attachment | None:
        return None

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        return ()

    def post(self, id: int) -> PostRecord | None:
        return None

    def synced(self, ref: int) -> str | None:
        return None

    def meta(self, post_id: int, key: str) -> Any:
        return None

    def classes(self, post_id: int) -> Sequence[str]:
        return ()

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        return ()

    def count_posts(self, query: BlockPostQuery) -> int:
        return 0

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        return None

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        return ()

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        return ()

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        return ()

    def comment(self, id: int) -> CommentRecord | None:
        return None

    def user(self, id: int) -> UserRecord | None:
        return None

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        return ()

    def calendar(self, year: int, month: int) -> CalendarMonth:
        return CalendarMonth()

    def pages(self) -> Sequence[PostRecord]:
        return ()

    def template_part(self, slug: str, theme: str) -> str | None:
        return None

    def pattern(self, slug: str) -> str | None:
        return None

    def navigation(self, ref: int | None) -> str | None:
        return None

    def oembed(self, url: str, attrs: Mapping[int | str, Any], post_id: int) -> str | None:
        return None

    def embed_card(self, url: str, width: int) -> str:
        return ""

    def feed(self, url: str, limit: int) -> FeedResult:
        return FeedResult(error="WP HTTP Error: A valid URL was not provided.")
