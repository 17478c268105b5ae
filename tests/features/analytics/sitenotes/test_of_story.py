"""The note that a published story makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.features.conftest import Send
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.workflows.announce_due import announce_due
from wirepress.features.analytics.sitenotes import categories, find, save
from wirepress.features.analytics.sitenotes.note_types import CATEGORY, NOTE

POSTS = "/wp/v2/posts"


def fields(text: str, category: int = 0, **more: Any) -> dict[str, Any]:
    """What a client sends of a story with a note."""
    meta = {
        "_monsterinsights_sitenote_active": True,
        "_monsterinsights_sitenote_note": text,
        "_monsterinsights_sitenote_category": category,
    }
    return {"title": "Dyke", "content": "x", "status": "publish", "meta": meta, **more}


def notes() -> list[find.Note]:
    return find.read_notes(find.query_notes(find.NoteFilter(status="", descending=False)))


def test_it_is_made_changed_and_left_behind(send: Send) -> None:
    red = categories.save_category("Tide", "#AA0000")
    story = send("editor", POSTS, fields('High <b>water</b> & "wind"', red)).json()["id"]
    (note,) = notes()
    assert (note.text, note.day, note.important) == ('High water & "wind"', save.today(), False)
    assert note.category is not None and (note.category.id, note.category.colour) == (red, "#AA0000")
    assert Term.objects.get(pk=red).count == 1
    row = Post.objects.get(pk=note.id)
    assert (row.slug, row.comment_status, row.guid) == (
        "high-water-wind",
        "closed",
        f"{row.guid.partition('?')[0]}?{NOTE}=high-water-wind",
    )
    send("administrator", f"{POSTS}/{story}", fields("Low water"))
    (changed,) = notes()
    assert (changed.id, changed.text, changed.category, changed.author) == (
        note.id,
        "Low water",
        None,
        "administrator1",
    )
    assert Post.objects.get(pk=note.id).slug == "low-water"
    send("editor", f"{POSTS}/{story}", {"meta": {"_monsterinsights_sitenote_active": False}})
    assert not PostMeta.objects.filter(post_id=story, key__startswith="_monsterinsights_sitenote_n").exists()
    send("editor", f"{POSTS}/{story}", fields("Once more"))
    assert [one.text for one in notes()] == ["Low water", "Once more"]


@pytest.mark.parametrize("status", ["draft", "private", "pending"])
def test_what_is_not_public_makes_none(send: Send, status: str) -> None:
    send("editor", POSTS, fields("Not yet", status=status))
    assert notes() == []


@pytest.mark.parametrize("text", ["", "0"])
def test_without_words_there_is_none(send: Send, text: str) -> None:
    send("editor", POSTS, fields(text))
    assert notes() == []


def test_an_unknown_category_is_none_and_leaves_the_one_there_is(send: Send) -> None:
    tide = categories.save_category("Tide")
    section = Term.objects.create(taxonomy="category", name="Coast", slug="coast")
    story = send("editor", POSTS, fields("A", section.pk)).json()["id"]
    assert notes()[0].category is None
    send("editor", f"{POSTS}/{story}", fields("A", tide))
    send("editor", f"{POSTS}/{story}", fields("A", 987654))
    assert [note.category.id for note in notes() if note.category] == [tide]
    assert TermPost.objects.filter(term__taxonomy=CATEGORY).count() == 1


def test_an_important_one_stays_important_when_its_story_is_saved(send: Send) -> None:
    story = send("editor", POSTS, fields("Gale")).json()["id"]
    PostMeta.objects.filter(post_id=notes()[0].id, key="important").update(value="1")
    send("editor", f"{POSTS}/{story}", {"title": "Dyke again"})
    assert notes()[0].important


def test_one_that_was_deleted_for_good_does_not_come_back(send: Send) -> None:
    story = send("editor", POSTS, fields("Gale")).json()["id"]
    Post.objects.filter(type=NOTE).delete()
    send("editor", f"{POSTS}/{story}", {"title": "Dyke again"})
    assert notes() == []


def test_a_scheduled_story_makes_it_when_it_comes_out_by_its_author(send: Send) -> None:
    story = send("author", POSTS, fields("Flood", status="future", date="2038-01-05T06:00:00")).json()["id"]
    assert notes() == []
    Post.objects.filter(pk=story).update(date_gmt="2026-01-05 06:00:00", date="2026-01-05 06:00:00")
    assert announce_due() == 1
    assert [(note.text, note.author) for note in notes()] == [("Flood", "author1")]


def test_readers_do_not_see_it_anywhere(send: Send) -> None:
    send("editor", POSTS, fields("Secret gauge"))
    note = notes()[0]
    assert send("administrator", f"/wp/v2/types/{NOTE}").status_code == 403
    assert send("administrator", f"/wp/v2/{NOTE}").status_code == 404
    for address in (f"/?p={note.id}", f"/?{NOTE}=secret-gauge", f"/?post_type={NOTE}", "/?s=gauge"):
        assert "Secret gauge" not in Client().get(address, follow=True).content.decode()


def test_other_features_do_not_name_its_categories(send: Send) -> None:
    assert CATEGORY not in send("administrator", "/aioseo/v1/tags").content.decode()
