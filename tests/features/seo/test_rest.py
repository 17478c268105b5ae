"""wirepress/v1/seo: settings, overrides, previews."""

from __future__ import annotations

import pytest

from tests.features.conftest import Send, post, send
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.parts import PARTS

__all__ = ["post", "send"]
BASE = "/wirepress/v1/seo"
pytestmark = pytest.mark.django_db(transaction=True)


def test_settings_are_read_and_changed_by_part(send: Send) -> None:
    read = send("administrator", f"{BASE}/settings").json()
    assert set(read) == {part.NAME for part in PARTS}
    assert read["head"]["separator"] == "–"
    changed = send("administrator", f"{BASE}/settings", {"head": {"separator": "|"}, "schema": {"name": "Lantern"}})
    assert (changed.json()["head"]["separator"], changed.json()["schema"]["name"]) == ("|", "Lantern")
    assert send("administrator", f"{BASE}/settings").json() == changed.json()


def test_of_a_change_all_is_stored_or_nothing(send: Send) -> None:
    wrong = send("administrator", f"{BASE}/settings", {"head": {"separator": "|"}, "schema": {"represents": "ghost"}})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "seo_invalid_setting")
    assert wrong.json()["data"]["param"] == "schema.represents"
    unknown = send("administrator", f"{BASE}/settings", {"head": {"nothing": 1}})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "seo_unknown_setting")
    assert not settings.is_stored(HeadSettings)


def test_overrides_of_a_story(send: Send, post: Post) -> None:
    address = f"{BASE}/posts/{post.pk}"
    assert send("editor", address).json()["title"] == ""
    body = {"title": "Own #post_title", "robots": {"noindex": True}, "og_tags": ["one"], "primary": {"category": 1}}
    changed = send("editor", address, body).json()
    assert {name: changed[name] for name in body} == body and changed["description"] == ""
    assert send("editor", address, {"description": "More."}).json()["title"] == "Own #post_title"
    gone = send("editor", address, method="DELETE").json()
    assert gone["deleted"] and gone["previous"]["description"] == "More."
    assert send("editor", address).json()["title"] == ""


@pytest.mark.parametrize("body", [{"robots": {"noindex": "perhaps"}}, {"article_type": "Poem"}, {"nodes": ["a"]}])
def test_what_does_not_fit_is_refused(body: dict[str, object], send: Send, post: Post) -> None:
    answer = send("editor", f"{BASE}/posts/{post.pk}", body)
    assert answer.status_code == 400


def test_a_preview_stores_nothing(send: Send, post: Post) -> None:
    shown = send(
        "editor", f"{BASE}/posts/{post.pk}/preview", {"title": "#post_title at noon", "og_title": "Look"}
    ).json()
    assert (shown["title"], shown["og_title"]) == ("Harbour at noon", "Look")
    assert shown["description"] == "The harbour opens." and shown["title_width"] > 50
    assert send("editor", f"{BASE}/posts/{post.pk}").json()["title"] == ""


def test_terms_and_people(send: Send, post: Post) -> None:
    term = Term.objects.create(name="Ports", slug="ports", taxonomy="category")
    assert send("editor", f"{BASE}/terms/{term.pk}", {"title": "All ports"}).json()["title"] == "All ports"
    send("author", "/wp/v2/posts")
    from wirepress.content.users.models import User

    somebody = User.objects.get(login="author1")
    changed = send("administrator", f"{BASE}/users/{somebody.pk}", {"description": "Writes."}).json()
    assert changed["description"] == "Writes."


@pytest.mark.parametrize("path", ["posts/999999", "terms/999999", "users/999999", "posts/0"])
def test_what_is_not_there(path: str, send: Send) -> None:
    assert send("administrator", f"{BASE}/{path}").status_code == 404
    assert send("subscriber", f"{BASE}/{path}").status_code == 403
    assert send("", f"{BASE}/{path}").status_code == 401


def test_the_tags_are_listed(send: Send) -> None:
    found = send("contributor", f"{BASE}/tags").json()
    assert {"#post_title", "#breadcrumb_separator", "#alt_tag"} <= set(found["tags"])
    assert found["with_argument"] == ["#custom_field-", "#tax_name-"]
