"""Blocks of the front page and steps over a story, as plugins bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.web.site.conftest import Write
from tests.web.site.plugin_site import AddPlugin
from wirepress.content.options import features
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.hooks import FrontBlock, StoryCard, StoryPage, StoryStep

TEMPLATE = "<section>Picked: {% for card in cards %}<a href='{{ card.url }}'>{{ card.title }}</a>{% endfor %}</section>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "picks.html").write_text(TEMPLATE)
    return tmp_path


def _all(cards: Sequence[StoryCard]) -> Mapping[str, object] | None:
    return {"cards": cards} if cards else None


def test_a_block_shows_stories_that_readers_may_see(
    write: Write, reader: Client, add_plugin: AddPlugin, folder: Path
) -> None:
    open_, secret, draft = write("Ebb & flow"), write("Secret", password="tern"), write("Draft", status="draft")
    for number in range(20):
        write(f"Newer {number}")
    before = reader.get("/").content
    blocks = [
        FrontBlock("picks.html", _all, post_ids=(draft.pk, open_.pk, secret.pk, 10**15)),
        FrontBlock("picks.html", lambda cards: None),
        FrontBlock("picks.html", lambda cards: {"cards": [], "broken": 1 // 0}),
        FrontBlock("nowhere.html", lambda cards: {}),
    ]
    name = add_plugin(front_blocks=lambda request: blocks, template_folders=lambda: (folder,))
    with CaptureQueriesContext(connection) as first:
        html = reader.get("/").content.decode()
    link = post_link(open_).removeprefix("http://news.example")
    assert html.count("Picked:") == 1 and f"<a href='{link}'>Ebb &amp; flow</a></section>" in html
    assert "Secret" not in html and "Draft" not in html
    blocks[:] = [FrontBlock("picks.html", _all, post_ids=[open_.pk], place="after_sections") for _ in range(3)]
    with CaptureQueriesContext(connection) as second:
        html = reader.get("/").content.decode()
    assert html.count("Picked:") == 3 and len(second) <= len(first)
    features.switch(name, False)
    assert reader.get("/").content == before


def test_a_step_changes_the_page_and_not_the_document(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    post = write(content='<p class="tide">High at <b>noon</b></p><p><img src="http://news.example/a.png"></p>')
    told: list[tuple[str, str]] = []

    def early(tree: LexborHTMLParser, page: StoryPage) -> None:
        told.append((page.post.title, page.address))
        for node in tree.css(".tide"):
            node.attrs["onclick"] = "x()"  # the repairs behind take it away
            page.replace(node, f'<table class="tide"><tr><td>{page.local("http://news.example/t/")}</td></tr></table>')

    def late(tree: LexborHTMLParser, page: StoryPage) -> None:
        assert all((node.attributes["src"] or "").startswith("/") for node in tree.css("img"))  # shortened by now
        tree.css_first("img").attrs["data-late"] = "1"

    name = add_plugin(story_steps=lambda: [StoryStep(35, late), StoryStep(5, early)])
    html = reader.get(post_link(post)).content.decode()
    assert '<table class="tide"><tr><td>/t/</td></tr></table>' in html and "<b>noon</b>" not in html
    assert 'data-late="1"' in html and "onclick" not in html
    assert told == [("Low water at noon", post_link(post).removeprefix("http://news.example"))]
    document = reader.get(f"/wp-json/wp/v2/posts/{post.pk}").json()["content"]["rendered"]
    assert "<table" not in document and "data-late" not in document and "noon" in document
    features.switch(name, False)
    assert "<b>noon</b>" in reader.get(post_link(post)).content.decode()


def test_a_step_that_fails_leaves_the_story(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    def broken(tree: LexborHTMLParser, page: StoryPage) -> None:
        raise RuntimeError("no tide today")

    add_plugin(story_steps=lambda: [StoryStep(5, broken)])
    assert b"The pilots walked to work" in reader.get(post_link(write())).content


def test_a_database_that_is_away_is_not_hidden(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    def away(tree: LexborHTMLParser, page: StoryPage) -> None:
        raise OperationalError("server closed the connection")

    post = write()
    add_plugin(story_steps=lambda: [StoryStep(5, away)])
    reader.raise_request_exception = False
    assert reader.get(post_link(post)).status_code == 503
