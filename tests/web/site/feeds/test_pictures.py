"""Feeds carry the lead pictures of their stories, in every format, well formed and only where they are wanted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from PIL import Image

from tests.web.site.conftest import Write, editor, reader, write  # noqa: F401 - fixtures
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.web.site.feeds.pictures import OPTION, Lead, enclosure, leads, media

FEEDS = ("/feed/", "/feed/atom/", "/feed/rdf/")
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.fixture
def pictured(write: Write, editor: User) -> Iterator[Post]:  # noqa: F811
    """A story with a picture of 60 by 40 above it, and one without."""
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(drawn, "JPEG")
    picture = upload_media(drawn.getvalue(), "pier & sand.jpg", author=editor)
    file = MediaFile.objects.get(post_id=picture.pk)
    told = {**file.metadata, "image_meta": {"credit": "R. Tern <Harbour>"}}
    MediaFile.objects.filter(pk=picture.pk).update(alt='Two "gulls" & a <pier>', metadata=told)
    write("Plain")
    yield write("Pictured", featured_media=picture.pk)


def content_of(body: bytes) -> list[ElementTree.Element]:
    """Every media:content of a feed."""
    return list(ElementTree.fromstring(body).iter(f"{MEDIA}content"))


@pytest.mark.parametrize("feed", FEEDS)
def test_media_rss_in_every_format(pictured: Post, reader: Client, feed: str) -> None:  # noqa: F811
    body = reader.get(feed).content
    file = MediaFile.objects.get(post_id=pictured.featured_media)
    (shown,) = content_of(body)
    assert shown.get("url") == f"http://news.example/wp-content/uploads/{file.path}"
    assert (shown.get("medium"), shown.get("type"), shown.get("width"), shown.get("height")) == (
        "image",
        "image/jpeg",
        "60",
        "40",
    )
    assert shown.get("fileSize") == str(file.metadata["filesize"])
    texts = [shown.findtext(f"{MEDIA}{name}") for name in ("description", "credit")]
    assert texts == ['Two "gulls" & a <pier>', "R. Tern <Harbour>"]
    assert len(feedparser.parse(body).entries) == 2


@pytest.mark.parametrize(
    "feed", ["/feed/", "/feed/atom/", "/author/edda/feed/", "/category/harbour/feed/", "/search/pictured/feed/rss2/"]
)
def test_enclosures(pictured: Post, reader: Client, feed: str) -> None:  # noqa: F811
    found = [
        link for entry in feedparser.parse(reader.get(feed).content).entries for link in entry.get("enclosures", [])
    ]
    file = MediaFile.objects.get(post_id=pictured.featured_media)
    assert [(one["type"], one["length"], one["href"].rpartition("/")[2]) for one in found] == [
        ("image/jpeg", str(file.metadata["filesize"]), file.path.rpartition("/")[2])
    ]


@pytest.mark.parametrize("feed", FEEDS)
def test_none_where_they_are_not_wanted(pictured: Post, reader: Client, feed: str) -> None:  # noqa: F811
    store.put(OPTION, False)
    body = reader.get(feed).content
    assert b"media:" not in body and b"enclosure" not in body and b"Pictured" in body


@pytest.mark.parametrize("feed", FEEDS)
def test_none_of_protected_stories_and_no_namespace_without_pictures(pictured: Post, reader: Client, feed: str) -> None:  # noqa: F811
    Post.objects.filter(pk=pictured.pk).update(password="tern")
    assert b"media" not in reader.get(feed).content


def test_what_is_no_picture_is_none(pictured: Post) -> None:
    Post.objects.filter(pk=pictured.featured_media).update(mime_type="application/pdf")
    assert leads([pictured]) == {}
    pictured.featured_media = 99_999_999
    assert leads([pictured]) == {}


def test_damaged_facts_are_not_told(pictured: Post) -> None:
    for facts in (
        [],
        {"width": None, "filesize": {}, "image_meta": []},
        {"width": "²", "height": [], "image_meta": {"credit": None}},
    ):
        MediaFile.objects.filter(pk=pictured.featured_media).update(metadata=facts)
        (lead,) = leads([pictured]).values()
        assert (lead.length, lead.width, lead.height, lead.credit) == (0, 0, 0, "")
        assert 'length="0"' in enclosure(lead) and "width" not in media(lead) and "fileSize" not in media(lead)
    assert media(Lead("http://news.example/a.png?a=1&b=2", "image/png")).endswith(
        'url="http://news.example/a.png?a=1&amp;b=2" type="image/png" medium="image" />\n'
    )
