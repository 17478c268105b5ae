"""The way from the front page to a post, as a block."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.markup.content_lookup import NullLookup
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.records import PostRecord, TermRecord

CHILD = PostRecord(9, type="page", title="Piers", url="http://news.example/harbour/piers/", parent=8)
STORY = PostRecord(7, title="Low & slow", url="http://news.example/low/")


class Site(NullLookup):
    """Two pages, the lower of which is shown, and a story in a category below another."""

    def post(self, id: int) -> PostRecord | None:
        found = {8: PostRecord(8, type="page", title="Harbour", url="http://news.example/harbour/"), 9: CHILD, 7: STORY}
        return found.get(id)

    def post_terms(self, post_id: int, taxonomy: str) -> list[TermRecord]:
        world = TermRecord(3, "World", url="http://news.example/world/")
        sea = TermRecord(4, "Sea", url="http://news.example/world/sea/", parent=3)
        return [sea, world] if (post_id, taxonomy) == (7, "category") else []


def show(post: PostRecord, attributes: str = "") -> str:
    context = replace(RenderContext(), lookup=Site()).for_document(post)
    return do_blocks(f"<!-- wp:breadcrumbs {attributes} /-->", context)


@pytest.mark.parametrize(
    ("post", "words"),
    [(CHILD, ["Home", "Harbour", "Piers"]), (STORY, ["Home", "World", "Sea", "Low"])],
    ids=["page", "story"],
)
def test_the_way_is_shown(post: PostRecord, words: list[str]) -> None:
    html = show(post)
    assert html.startswith("<nav ") and 'aria-label="Breadcrumbs"' in html and "wp-block-breadcrumbs" in html
    places = [html.index(word, html.index("<ol>")) for word in words]
    assert places == sorted(places) and html.count("<li>") == len(words)
    assert html.count("aria-current") == 1 and "Low & slow" not in html


def test_parts_are_left_out() -> None:
    html = show(CHILD, '{"showHomeItem":false,"showCurrentItem":false,"separator":"\\u003e \\u0022x"}')
    assert "Home" not in html and "Piers" not in html and html.count("<li>") == 1
    assert "<script" not in html and '"x' not in html.partition("<ol>")[0].replace("&quot;x", "")


def test_a_page_that_lies_below_itself_ends() -> None:
    assert show(PostRecord(8, type="page", title="Loop", parent=8)).count("<li>") <= 3
