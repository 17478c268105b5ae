"""A plugin's check before a post, term or comment is stored: refused is refused everywhere, and nothing is stored."""

from __future__ import annotations

import base64
import json
import xmlrpc.client
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client

from tests.plugins import install, make_plugin
from wirepress.content.comments.models import Comment
from wirepress.content.errors import ActionRefused
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.create_many import create_posts
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.core.hooks import Change, Refusal

pytestmark = pytest.mark.django_db
PASSWORD = "four-red-buoys"
SEEN: list[Change] = []


def _check(change: Change) -> Sequence[Refusal]:
    SEEN.append(change)
    text = " ".join((change.text("title"), change.text("name"), change.text("content")))
    found = []
    if "shoal" in text:
        found.append(Refusal("tide_shoal", "There is a shoal in it.", 422))
    if "reef" in text:
        found.append(Refusal("tide_reef", "There is a reef in it.", 500))  # no status of a refusal: answered with 400
    return found


@pytest.fixture
def chief(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[User]:
    """An administrator of a site whose plugin looks at everything."""
    SEEN.clear()
    install(monkeypatch, make_plugin("tide", before_save=_check))
    yield create_user(login="chief", email="chief@desk.example", password=PASSWORD, role="administrator")
    store.derived_values().clear()
    store.forget()


def _rest(chief: User, method: str, path: str, data: Any) -> Any:
    _, secret = application_passwords.create(chief, "tests")
    headers = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"chief:{secret}".encode()).decode()}
    return Client().generic(
        method, f"/?rest_route=/wp/v2{path}", json.dumps(data), content_type="application/json", **headers
    )


def _counts() -> tuple[int, int, int]:
    return Post.objects.count(), Term.objects.count(), Comment.objects.count()


@pytest.mark.parametrize("path", ["/posts", "/pages", "/categories", "/tags", "/comments"])
def test_rest_says_why_and_stores_nothing(chief: User, path: str) -> None:
    story = create_post({"title": "Calm", "status": "publish"}, actor=chief)
    field = {"/categories": "name", "/tags": "name", "/comments": "content"}.get(path, "title")
    before = _counts()
    answer = _rest(chief, "POST", path, {field: "A shoal and a reef", "post": story.pk})
    body = answer.json()
    assert (answer.status_code, body["code"], body["message"]) == (422, "tide_shoal", "There is a shoal in it.")
    (other,) = body["additional_errors"]
    assert (other["code"], other["data"]["status"]) == ("tide_reef", 400)
    assert _counts() == before
    good = _rest(chief, "POST", path, {field: "Deep water", "post": story.pk})
    assert good.status_code == 201, good.content
    changed = _rest(chief, "POST", f"{path}/{good.json()['id']}", {field: "A shoal"})
    assert changed.status_code == 422 and changed.json()["code"] == "tide_shoal"
    again = _rest(chief, "GET", f"{path}/{good.json()['id']}&context=edit", None).json()
    assert "shoal" not in json.dumps(again)


def test_older_programs_are_told(chief: User) -> None:
    before = _counts()
    call = xmlrpc.client.dumps((1, "chief", PASSWORD, {"post_title": "A shoal and a reef"}), "wp.newPost")
    answer = Client().post("/xmlrpc.php", call, content_type="text/xml")
    with pytest.raises(xmlrpc.client.Fault) as fault:
        xmlrpc.client.loads(answer.content)
    assert fault.value.faultString == "There is a shoal in it. There is a reef in it." and _counts() == before


def test_the_newsroom_shows_it_with_what_was_written(chief: User) -> None:
    client, before = Client(), _counts()
    client.force_login(chief)
    answer = client.post("/wp-admin/posts/add/", {"title": "A shoal and a reef", "status": "draft"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "There is a shoal in it." in page and "There is a reef in it." in page
    assert "A shoal and a reef" in page and _counts() == before


def test_a_check_sees_what_will_be_stored(chief: User) -> None:
    post = create_post({"title": "Calm", "content": "Water", "status": "publish"}, actor=chief)
    (change,) = SEEN
    assert (change.kind, change.type, change.object_id, change.actor) == ("post", "post", 0, chief)
    assert change.values["slug"] == "calm" and change.values["status"] == "publish"
    SEEN.clear()
    update_post(post, {"content": "More water"}, actor=chief)
    assert [(one.object_id, one.text("content")) for one in SEEN] == [(post.pk, "More water")]


def test_of_many_posts_none_is_stored_when_one_is_refused(chief: User) -> None:
    before = _counts()
    with pytest.raises(ActionRefused, match="shoal"):
        create_posts([({"title": "Calm"}, chief), ({"title": "A shoal"}, chief)])
    assert _counts() == before


def test_the_way_into_the_trash_is_open(chief: User) -> None:
    post = create_post({"title": "Calm"}, actor=chief)
    Post.objects.filter(pk=post.pk).update(title="A shoal")
    trash_post(Post.objects.get(pk=post.pk), actor=chief)
    assert Post.objects.get(pk=post.pk).status == "trash"


def test_a_check_that_fails_hinders_nobody(chief: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(change: Change) -> Sequence[Refusal]:
        raise RuntimeError("aground")

    install(monkeypatch, make_plugin("wreck", before_save=fail))
    assert create_post({"title": "A shoal"}, actor=chief).pk
