"""The frame that other sites show of a story."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.users.models import User


@pytest.mark.parametrize("pretty", [True, False])
def test_the_address_that_oembed_names_shows_the_story(write: Write, reader: Client, pretty: bool) -> None:
    post = write("Bell & buoy")
    if not pretty:
        store.put("permalink_structure", "")
    address = post_link(post)
    found = reader.get("/", {"rest_route": "/oembed/1.0/embed", "url": address}).json()
    frame = found["html"].partition('src="')[2].partition('"')[0].partition("#")[0].replace("&#038;", "&")
    answer = reader.get(frame.removeprefix("http://news.example"))
    assert answer.status_code == 200 and "Bell &amp; buoy" in answer.content.decode()


def test_any_site_may_frame_it_and_only_it(write: Write, reader: Client) -> None:
    address = post_link(write())
    framed, whole = reader.get(address + "embed/"), reader.get(address)
    assert "frame-ancestors" not in framed.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in whole.headers["Content-Security-Policy"]
    assert "<form" not in framed.content.decode()


def test_what_strangers_may_not_read_is_not_framed_for_anybody(write: Write, reader: Client, editor: User) -> None:
    post = write(status="draft")
    reader.force_login(editor)
    assert reader.get(f"/?p={post.pk}&embed=true").status_code == 404


def test_a_protected_story_shows_its_title_only(write: Write, reader: Client) -> None:
    html = reader.get(
        post_link(write("Locked", content="<p>The secret tide.</p>", password="tern")) + "embed/"
    ).content.decode()
    assert "Locked" in html and "secret tide" not in html
