"""Registered meta by REST: removed, refused, kept in revisions; footnotes are cleaned; a batch tells what is allowed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.rest.conftest import Ask, Write
from wirepress.content import meta
from wirepress.content.options import store
from wirepress.content.posts import footnotes
from wirepress.content.posts.models import PostMeta
from wirepress.core.rest import types

_SITE_FIELDS = [
    {"object_type": "post", "key": "tide_height", "type": "number"},
    {"object_type": "post", "key": "tide_ports", "type": "string", "single": False},
    {"object_type": "post", "key": "_tide_source", "type": "string"},
    {"object_type": "post", "key": "tide_lead", "type": "string", "revisions": True},
    {"object_type": "term", "key": "tide_color", "type": "string"},
    {"object_type": "user", "key": "tide_desk", "type": "integer"},
]


@pytest.fixture(autouse=True)
def fields(people: Any) -> None:
    store.put(meta.SITE_META_OPTION, _SITE_FIELDS)


def _post(ask: Ask, path: str, values: Any, role: str = "editor", method: str = "POST") -> Any:
    return ask(path, role, method, {"meta": values})


def test_several_values_of_a_key(write: Write, ask: Ask) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    for given_, shown in ((["Eskel", "Varn"], ["Eskel", "Varn"]), (["Varn"], ["Varn"]), ([], []), (None, [])):
        assert _post(ask, path, {"tide_ports": given_}).json()["meta"]["tide_ports"] == shown
    assert not PostMeta.objects.filter(key="tide_ports").exists()


def test_a_protected_key_is_refused_by_name(write: Write, ask: Ask) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    for value, code in (("x", "rest_cannot_update"), (None, "rest_cannot_delete")):
        answer = _post(ask, path, {"_tide_source": value})
        assert (answer.status_code, answer.json()["code"]) == (403, code)
        assert answer.json()["data"] == {"key": "_tide_source", "status": 403}


def test_null_does_not_lose_what_cannot_be_shown(write: Write, ask: Ask) -> None:
    post = write()
    PostMeta.objects.create(post=post, key="tide_height", value="not a number")
    answer = _post(ask, f"/wp/v2/posts/{post.pk}", {"tide_height": None})
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_invalid_stored_value")
    assert PostMeta.objects.filter(post=post, key="tide_height").exists()


def test_unknown_keys_are_left_out(write: Write, ask: Ask) -> None:
    post = write()
    assert (
        _post(ask, f"/wp/v2/posts/{post.pk}", {"nobody": 1, "tide_height": "3.5"}).json()["meta"]["tide_height"] == 3.5
    )
    assert not PostMeta.objects.filter(post=post, key="nobody").exists()


def test_meta_alone_changes_the_moment_of_change(write: Write, ask: Ask) -> None:
    post = write()
    assert _post(ask, f"/wp/v2/posts/{post.pk}", {"tide_height": 1}).json()["modified"] > "2026-03-09T07:30:00"


def test_a_revision_has_the_meta_that_was_written_with_the_text(write: Write, ask: Ask) -> None:
    path = f"/wp/v2/posts/{write().pk}"
    for number, body in enumerate(({"content": "One", "meta": {"tide_lead": "a"}}, {"meta": {"tide_lead": "b"}})):
        ask(path, "editor", "POST", body)
        newest = ask(f"{path}/revisions", "editor").json()
        assert [row["meta"]["tide_lead"] for row in newest][:1] == ["ab"[number]]
        assert len(newest) == number + 1


def test_terms_and_users_have_meta_too(ask: Ask, people: Any) -> None:
    assert _post(ask, "/wp/v2/categories/1", {"tide_color": "teal"}).json()["meta"]["tide_color"] == "teal"
    assert _post(ask, "/wp/v2/categories/1", {"tide_color": [1]}).status_code == 400
    mine = _post(ask, "/wp/v2/users/me", {"tide_desk": "7"}).json()
    assert mine["meta"]["tide_desk"] == 7


_NOTES = '[{"content":"<script>x</script><b>Tide</b>","id":"N-1"},{"id":"two"},"three"]'


@pytest.mark.parametrize(
    ("role", "given_", "stored"),
    [
        ("editor", _NOTES, _NOTES),
        ("author", _NOTES, '[{"id":"n-1","content":"x<b>Tide<\\/b>"}]'),
        ("author", "no json", ""),
        ("author", "5", ""),
        ("author", "[]", "[]"),
    ],
)
def test_footnotes_are_cleaned_for_who_may_not_write_any_html(
    write: Write, ask: Ask, role: str, given_: str, stored: str
) -> None:
    answer = _post(ask, f"/wp/v2/posts/{write().pk}", {"footnotes": given_}, role)
    assert answer.json()["meta"]["footnotes"] == stored


class _Writer:
    id = 5

    def can(self, capability: str) -> bool:
        return False


@given(
    st.text(max_size=80)
    | st.recursive(
        st.none() | st.text(max_size=9),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "content"]), inner),
    ).map(json.dumps)
)
def test_any_footnotes_come_out_as_a_list_or_nothing(text: str) -> None:
    clean = footnotes.clean_footnotes(text, _Writer())
    assert clean == "" or isinstance(json.loads(clean), list)
    assert footnotes.clean_footnotes(clean, _Writer()) == clean


def test_a_refused_part_of_a_batch_says_what_is_allowed(write: Write, ask: Ask) -> None:
    parts = [
        {"path": "/wp/v2/comments", "body": {"post": write().pk}},
        {"path": "/wp/v2/posts", "body": {"title": "In a batch"}},
    ]
    first, second = ask("/batch/v1", "editor", "POST", {"requests": parts}).json()["responses"]
    assert (first["body"]["code"], first["headers"]["Allow"]) == ("rest_batch_not_allowed", "GET, POST")
    assert second["status"] == 201


@pytest.mark.parametrize("wrong", ["abc", {"a": 1}, [None, "x"], 10**30, [[1]], True])
def test_arguments_of_any_kind_never_break_the_server(ask: Ask, wrong: Any) -> None:
    assert ask("/wp/v2/posts", "editor", "POST", {"title": "T", "categories": wrong}).status_code < 500
    assert ask("/wp/v2/comments", "editor", "POST", {"post": wrong, "content": "C"}).status_code < 500


@pytest.mark.parametrize(
    ("value", "numbers"),
    [(5, [5]), ("5", [5]), ("1, 2", [1, 2]), (["3", 4, None, True, "x", 1.5], [3, 4]), (None, []), (10**30, [])],
)
def test_whole_numbers(value: Any, numbers: list[int]) -> None:
    assert types.whole_numbers(value) == numbers


def test_patterns_are_published_by_who_publishes_stories(ask: Ask) -> None:
    body = {"title": "Box", "content": "x", "status": "publish"}
    answers = {
        role: ask("/wp/v2/blocks", role, "POST", body).status_code for role in ("contributor", "author", "editor")
    }
    assert answers == {"contributor": 403, "author": 201, "editor": 201}
