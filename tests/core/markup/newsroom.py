"""A small invented site for the tests of blocks and shortcodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from wirepress.core.markup.content_lookup import (
    ArchiveRecord,
    Attachment,
    BlockPostQuery,
    BlockTermQuery,
    CalendarMonth,
    CommentRecord,
    FeedItem,
    FeedResult,
    NullLookup,
    Order,
    PostRecord,
    TermRecord,
    UserRecord,
)
from wirepress.core.markup.context import BLOCK_THEME, RenderContext, SiteFacts

HOME = "https://harbour.example"
NOW = datetime(2026, 3, 14, 9, 30)
BRIDGE = PostRecord(
    id=11,
    title='The "long" bridge',
    slug="bridge",
    url=f"{HOME}/bridge/",
    date=datetime(2026, 3, 2, 8, 15),
    modified=datetime(2026, 3, 5, 7, 0),
    author=7,
    content="<p>One two three four.</p>",
    thumbnail=31,
    comment_count=2,
    classes=("post-11", "post"),
)
FERRY = PostRecord(
    id=12,
    title="",
    slug="ferry",
    url=f"{HOME}/ferry/",
    date=datetime(2026, 2, 1, 12, 0),
    author=7,
    excerpt="Short & sweet.",
    comment_status="closed",
)
SECRET = PostRecord(
    id=13, title="Vault", url=f"{HOME}/vault/", date=datetime(2026, 1, 9), password="x", content="hidden words"
)
ANN = UserRecord(
    id=7, name="Ann O'Hara", url=f"{HOME}/author/ann/", email="ann@harbour.example", description="Writes about water."
)
PICTURE = Attachment(
    id=31,
    url=f"{HOME}/wp-content/uploads/a.jpg",
    file="a.jpg",
    mime="image/jpeg",
    width=800,
    height=600,
    alt="A bridge",
)
COMMENTS = (
    CommentRecord(
        21,
        11,
        BRIDGE.title,
        f"{HOME}/bridge/#comment-21",
        "Bo",
        "",
        "bo@x.example",
        date=datetime(2026, 3, 3, 10, 0),
        content="First <b>words</b>.",
    ),
    CommentRecord(
        22,
        11,
        BRIDGE.title,
        f"{HOME}/bridge/#comment-22",
        "Cy",
        "https://cy.example",
        "cy@x.example",
        date=datetime(2026, 3, 4, 10, 0),
        content="An answer.",
        parent=21,
    ),
)
TERMS = (
    TermRecord(1, "City", "city", count=2, url=f"{HOME}/category/city/"),
    TermRecord(2, "Bridges & tunnels", "bridges", parent=1, count=5, url=f"{HOME}/category/city/bridges/"),
    TermRecord(3, "Sea", "sea", count=1, url=f"{HOME}/category/sea/"),
)
PAGES = (
    PostRecord(41, type="page", title="About & more", url=f"{HOME}/about/"),
    PostRecord(42, type="page", title="Team", url=f"{HOME}/about/team/", parent=41),
)


class Newsroom(NullLookup):
    """Three posts, two comments, three sections, two pages, one picture."""

    def post(self, id: int) -> PostRecord | None:
        return {post.id: post for post in (BRIDGE, FERRY, SECRET, *PAGES)}.get(id)

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        return (BRIDGE, FERRY, SECRET)[: query.limit]

    def count_posts(self, query: BlockPostQuery) -> int:
        return 3

    def classes(self, post_id: int) -> Sequence[str]:
        return (f"post-{post_id}", "post")

    def attachment(self, id: int) -> Attachment | None:
        return PICTURE if id == 31 else None

    def user(self, id: int) -> UserRecord | None:
        return ANN if id == 7 else None

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        return [replace(term, taxonomy=query.taxonomy) for term in TERMS]

    def post_terms(self, post_id: int, taxonomy: str) -> Sequence[TermRecord]:
        return TERMS[:2]

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        found = COMMENTS if order == "asc" else COMMENTS[::-1]
        return found[:limit] if limit else found

    def comment(self, id: int) -> CommentRecord | None:
        return next((comment for comment in COMMENTS if comment.id == id), None)

    def adjacent(self, post_id: int, direction: Literal["next", "previous"], taxonomy: str) -> PostRecord | None:
        return FERRY

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        return (
            ArchiveRecord(date(2026, 3, 2), f"{HOME}/2026/03/", 4),
            ArchiveRecord(date(2026, 1, 5), f"{HOME}/2026/01/", 1),
        )

    def calendar(self, year: int, month: int) -> CalendarMonth:
        return CalendarMonth({2: f"{HOME}/2026/03/02/"}, previous=self.archives("monthly")[1])

    def pages(self) -> Sequence[PostRecord]:
        return PAGES

    def synced(self, ref: int) -> str | None:
        texts = {
            51: "<!-- wp:paragraph --><p>Subscribe.</p><!-- /wp:paragraph -->",
            52: '<!-- wp:block {"ref":52} /-->again',
        }
        return texts.get(ref)

    def navigation(self, ref: int | None) -> str | None:
        return '<!-- wp:navigation-link {"label":"News","url":"/news/"} /-->'

    def template_part(self, slug: str, theme: str) -> str | None:
        return "<!-- wp:site-title /-->" if slug == "header" else None

    def meta(self, post_id: int, key: str) -> Any:
        return '[{"id":"n1","content":"See <em>there</em>."}]' if key == "footnotes" else None

    def feed(self, url: str, limit: int) -> FeedResult:
        if "gone" in url:
            return FeedResult(error="No feed <there>.")
        return FeedResult(
            (FeedItem("Tide & wind", "https://far.example/1", datetime(2026, 3, 1), "Dee", "<p>High.</p>"),)
        )


def newsroom(**more: Any) -> RenderContext:
    """The context of a reader of that site, in the middle of the post about the bridge."""
    facts = SiteFacts(home_url=HOME, name="Harbour Post", tagline="News & tides", logo=31, site_url="")
    values: dict[str, Any] = {"site": facts, "theme": BLOCK_THEME, "lookup": Newsroom(), "now": NOW, "post": BRIDGE}
    return RenderContext(**(values | more))
