"""The newsroom's page of site notes, and the part of a story's form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.hooks import Event
from wirepress.features.analytics.sitenotes import categories, find, of_story, save
from wirepress.features.analytics.sitenotes import panel as story_panel
from wirepress.features.analytics.sitenotes.note_types import NOTE

__all__ = ["enter", "staff", "write_for"]
PAGE = "/wp-admin/site-notes/"


@pytest.fixture
def desk(enter: Enter) -> Client:
    store.forget()
    return enter("editor")


def html(client: Client, query: str = "") -> str:
    return client.get(PAGE + query).content.decode()


def add(client: Client, text: str, **more: str) -> Post:
    answer = client.post(PAGE, {"deed": "save", "text": text, "day": "2026-05-04", **more})
    assert answer.status_code == 302
    return Post.objects.filter(type=NOTE).latest("id")


def test_the_first_look_makes_three_categories_once(desk: Client) -> None:
    html(desk)
    assert [one.name for one in categories.list_categories()] == ["Blog Post", "Promotion", "Website Updates"]
    categories.delete_categories([one.id for one in categories.list_categories()])
    html(desk)
    assert categories.list_categories() == []


def test_a_note_is_written_changed_found_and_trashed(desk: Client) -> None:
    tide = categories.save_category("Tide", "#AA0000")
    note = add(desk, "New <gauge>", category=str(tide), important="on")
    page = html(desk)
    assert "New" in page and "important" in page and "#AA0000" in page
    assert 'value="2026-05-04"' in html(desk, f"?edit={note.pk}")
    desk.post(PAGE, {"deed": "save", "number": str(note.pk), "text": "Old gauge", "day": "2026-05-05"})
    assert find.read_notes([save.find_note(note.pk)])[0].text == "Old gauge"
    add(desk, "Another")
    assert "Another" not in html(desk, "?search=gauge") and "No note fits" in html(desk, f"?category={tide}")
    assert "Another" not in html(desk, "?since=2026-05-05") and "Old gauge" not in html(desk, "?important=1")
    desk.post(PAGE, {"deed": "trash", "item": str(note.pk)})
    assert "Old gauge" not in html(desk) and "Old gauge" in html(desk, "?status=trash")


@pytest.mark.parametrize(
    ("text", "day"), [("", "2026-05-04"), ("Gauge", ""), ("Gauge", "9999-01-01"), ("Gauge", "soon")]
)
def test_what_cannot_be_stored_is_said_and_kept_in_the_form(desk: Client, text: str, day: str) -> None:
    answer = desk.post(PAGE, {"deed": "save", "text": text, "day": day, "important": "on"})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert f'value="{text}"' in answer.content.decode() and not Post.objects.filter(type=NOTE).exists()


def test_the_file_has_the_plugins_columns_and_no_formulas(desk: Client) -> None:
    add(desk, "=1+1", important="on")
    save.trash_notes([add(desk, 'A "gone" one').pk], actor=None)  # type: ignore[arg-type]
    answer = desk.get(f"{PAGE}?csv=1")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "Date,Site Note,Category,Important,Media"
    assert sorted(lines[1:]) == ['2026-05-04,"A ""gone"" one",N/A,0,NA', "2026-05-04,'=1+1,N/A,1,NA"]


def test_the_page_is_for_who_answers_for_the_paper(enter: Enter) -> None:
    assert enter("author").get(PAGE).status_code == 403
    assert enter("editor").get(PAGE).status_code == 200


def panel(story: Post | None) -> str:
    """The part of a story's form."""
    return story_panel.PANEL.render(RequestFactory().get("/"), story)


def send_form(story: Post, **form: str) -> None:
    """Send the part of a story's form, as its page would."""
    request = RequestFactory().post("/", form)
    assert story_panel.PANEL.save is not None
    story_panel.PANEL.save(request, story)


def test_the_storys_form_makes_a_note(desk: Client, write_for: Callable[..., Post]) -> None:
    story = write_for(title="Ferry", status="publish")
    assert "sitenote_text" in panel(None) and "checked" not in panel(story)
    tide = categories.save_category("Tide")
    send_form(
        story, sitenote_active="on", sitenote_text="Ferry is back", sitenote_category=str(tide), sitenote_skip="on"
    )
    assert 'value="Ferry is back"' in panel(story) and panel(story).count(" checked") == 2
    of_story.hear(Event("post.updated", story.pk, {"type": "post", "status": "publish"}))
    (note,) = find.read_notes(find.query_notes(find.NoteFilter()))
    assert (note.text, note.category and note.category.id) == ("Ferry is back", tide)
    send_form(story, title="a form without this part")
    assert 'value="Ferry is back"' in panel(story)
    send_form(story, sitenote_text="Ferry is back")
    assert 'value=""' in panel(story) and "checked" not in panel(story)


def test_a_story_without_any_of_it_gets_no_meta(desk: Client, write_for: Callable[..., Post]) -> None:
    story = write_for()
    send_form(story, sitenote_text="", sitenote_category="0")
    assert not PostMeta.objects.filter(post=story, key__startswith="_monsterinsights").exists()
