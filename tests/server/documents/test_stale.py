"""Whatever changes: no old document is shown from that moment on, and the new one says what Django says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests.server.documents.conftest import REST, Newsroom
from tests.server.documents.test_same_bytes import PARAGRAPH, _picture
from wirepress.content.options import features, site, store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.trash import delete_post, restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta, set_terms
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.features.engagement.reactions.react import react
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.server.documents import refresh_documents
from wirepress.server.models import Document, Stale


@dataclass
class World:
    """Stories that show something of everything."""

    room: Newsroom
    above: Term
    section: Term
    tag: Term
    picture: Post
    block: Post
    story: Post
    gallery: Post
    reused: Post

    @property
    def stories(self) -> tuple[Post, ...]:
        return self.story, self.gallery, self.reused

    def paths(self) -> list[str]:
        lists = [
            f"{REST}/posts&per_page=2",
            f"{REST}/posts&categories={self.section.pk}",
            f"{REST}/posts&tags={self.tag.pk}",
        ]
        return [*(f"{REST}/posts/{story.pk}" for story in self.stories), *lists]


def _sql(query: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def _late(world: World) -> None:
    Post.objects.filter(pk=world.story.pk).update(status="future", date_gmt=site.now_gmt() - timedelta(minutes=1))


CHANGES: dict[str, Callable[[World], object]] = {
    "title": lambda w: update_post(w.story, {"title": "High water"}, actor=w.room.author),
    "content": lambda w: update_post(w.story, {"content": PARAGRAPH}, actor=w.room.author),
    "slug": lambda w: update_post(w.story, {"slug": "flood"}, actor=w.room.author),
    "password": lambda w: update_post(w.story, {"password": "ebb"}, actor=w.room.author),
    "sticky": lambda w: update_post(w.story, {"sticky": True}, actor=w.room.author),
    "format": lambda w: update_post(w.story, {"format": "video"}, actor=w.room.author),
    "comments": lambda w: update_post(w.story, {"comment_status": "closed"}, actor=w.room.author),
    "to draft": lambda w: update_post(w.story, {"status": "draft"}, actor=w.room.author),
    "to private": lambda w: update_post(w.story, {"status": "private"}, actor=w.room.author),
    "to future": lambda w: update_post(
        w.story, {"status": "future", "date_gmt": site.now_gmt() + timedelta(days=2)}, actor=w.room.author
    ),
    "due": _late,
    "date": lambda w: update_post(w.story, {"date": datetime(2024, 1, 1)}, actor=w.room.author),
    "trash": lambda w: trash_post(w.story, actor=w.room.author),
    "trash and back": lambda w: restore_post(trash_post(w.story, actor=w.room.author), actor=w.room.author),
    "delete": lambda w: delete_post(w.story, actor=w.room.author),
    "to a page": lambda w: _sql("UPDATE posts_post SET type = 'page' WHERE id = %s", w.story.pk),
    "new story": lambda w: w.room.write(title="Newest", date=datetime(2026, 8, 1), categories=[w.section.pk]),
    "meta": lambda w: set_meta(w.story, "_thumbnail_id", str(w.picture.pk)),
    "featured media": lambda w: update_post(w.story, {"featured_media": w.picture.pk}, actor=w.room.author),
    "terms": lambda w: set_terms(w.story, "post_tag", [create_term("post_tag", "ebb").pk]),
    "term's name": lambda w: update_term(w.section, {"name": "Gulf"}),
    "term's slug": lambda w: update_term(w.section, {"slug": "gulf"}),
    "slug of the term above": lambda w: update_term(w.above, {"slug": "strand"}),
    "term's parent": lambda w: update_term(w.section, {"parent": 0}),
    "term gone": lambda w: delete_term(w.tag),
    "author's name": lambda w: _sql("UPDATE users_user SET display_name = 'Chief' WHERE id = %s", w.room.author.pk),
    "author's address": lambda w: _sql("UPDATE users_user SET nicename = 'chief' WHERE id = %s", w.room.author.pk),
    "author gone": lambda w: User.objects.filter(pk=w.room.author.pk).delete(),
    "picture's title": lambda w: update_post(w.picture, {"title": "Quay"}, actor=w.room.author),
    "picture's words": lambda w: set_meta(w.picture, "_wp_attachment_image_alt", "A quay"),
    "picture's file": lambda w: _sql(
        "UPDATE media_mediafile SET path = '2026/02/quay.png' WHERE post_id = %s", w.picture.pk
    ),
    "picture gone": lambda w: delete_post(w.picture, actor=w.room.author),
    "another picture in the gallery": lambda w: _picture(w.room, w.gallery.pk),
    "reusable block": lambda w: update_post(
        w.block, {"content": "<!-- wp:paragraph -->\n<p>New.</p>\n<!-- /wp:paragraph -->"}, actor=w.room.author
    ),
    "reusable block gone": lambda w: trash_post(w.block, actor=w.room.author),
    "addresses": lambda w: store.put("permalink_structure", ""),
    "setting": lambda w: store.put("use_smilies", False),
    "read time's words": lambda w: store.put("twp_be_read_time_label", "Reading"),
    "feature off": lambda w: features.switch("engagement", False),
    "reaction": lambda w: react(w.story.pk, 3, reader_of("192.0.2.50", "Reader")),
    "revision": lambda w: update_post(w.story, {"content": "Revised."}, actor=w.room.author, revise=True),
}


@pytest.fixture
def world(newsroom: Newsroom) -> World:
    store.put("permalink_structure", "/%category%/%author%/%postname%/")
    above = create_term("category", "Coast")
    section, tag = create_term("category", "Bay", parent=above.pk), create_term("post_tag", "tide")
    marks = {"categories": [section.pk], "tags": [tag.pk]}
    block = create_post(
        {"title": "Note", "content": PARAGRAPH, "status": "publish"}, actor=newsroom.author, post_type="wp_block"
    )
    story, gallery = (
        newsroom.write("Low water :-)", **marks),
        newsroom.write("[gallery]", date=datetime(2026, 3, 8), **marks),
    )
    picture = _picture(newsroom, gallery.pk)
    update_post(story, {"content": f'Low. <img src="/p.png" class="wp-image-{picture.pk}">'}, actor=newsroom.author)
    reused = newsroom.write(f'<!-- wp:block {{"ref":{block.pk}}} /-->', date=datetime(2026, 3, 7), **marks)
    newsroom.finish()
    found = World(newsroom, above, section, tag, picture, block, story, gallery, reused)
    for post in found.stories:
        newsroom.same(f"{REST}/posts/{post.pk}")
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_an_old_document_is_never_shown(world: World, name: str) -> None:
    CHANGES[name](world)
    for path in world.paths():
        world.room.never_stale(path)
    changed = {post.pk: world.room.fresh(f"{REST}/posts/{post.pk}") for post in world.stories}
    world.room.finish()
    assert Stale.objects.count() == 0
    for post in world.stories:
        kept = Document.objects.filter(pk=post.pk).first()
        shown = Post.objects.filter(pk=post.pk, type="post", status="publish").exists()
        assert (kept is not None) == shown
        if shown:
            world.room.same(f"{REST}/posts/{post.pk}")
            assert kept is not None and bytes(kept.body) == changed[post.pk].body
    for path in world.paths():
        world.room.never_stale(path)
    assert [number for number, wrong in refresh_documents.find_differing() if wrong] == []


def test_a_change_while_a_document_is_made_makes_it_wait_on(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = newsroom.write()
    made = refresh_documents._build_some

    def changed_meanwhile(*given: Any) -> Any:
        found = made(*given)
        Post.objects.filter(pk=story.pk).update(title="Changed meanwhile")
        return found

    monkeypatch.setattr(refresh_documents, "_build_some", changed_meanwhile)
    refresh_documents.refresh_documents(0)
    assert newsroom.direct(f"{REST}/posts/{story.pk}") is None
    monkeypatch.undo()
    newsroom.finish()
    newsroom.same(f"{REST}/posts/{story.pk}")


def test_a_change_that_is_taken_back_changes_nothing(newsroom: Newsroom) -> None:
    story = newsroom.write()
    newsroom.finish()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Post.objects.filter(pk=story.pk).update(title="Never")
        raise ZeroDivisionError
    newsroom.same(f"{REST}/posts/{story.pk}")


def test_a_row_behind_the_triggers_is_found(newsroom: Newsroom) -> None:
    stories = [newsroom.write(title=f"Story {place}") for place in range(3)]
    newsroom.finish()
    assert [number for number, wrong in refresh_documents.find_differing() if wrong] == []
    _sql("UPDATE delivery_document SET body = %s WHERE id = %s", b'{"id":0}', stories[0].pk)
    assert [number for number, wrong in refresh_documents.find_differing() if wrong] == [stories[0].pk]
    assert [
        number for number, wrong in refresh_documents.find_differing(2) if wrong
    ] == []  # one of the newest two is looked at
