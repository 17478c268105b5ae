"""RSS 2.0: well formed, complete, and not sent twice."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.web.site.conftest import Write, editor, reader, write  # noqa: F401 - fixtures
from wirepress.content.comments.models import Comment
from wirepress.content.options import site

_NS = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}


def _items(body: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(body).findall("./channel/item")


def test_the_feed_holds_the_stories(write: Write, reader: Client) -> None:  # noqa: F811
    write("Salt & <em>smoke</em>", content="<p>A ]]> in the text.</p>")
    answer = reader.get("/feed/")
    item = _items(answer.content)[0]
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=UTF-8"
    assert item.findtext("title") == "Salt & smoke"
    assert "in the text" in (item.findtext("content:encoded", "", _NS))
    assert item.findtext("link", "").startswith("http://news.example/2026/03/")
    assert [one.text for one in item.findall("category")]


def test_those_who_have_it_get_304(write: Write, reader: Client) -> None:  # noqa: F811
    write()
    first = reader.get("/feed/")
    for headers in (
        {"HTTP_IF_NONE_MATCH": first.headers["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": first.headers["Last-Modified"]},
    ):
        again = reader.get("/feed/", **headers)
        assert again.status_code == 304 and again.content == b""
    assert reader.get("/feed/", HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize("address", ["/category/harbour/feed/", "/search/sand/feed/rss2/", "/author/edda/feed/"])
def test_lists_have_feeds_of_their_own(write: Write, reader: Client, address: str) -> None:  # noqa: F811
    write()
    assert len(_items(reader.get(address).content)) == 1


def test_protected_stories_keep_their_text(write: Write, reader: Client) -> None:  # noqa: F811
    write(content="<p>Members only.</p>", password="tern")
    assert b"Members only" not in reader.get("/feed/").content


def test_comments_have_a_feed(write: Write, reader: Client) -> None:  # noqa: F811
    post = write()
    Comment.objects.create(post_id=post.pk, author_name="Ottoline", content="Nice <3", date_gmt=site.now_gmt())
    for address in ("/comments/feed/", f"{post.slug}"):
        answer = reader.get(address if address.startswith("/") else f"/2026/03/{address}/feed/")
        assert [one.findtext("dc:creator", "", _NS) for one in _items(answer.content)] == ["Ottoline"]


def test_readers_of_feeds_see_emoji_as_images(write: Write, reader: Client) -> None:  # noqa: F811
    post = write(content="<p>Ferry ⛴ and <code>⛴</code></p>", excerpt="Fish & chips &mdash; ⛴")
    Comment.objects.create(post_id=post.pk, author_name="Reader", content="Caf&eacute; 🚢", date_gmt=site.now_gmt())
    feed = reader.get("/feed/").content.decode()
    assert 'alt="⛴"' in feed
    assert "<code>&#x26f4;</code>" in feed
    assert "Fish &#038; chips &#8212; ⛴" in feed
    said = reader.get("/comments/feed/").content.decode().partition("<description><![CDATA[")[2].partition("]]>")[0]
    assert said.startswith("Caf&#233; <img ")
    assert 'alt="🚢"' in said
