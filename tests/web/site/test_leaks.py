"""Addresses by number tell nothing of what the asker may not see: no slug of a private story, no login of somebody who wrote nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User

NAMES = ("p", "page_id", "attachment_id")
MORE = ("", "&feed=rss2", "&embed=true", "&paged=2", "&page=2", "&utm_source=x", "&preview=true")


@pytest.mark.parametrize("status", ["private", "draft", "pending", "future", "trash"])
@pytest.mark.parametrize("kind", ["post", "page"])
def test_a_story_that_is_not_open_is_not_there(write: Write, reader: Client, status: str, kind: str) -> None:
    post = write("Sealed cargo")
    fields = {"status": status, "type": kind, "slug": "sealed-cargo"}
    if status == "future":
        fields |= {"date": datetime(2099, 1, 1), "date_gmt": datetime(2099, 1, 1)}
    Post.objects.filter(pk=post.pk).update(**fields)
    for name in NAMES:
        for more in MORE:
            answer = reader.get(f"/?{name}={post.pk}{more}")
            assert answer.status_code == 404 and "sealed-cargo" not in answer.content.decode(), (name, more)
            assert "Location" not in answer
    oembed = reader.get("/wp-json/oembed/1.0/embed", {"url": f"http://news.example/?p={post.pk}"})
    assert oembed.status_code == 404 and "sealed" not in oembed.content.decode()


def test_a_file_of_a_private_story_is_not_there(write: Write, reader: Client) -> None:
    story = write("Sealed cargo")
    file = write("Map")
    Post.objects.filter(pk=file.pk).update(
        type="attachment", status="inherit", parent_id=story.pk, mime_type="image/png", slug="map"
    )
    assert reader.get(f"/?attachment_id={file.pk}").status_code == 301
    Post.objects.filter(pk=story.pk).update(status="private")
    answer = reader.get(f"/?attachment_id={file.pk}")
    assert answer.status_code == 404 and "Location" not in answer


def test_whoever_may_read_it_is_led_there(write: Write, reader: Client, editor: User) -> None:
    post = write("Sealed cargo")
    assert reader.get(f"/?p={post.pk}")["Location"] == post_link(post)
    Post.objects.filter(pk=post.pk).update(status="private")
    reader.force_login(editor)
    assert reader.get(f"/?p={post.pk}")["Location"] == post_link(post)


@pytest.mark.parametrize("more", ["", "&feed=rss2", "&paged=2", "&utm_source=x"])
def test_somebody_who_wrote_nothing_has_no_page(write: Write, reader: Client, more: str) -> None:
    quiet = create_user(
        login="qwortlogin", email="q@desk.example", password="nine-copper-kettles", role="administrator"
    )
    answer = reader.get(f"/?author={quiet.pk}{more}")
    assert answer.status_code == 404 and "Location" not in answer and "qwortlogin" not in answer.content.decode()
    draft = write("Mist")
    Post.objects.filter(pk=draft.pk).update(author_id=quiet.pk, status="draft")
    assert reader.get(f"/?author={quiet.pk}{more}").status_code == 404


def test_an_author_is_led_to(write: Write, reader: Client) -> None:
    post = write()
    assert "/author/" in reader.get(f"/?author={post.author_id}")["Location"]


def test_with_plain_addresses_too(write: Write, reader: Client) -> None:
    post = write("Sealed cargo")
    store.put("permalink_structure", "")
    Post.objects.filter(pk=post.pk).update(status="private", slug="sealed-cargo")
    assert reader.get(f"/?p={post.pk}").status_code == 404
    quiet = create_user(login="qwortlogin", email="q@desk.example", password="nine-copper-kettles", role="author")
    assert reader.get(f"/?author={quiet.pk}").status_code == 404
