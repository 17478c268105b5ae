"""A changed address makes a rule and leaves the plugin's notice; a deleted story is gone, and back when it is published again."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from tests.features.conftest import Send
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.seo.redirects.models import RedirectRule

PATTERN = "/%year%/%postname%/"


@pytest.fixture
def pretty(post: Post) -> Post:
    store.put("permalink_structure", PATTERN)
    return post


def test_a_changed_slug(send: Send, pretty: Post) -> None:
    path = f"/wp/v2/posts/{pretty.pk}"
    answer = send("administrator", path, {"slug": "quay"}).json()
    assert answer["link"] == "http://news.example/2026/quay/"
    (notice,) = answer["aioseo_notices"]
    assert notice["options"]["id"] == hashlib.md5((notice["message"] + notice["status"]).encode()).hexdigest()
    assert (notice["status"], notice["allowedContexts"]) == ("warning", ["posts"])
    assert notice["options"]["isDismissible"] is True
    assert set(notice["options"]["actions"][0]) == {"url", "label", "class"}
    assert list(notice) == ["message", "status", "options", "allowedContexts"]
    there = Client().get("/2026/harbour/", headers={"host": "news.example"})
    assert (there.status_code, there["Location"]) == (301, answer["link"])
    assert send("administrator", path).json()["aioseo_notices"] == []


def test_there_and_back_again(send: Send, pretty: Post) -> None:
    path = f"/wp/v2/posts/{pretty.pk}"
    for slug in ("quay", "pier", "harbour"):
        send("administrator", path, {"slug": slug})
    assert {row.source: row.target for row in RedirectRule.objects.all()} == {
        "/2026/quay/": "/2026/harbour/",
        "/2026/pier/": "/2026/harbour/",
    }
    assert Client().get("/2026/harbour/").status_code == 200


def test_another_date_or_parent_moves_too(send: Send, pretty: Post) -> None:
    send("administrator", f"/wp/v2/posts/{pretty.pk}", {"date": "2025-03-02T05:00:00"})
    assert RedirectRule.objects.get().target == "/2025/harbour/"
    above = send("administrator", "/wp/v2/pages", {"title": "About", "status": "publish"}).json()
    page = send("administrator", "/wp/v2/pages", {"title": "Desk", "status": "publish"}).json()
    send("administrator", f"/wp/v2/pages/{page['id']}", {"parent": above["id"]})
    assert RedirectRule.objects.get(source="/desk/").target == "/about/desk/"


def test_plain_addresses_and_drafts_leave_nothing(send: Send, post: Post) -> None:
    assert send("administrator", f"/wp/v2/posts/{post.pk}", {"slug": "quay"}).json()["aioseo_notices"] == []
    store.put("permalink_structure", PATTERN)
    Post.objects.filter(pk=post.pk).update(status="draft")
    assert send("administrator", f"/wp/v2/posts/{post.pk}", {"slug": "pier"}).json()["aioseo_notices"] == []
    assert not RedirectRule.objects.exists()


def test_a_deleted_story_is_gone_and_comes_back(send: Send, pretty: Post) -> None:
    path = f"/wp/v2/posts/{pretty.pk}"
    send("administrator", path, {"slug": "quay"})
    send("administrator", path, method="DELETE")
    assert [Client().get(address).status_code for address in ("/2026/quay/", "/2026/harbour/")] == [410, 410]
    send("administrator", path, {"status": "publish"})
    assert Client().get("/2026/quay/").status_code == 200
    assert Client().get("/2026/harbour/")["Location"].endswith("/2026/quay/")
    send("administrator", path + "?force=true", method="DELETE")
    assert Client().get("/2026/quay/").status_code == 410


def test_a_draft_again_is_not_gone(send: Send, pretty: Post) -> None:
    send("administrator", f"/wp/v2/posts/{pretty.pk}", {"status": "draft"})
    assert Client().get("/2026/harbour/").status_code == 404


def test_another_story_may_take_the_address(send: Send, pretty: Post) -> None:
    send("administrator", f"/wp/v2/posts/{pretty.pk}", {"slug": "quay"})
    made = {"title": "Harbour", "slug": "harbour", "status": "publish", "date": "2026-04-01T00:00:00"}
    send("administrator", "/wp/v2/posts", made)
    assert Client().get("/2026/harbour/").status_code == 200


def test_each_can_be_switched_off(send: Send, pretty: Post) -> None:
    from wirepress.features.seo.settings import store as seo
    from wirepress.features.seo.settings.redirects import RedirectSettings

    seo.change(RedirectSettings, {"moved": False, "deleted": False})
    send("administrator", f"/wp/v2/posts/{pretty.pk}", {"slug": "quay"})
    send("administrator", f"/wp/v2/posts/{pretty.pk}", method="DELETE")
    assert not RedirectRule.objects.exists()
