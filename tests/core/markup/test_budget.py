"""What one document may cost: counted, the same every time, and said."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from wirepress.core.cache import depends
from wirepress.core.markup import pipeline
from wirepress.core.markup.content_lookup import (
    ArchiveRecord,
    Attachment,
    BlockPostQuery,
    BlockTermQuery,
    CommentRecord,
    NullLookup,
    Order,
    PostRecord,
    TermRecord,
)
from wirepress.core.markup.context import BLOCK_THEME, RenderContext
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.render_budget import CUT_SHORT
from wirepress.settings import limits


class Counting(NullLookup):
    """A site with a few stories that counts what it is asked."""

    def __init__(self, stories: int = 3, text: str = "Sand.") -> None:
        self.asked: list[str] = []
        moment = datetime(2026, 3, 1, 8)
        self.stories = [
            PostRecord(n, title=f"Tide {n}", url=f"/?p={n}", content=text, date=moment, author=1)
            for n in range(1, stories + 1)
        ]

    def posts(self, query: BlockPostQuery) -> Sequence[PostRecord]:
        self.asked.append("posts")
        return self.stories[: query.limit]

    def terms(self, query: BlockTermQuery) -> Sequence[TermRecord]:
        self.asked.append("terms")
        return [TermRecord(1, "Coast", count=1)]

    def archives(self, kind: str) -> Sequence[ArchiveRecord]:
        self.asked.append("archives")
        return [ArchiveRecord(datetime(2026, 3, 1), "/?m=202603", 3)]

    def pages(self) -> Sequence[PostRecord]:
        self.asked.append("pages")
        return self.stories

    def navigation(self, ref: int | None) -> str | None:
        self.asked.append("navigation")
        return '<!-- wp:navigation-link {"label":"Coast","url":"/coast"} /-->'

    def comments(self, post_id: int | None, limit: int, order: Order) -> Sequence[CommentRecord]:
        self.asked.append("comments")
        return []

    def attachments(
        self, parent: int, mime: str, orderby: str, order: Order, exclude: Sequence[int]
    ) -> Sequence[Attachment]:
        self.asked.append("attachments")
        return []

    def attachment(self, id: int) -> Attachment | None:
        self.asked.append("attachment")
        return None

    def post(self, id: int) -> PostRecord | None:
        self.asked.append("post")
        return next((story for story in self.stories if story.id == id), None)

    def synced(self, ref: int) -> str | None:
        self.asked.append("synced")
        return "<!-- wp:paragraph --><p>" + "x" * 100_000 + "</p><!-- /wp:paragraph -->"


def rendered(text: str, site: Counting) -> tuple[str, RenderContext]:
    here = RenderContext(theme=BLOCK_THEME, lookup=site).for_document(PostRecord(9, content=text))
    return pipeline.the_content(text, here), here


def loop(inner: str, query: str = '{"perPage":100}') -> str:
    return (
        f'<!-- wp:query {{"query":{query}}} --><div class="wp-block-query"><!-- wp:post-template -->{inner}<!-- /wp:post-template --></div>'
        "<!-- /wp:query -->"
    )


LISTS = (
    "<!-- wp:latest-posts /-->",
    "<!-- wp:categories /-->",
    "<!-- wp:archives /-->",
    "<!-- wp:latest-comments /-->",
    "<!-- wp:tag-cloud /-->",
    "<!-- wp:calendar /-->",
    "<!-- wp:page-list /-->",
    "<!-- wp:navigation /-->",
    loop("<!-- wp:post-title /-->"),
    "[gallery]\n\n",
)


@pytest.mark.parametrize("block", LISTS, ids=lambda text: text.replace("<!-- wp:", "").split()[0])
def test_the_same_list_in_one_document_is_asked_once(block: str) -> None:
    one, many = Counting(), Counting()
    rendered(block, one)
    html, here = rendered(block * 30, many)
    assert one.asked and sorted(many.asked) == sorted(one.asked)
    assert html and not here.budget.notes()


def test_each_document_asks_for_itself() -> None:
    site = Counting()
    response = RenderContext(theme=BLOCK_THEME, lookup=site)
    for number in (1, 2):
        pipeline.the_content(LISTS[0], response.for_document(PostRecord(number)))
    assert site.asked == ["posts", "posts"]


def test_many_different_lists_end_and_are_said() -> None:
    site = Counting()
    text = "".join(f'<!-- wp:latest-posts {{"postsToShow":{n}}} /-->' for n in range(1, 200))
    html, here = rendered(f"{text}<!-- wp:paragraph --><p>Behind.</p><!-- /wp:paragraph -->", site)
    assert len(site.asked) == limits.RENDER_LISTS == html.count("<ul ") and ">Behind.</p>" in html
    assert here.budget.notes() == [
        f"core/latest-posts was left empty {199 - limits.RENDER_LISTS} times: this story asks for too much "
        f"(it asks for more than {limits.RENDER_LISTS} different lists)."
    ]


def test_lists_in_lists_end() -> None:
    site = Counting(stories=100)
    text = "<!-- wp:post-title /-->"
    for _ in range(5):
        text = loop(text)
    started = time.process_time()
    html, here = rendered(f"Before. {text} After.", site)
    assert time.process_time() - started < 20 and here.budget.repeats <= limits.RENDER_REPEATS + 100
    assert html.startswith("Before.") and html.endswith("After.")
    assert any("core/post-template was left empty" in note for note in here.budget.notes())


def test_three_lists_in_each_other_are_fine_and_four_are_not() -> None:
    text = "<!-- wp:post-title /-->"
    for depth in range(1, 5):
        text = loop(text)
        html, here = rendered(text, Counting(stories=2))
        assert ("wp-block-post-title" in html) == (depth <= 3) == (not here.budget.notes())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<!-- wp:search {"label":"a"} /-->' * (limits.RENDER_COMPUTED + 5), "core/search"),
        ("[caption width=\"3\"]<img src='/a.png'> A[/caption]" * (limits.RENDER_COMPUTED + 5), "[caption]"),
        ('<!-- wp:block {"ref":5} /-->' * (limits.RENDER_TEXTS // 100_000 + 3), "core/block"),
        ("".join(f'[gallery id="{n}"]' for n in range(1, limits.RENDER_LISTS + 5)), "[gallery]"),
        (
            "".join(f'<!-- wp:categories {{"showHierarchy":{flag}}} /-->' for flag in ("true", "false")) * 3000,
            "core/categories",
        ),
    ],
    ids=["computed blocks", "shortcodes", "texts", "lists of shortcodes", "asked once but computed"],
)
def test_every_count_ends(text: str, name: str) -> None:
    html, here = rendered(text, Counting())
    assert html and [note for note in here.budget.notes() if note.startswith(f"{name} was left empty")]


def test_pictures_beyond_the_count_stay_without_what_the_library_knows() -> None:
    site = Counting()
    text = "".join(
        f'<img src="/{n}.png" class="wp-image-{n}" width="9" height="9">' for n in range(1, limits.RENDER_AHEAD + 200)
    )
    html, _ = rendered(text, site)
    assert html.count("<img ") == limits.RENDER_AHEAD + 199 and site.asked.count("attachment") == limits.RENDER_AHEAD


def test_what_a_document_gives_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RENDER_OUTPUT", 2000)
    html, here = rendered("<!-- wp:latest-posts /-->" * 200, Counting())
    assert len(html) < 3000 and "give more than" in here.budget.notes()[0]


def test_the_clock_cuts_last_and_what_it_cut_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RENDER_SECONDS", -1)
    with depends.collecting() as found:
        html, here = rendered("<!-- wp:latest-posts /-->" * 3, Counting())
    assert html.count("<ul ") == 1 and found.own and CUT_SHORT in found.tags and here.budget.notes()


def test_excerpts_have_a_budget_too() -> None:
    text = "[caption width=\"3\"]<img src='/a.png'> A[/caption]" * 20 + "<p>Sand.</p>"
    here = RenderContext(theme=BLOCK_THEME, lookup=Counting()).for_document(PostRecord(9))
    assert from_content.trim_excerpt(text, here).endswith("Sand.")


def test_the_same_document_gives_the_same_every_time() -> None:
    text = "".join(f'<!-- wp:latest-posts {{"postsToShow":{n}}} /-->' for n in range(1, 90))

    def made() -> Any:
        html, here = rendered(text, Counting())
        return html, here.budget.notes()

    assert made() == made()
