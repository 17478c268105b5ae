"""A comment that stands there already is refused: what is compared is what is stored."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.rest.conftest import Ask, Write
from wirepress.content.comments.models import Comment

TEXTS = [
    "Salt & vinegar",
    "Salt &amp; vinegar",
    "1 < 2",
    "a <b>bold</b> word & more",
    '<a href="https://ebb.example/?a=1&b=2">tide</a>',
    "plain",
    "<script>x</script>gone",
]


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.settings.limits.COMMENT_FLOOD", 0)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("role", ["subscriber", "editor"])
def test_by_rest(ask: Ask, write: Write, text: str, role: str) -> None:
    body = {"post": write(comment_status="open").pk, "content": text}
    assert ask("/wp/v2/comments", role, "POST", body).status_code == 201
    again = ask("/wp/v2/comments", role, "POST", body)
    assert (again.status_code, again.json()["code"]) == (409, "comment_duplicate")
    assert ask("/wp/v2/comments", role, "POST", body | {"content": f"{text}!"}).status_code == 201


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["Reed & Sons", "Ann"])
def test_by_the_form(write: Write, text: str, name: str) -> None:
    form = {
        "comment_post_ID": write(comment_status="open").pk,
        "comment": text,
        "author": name,
        "email": "r&d@ebb.example",
    }
    assert Client().post("/wp-comments-post.php", form).status_code == 302
    assert Client().post("/wp-comments-post.php", form).status_code == 409
    assert (
        Client().post("/wp-comments-post.php", form | {"email": "other@ebb.example"}).status_code == 409
    )  # under the same name
    assert (
        Client().post("/wp-comments-post.php", form | {"email": "other@ebb.example", "author": "Tern"}).status_code
        == 302
    )
    assert Comment.objects.count() == 2


def test_the_form_and_rest_know_of_each_other(ask: Ask, write: Write) -> None:
    story = write(comment_status="open").pk
    form = {"comment_post_ID": story, "comment": "Salt & vinegar", "author": "subscriber", "email": "x@ebb.example"}
    assert Client().post("/wp-comments-post.php", form).status_code == 302
    assert ask("/wp/v2/comments", "subscriber", "POST", {"post": story, "content": "Salt & vinegar"}).status_code == 409
