"""What answers from finished documents depend on is what features declare of their live values."""

from __future__ import annotations

import json

import pytest

from tests.server.documents.conftest import REST, Newsroom
from tests.web.site.plugin_site import adder
from wirepress.content.options import features
from wirepress.core.cache import depends, slots
from wirepress.core.cache.slots import LiveValues
from wirepress.core.markup.context import ContentFilter, RenderContext

SQL = "SELECT id, comment_count FROM posts_post WHERE id IN ({ids})"


def _stock(text: str, context: RenderContext) -> str:
    if context.post is None:
        return text
    depends.on(f"stock:{context.post.id}")
    return text + (slots.mark("stock", "0") if context.extras.get(slots.EXTRA) else "0")


def test_an_answer_depends_on_every_declared_kind(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    values = LiveValues("stock", SQL, lambda rows: {"stock": str(rows[0][1])})
    adder(monkeypatch)(live_values=lambda: [values], content_filters=lambda: [ContentFilter(90, "stock", _stock)])
    story = newsroom.write()
    newsroom.finish()  # a document is kept although it rests on values that change by themselves
    one, several = newsroom.direct(f"{REST}/posts/{story.pk}"), newsroom.direct(f"{REST}/posts")
    assert one is not None and several is not None
    for answer in (one, several):
        assert {f"stock:{story.pk}", f"reaction:{story.pk}"} <= answer.tags
    assert json.loads(b"".join(one.parts))["content"]["rendered"].endswith("0")
    features.switch("engagement", False)
    alone = newsroom.direct(f"{REST}/posts")
    assert alone is None or not any(tag.startswith("reaction:") for tag in alone.tags)


def test_what_nobody_declared_keeps_a_document_from_being_made(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    adder(monkeypatch)(content_filters=lambda: [ContentFilter(90, "stock", _stock)])
    story = newsroom.write()
    newsroom.finish()
    assert newsroom.direct(f"{REST}/posts/{story.pk}") is None
