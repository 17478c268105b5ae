"""A story's document is Django's own answer, to the byte, whatever is in the story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.server.documents.conftest import REST, Newsroom
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.core.cache import slots
from wirepress.features.engagement.reactions.react import react
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.server.models import Document, Shows, Stale

PARAGRAPH = "<!-- wp:paragraph -->\n<p>The “lamp” is lit -- again.</p>\n<!-- /wp:paragraph -->"
CLASSIC = 'The lamp is lit.\n\nIt\'s 6" high -- and red :-)\n\n[caption width="300"]<img src="/a.png"> A lamp[/caption]'


def _picture(newsroom: Newsroom, parent: int = 0) -> Post:
    fields = {"title": "Pier", "status": "inherit", "mime_type": "image/png", "parent": parent}
    picture = create_post(fields, actor=newsroom.author, post_type="attachment")
    sizes = {"thumbnail": {"file": "pier-150x150.png", "width": 150, "height": 150, "mime-type": "image/png"}}
    MediaFile.objects.create(
        post=picture, path="2026/01/pier.png", metadata={"width": 300, "height": 300, "sizes": sizes}
    )
    return picture


def _image_block(newsroom: Newsroom) -> Post:
    number = _picture(newsroom).pk
    tag = f'<figure class="wp-block-image size-full"><img src="/wp-content/uploads/2026/01/pier.png" alt="" class="wp-image-{number}"/></figure>'
    return newsroom.write(f'<!-- wp:image {{"id":{number}}} -->\n{tag}\n<!-- /wp:image -->')


def _gallery(newsroom: Newsroom) -> Post:
    story = newsroom.write("[gallery]")
    _picture(newsroom, story.pk)
    return story


def _named_gallery(newsroom: Newsroom) -> Post:
    return newsroom.write(f'[gallery ids="{_picture(newsroom).pk},{_picture(newsroom).pk}" link="file"]')


def _synced(newsroom: Newsroom) -> Post:
    block = create_post(
        {"title": "Note", "content": PARAGRAPH, "status": "publish"}, actor=newsroom.author, post_type="wp_block"
    )
    return newsroom.write(f'<!-- wp:block {{"ref":{block.pk}}} /-->')


def _marked(newsroom: Newsroom) -> Post:
    above = create_term("category", "Coast").pk
    section, tag = create_term("category", "Bay", parent=above).pk, create_term("post_tag", "tide").pk
    return newsroom.write(categories=[section], tags=[tag], format="video")


def _reacted(newsroom: Newsroom) -> Post:
    story = newsroom.write()
    for place in range(3):
        react(story.pk, 1 + place % 2, reader_of(f"192.0.2.{place + 50}", "Reader"))
    return story


KINDS: dict[str, Callable[[Newsroom], Post]] = {
    "plain": lambda room: room.write(),
    "classic": lambda room: room.write(CLASSIC),
    "blocks": lambda room: room.write(PARAGRAPH * 3),
    "mixed": lambda room: room.write(PARAGRAPH + "\nA line.\n\nAnother one."),
    "empty": lambda room: room.write(""),
    "protected": lambda room: room.write(password="ebb"),
    "sticky": lambda room: room.write(sticky=True),
    "closed": lambda room: room.write(comment_status="closed", ping_status="closed"),
    "excerpt": lambda room: room.write(excerpt='In short -- "low".'),
    "more": lambda room: room.write("Above.\n\n<!--more Read on-->\n\nBelow.\n\n<!--nextpage-->\n\nFurther."),
    "odd": lambda room: room.write(
        "é 漢字 \U0001f30a &amp; < > \u2028 \x7f /slashes/ <b>unclosed", title='<em>Ebb</em> & flow "7"'
    ),
    "featured": lambda room: room.write(featured_media=_picture(room).pk),
    "image block": _image_block,
    "gallery": _gallery,
    "gallery by number": _named_gallery,
    "reusable block": _synced,
    "terms": _marked,
    "reactions": _reacted,
}


@pytest.mark.parametrize("pretty", [False, True], ids=["plain addresses", "pretty addresses"])
def test_each_kind_of_story_alone_and_in_a_list(newsroom: Newsroom, pretty: bool) -> None:
    if pretty:
        store.put("permalink_structure", "/%category%/%author%/%postname%/")
    stories = {name: make(newsroom) for name, make in KINDS.items()}
    newsroom.finish()
    assert Stale.objects.count() == 0
    for name, story in stories.items():
        assert Document.objects.filter(pk=story.pk).exists(), name
        newsroom.same(f"{REST}/posts/{story.pk}")
    rest = "/wp-json/wp/v2" if pretty else REST
    newsroom.same(f"{rest}/posts/{stories['blocks'].pk}")


@pytest.mark.parametrize("before", ["classic", "blocks"])
def test_lists_of_stories_before_and_behind_one_made_of_blocks(newsroom: Newsroom, before: str) -> None:
    """Once WordPress has rendered blocks, it treats the stories behind them otherwise."""
    for place, content in enumerate(
        [PARAGRAPH, CLASSIC, CLASSIC, PARAGRAPH] if before == "classic" else [CLASSIC, PARAGRAPH, CLASSIC, CLASSIC]
    ):
        newsroom.write(content, title=f"Story {place}", date=datetime(2026, 3, 1 + place))
    section = create_term("category", "Bay").pk
    for place in range(12):
        newsroom.write(CLASSIC if place % 3 else PARAGRAPH, date=datetime(2026, 4, 1 + place), categories=[section])
    newsroom.finish()
    for query in (
        "",
        "&per_page=3",
        "&per_page=3&page=2",
        "&per_page=100",
        f"&categories={section}",
        f"&per_page=5&page=2&categories={section}",
    ):
        newsroom.same(f"{REST}/posts{query}")
    assert newsroom.direct(f"{REST}/posts&per_page=100&page=2") is None  # behind the last page: Django refuses it


def test_live_values_are_those_of_now(newsroom: Newsroom) -> None:
    story = newsroom.write()
    newsroom.write("Another.")
    newsroom.finish()
    first = newsroom.direct(f"{REST}/posts/{story.pk}")
    react(story.pk, 4, reader_of("192.0.2.99", "Reader"))
    assert Stale.objects.get(pk=story.pk).level == 1
    newsroom.same(f"{REST}/posts/{story.pk}")
    newsroom.same(f"{REST}/posts")
    second = newsroom.direct(f"{REST}/posts/{story.pk}")
    assert first and second and first.etag != second.etag
    newsroom.finish()
    newsroom.same(f"{REST}/posts/{story.pk}")
    third = newsroom.direct(f"{REST}/posts/{story.pk}")
    assert third and third.etag == second.etag  # the same bytes, however they were joined


@pytest.mark.parametrize(
    "content",
    [
        "<!-- wp:latest-posts /-->",
        "<!-- wp:latest-comments /-->",
        "<!-- wp:calendar /-->",
        f"{slots.BEGIN}be.count.1{slots.NAMED}7{slots.END}",
    ],
)
def test_what_rests_on_more_than_is_followed_is_left_to_django(newsroom: Newsroom, content: str) -> None:
    story = newsroom.write(content)
    newsroom.write()
    newsroom.finish()
    assert not Document.objects.filter(pk=story.pk).exists()
    assert newsroom.direct(f"{REST}/posts/{story.pk}") is None
    assert newsroom.direct(f"{REST}/posts") is None


def test_a_scheduled_story_is_in_lists_when_its_hour_has_come(newsroom: Newsroom) -> None:
    newsroom.write()
    story = newsroom.write(status="future", date_gmt=site.now_gmt() + timedelta(hours=1))
    newsroom.finish()
    newsroom.same(f"{REST}/posts")
    Post.objects.filter(pk=story.pk).update(date_gmt=site.now_gmt() - timedelta(seconds=5))
    assert newsroom.direct(f"{REST}/posts") is None
    assert newsroom.fresh(f"{REST}/posts").body.count(b'"id":') == 2
    Post.objects.filter(pk=story.pk).update(status="publish")
    newsroom.finish()
    newsroom.same(f"{REST}/posts/{story.pk}")


def test_it_is_known_what_a_document_shows(newsroom: Newsroom) -> None:
    story = _named_gallery(newsroom)
    newsroom.finish()
    shown = set(Post.objects.filter(type="attachment").values_list("id", flat=True))
    assert set(Shows.objects.filter(post_id=story.pk).values_list("shown_id", flat=True)) == shown
    answer = newsroom.direct(f"{REST}/posts/{story.pk}")
    assert answer is not None and {f"post:{number}" for number in shown} <= answer.tags
