"""Site notes and what is not counted: fields, defaults, and what is forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.conftest import Send
from wirepress.content.posts.models import Post
from wirepress.features.analytics.plugin import FIELDS

_NOTE = {
    "_monsterinsights_sitenote_active": True,
    "_monsterinsights_sitenote_note": "Storm <b>8</b>",
    "_monsterinsights_sitenote_category": 3,
}


def _mine(document: Any) -> dict[str, Any]:
    return {key: value for key, value in document["meta"].items() if key.startswith("_monsterinsights")}


def test_defaults_in_their_order(send: Send, post: Post) -> None:
    shown = _mine(send("", f"/wp/v2/posts/{post.pk}").json())
    assert list(shown) == [field.key for field in FIELDS]
    assert list(shown.values()) == [False, False, "", 0]


def test_a_note_is_kept_as_given(send: Send, post: Post) -> None:
    shown = _mine(send("editor", f"/wp/v2/posts/{post.pk}", {"meta": _NOTE}).json())
    assert {key: shown[key] for key in _NOTE} == _NOTE


@pytest.mark.parametrize("off", [False, None])
def test_a_published_story_without_a_note_forgets_it(send: Send, post: Post, off: Any) -> None:
    path = f"/wp/v2/posts/{post.pk}"
    send("editor", path, {"meta": {**_NOTE, "_monsterinsights_skip_tracking": True}})
    shown = _mine(send("editor", path, {"meta": {"_monsterinsights_sitenote_active": off}}).json())
    assert list(shown.values()) == [True, False, "", 0]


def test_a_draft_keeps_its_note(send: Send) -> None:
    draft = send("editor", "/wp/v2/posts", {"title": "D", "content": "x", "meta": _NOTE}).json()
    path = f"/wp/v2/posts/{draft['id']}"
    shown = _mine(send("editor", path, {"meta": {"_monsterinsights_sitenote_active": False}}).json())
    assert shown["_monsterinsights_sitenote_note"] == _NOTE["_monsterinsights_sitenote_note"]


@pytest.mark.parametrize(("role", "status"), [("", 401), ("subscriber", 403), ("author", 403), ("administrator", 200)])
def test_whoever_edits_the_story_writes(send: Send, post: Post, role: str, status: int) -> None:
    answer = send(role, f"/wp/v2/posts/{post.pk}", {"meta": {"_monsterinsights_skip_tracking": True}})
    assert answer.status_code == status


@pytest.mark.parametrize("wrong", ["perhaps", 7, ["x"]])
def test_a_switch_is_a_switch(send: Send, post: Post, wrong: Any) -> None:
    answer = send("editor", f"/wp/v2/posts/{post.pk}", {"meta": {"_monsterinsights_skip_tracking": wrong}})
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_type")
