"""Lead pictures in the shapes that search results ask for."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from tests.features.seo.site import read
from tests.web.site.conftest import Write
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.media.files import read_file, upload_storage
from wirepress.content.options import site
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users.models import User
from wirepress.core.hooks import Event
from wirepress.features.seo.schema import cut_pictures as cuts
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def story(write: Write, editor: User, tmp_path: object) -> Post:
    """A story of now with a square lead picture."""
    file = upload_media(picture(900, 900), "pier.png", author=editor)
    return write(featured_media=file.pk, date=site.to_local(site.now_gmt()))


def test_the_shapes_stand_in_the_article(story: Post, reader: Client) -> None:
    assert [number for number, _ in cuts.waiting()] == [story.pk]
    cuts.cut_pictures()
    assert cuts.waiting() == []
    first, *others = read(reader, post_link(story)).nodes["NewsArticle"]["image"]
    assert (first["width"], first["height"]) == (900, 900)  # square already: no cut of that shape is named
    found = {}
    for address in others:
        name = address.partition("/wp-content/uploads/")[2]
        found[name.rpartition("-")[2]] = Image.open(io.BytesIO(read_file(name) or b"")).size
    assert found == {"16x9.jpg": (900, 506), "4x3.jpg": (900, 675)}


def test_another_lead_picture_is_cut_anew_and_the_old_cuts_are_not_named(
    story: Post, editor: User, reader: Client
) -> None:
    cuts.cut_pictures()
    other = upload_media(picture(800, 500), "quay.png", author=editor)
    Post.objects.filter(pk=story.pk).update(featured_media=other.pk)
    assert len(read(reader, post_link(story)).nodes["NewsArticle"]["image"]) == 1
    cuts.cut_pictures()
    assert len(read(reader, post_link(story)).nodes["NewsArticle"]["image"]) == 4


def test_what_is_small_broken_or_old_is_left_alone_and_not_tried_again(story: Post, editor: User) -> None:
    small = upload_media(picture(200, 200), "dot.png", author=editor)
    Post.objects.filter(pk=story.pk).update(featured_media=small.pk)
    cuts.cut_pictures()
    assert cuts.waiting() == []
    assert PostMeta.objects.get(post_id=story.pk, key=cuts.KEY).value["files"] == []
    PostMeta.objects.filter(key=cuts.KEY).delete()
    Post.objects.filter(pk=story.pk).update(date_gmt=site.now_gmt() - cuts.AGE - timedelta(hours=1))
    assert cuts.waiting() == []


def test_a_site_that_answers_as_the_plugin_did_cuts_nothing(story: Post) -> None:
    settings.change(HeadSettings, {"like_aioseo": True})
    assert cuts.waiting() == []


def test_the_cuts_go_with_their_picture(story: Post) -> None:
    cuts.cut_pictures()
    name = cuts.name_of(story.featured_media, "16x9")
    assert upload_storage().facts(name) is not None
    cuts.hear(Event("post.deleted", story.featured_media, {"type": "attachment"}))
    assert upload_storage().facts(name) is None
