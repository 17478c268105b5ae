"""A save that names the version it began with: whoever saved in between is told, and nothing is lost."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from tests.web.editing.conftest import Desk, version
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.revisions import autosaves_of, revisions_of
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
Write = Callable[..., Post]
Desks = Callable[[str], Desk]


def _read(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def test_the_second_save_is_told_who_when_and_what_and_its_text_is_kept(
    desk: Desks, write: Write, staff: dict[str, User]
) -> None:
    story = write("author", title="Ferry", content="<p>One</p>\n<p>Two</p>\n<p>Three</p>")
    began = version(story)
    assert desk("editor").save(story, began, content="<p>One</p>\n<p>Zwei</p>\n<p>Three</p>").status_code == 200
    late = desk("author").save(story, began, content="<p>One</p>\n<p>Two</p>\n<p>Drei</p>", slug="late")
    assert (late.status_code, late.json()["code"]) == (409, "wirepress_edit_conflict")
    data = late.json()["data"]
    assert data["saved_by"] == {"id": staff["editor"].pk, "name": str(staff["editor"])}
    assert data["version"] == version(story) and data["saved_at"] == _read(story).modified_gmt.isoformat()
    assert data["current"]["content"].count("Zwei") == 1
    assert data["differences"] == [
        {"field": "content", "changes": [{"theirs": "<p>Zwei</p>\n<p>Three</p>", "mine": "<p>Two</p>\n<p>Drei</p>"}]}
    ]
    (kept,) = autosaves_of(story.pk, staff["author"].pk)
    assert kept.pk == data["kept"] and "Drei" in kept.content and kept.title == "Ferry"
    assert "Zwei" in _read(story).content and _read(story).slug != "late"
    again = desk("author").save(story, data["version"], content="<p>One</p>\n<p>Zwei</p>\n<p>Drei</p>")
    assert again.status_code == 200 and "Drei" in _read(story).content


def test_two_saves_within_a_second_are_told_apart(desk: Desks, write: Write) -> None:
    story = write("author")
    Post.objects.filter(pk=story.pk).update(modified_gmt="2026-05-05 05:05:05")
    began = version(story)
    Post.objects.filter(pk=story.pk).update(content="Changed in the same second.")
    assert desk("author").save(story, began, content="Mine.").status_code == 409


def test_a_version_is_told_from_the_document_alone(desk: Desks, write: Write) -> None:
    story = write("administrator", title="“Ebb” <em>&</em> flöw", content="<p>Ä\r\n\u2028 🚢</p>", excerpt="\\n")
    document = desk("editor").rest("GET", f"/posts/{story.pk}?context=edit").json()
    texts = "\0".join(document[name]["raw"] for name in ("title", "content", "excerpt"))
    assert version(story) == f"{document['modified_gmt']}-{zlib.crc32(texts.encode()):08x}"


def test_clients_that_name_no_version_save_as_on_wordpress(desk: Desks, write: Write) -> None:
    story = write("author")
    for name in ("editor", "author", "editor"):
        assert desk(name).rest("PUT", f"/posts/{story.pk}", {"content": f"By {name}"}).status_code == 200
    assert _read(story).content == "By editor" and autosaves_of(story.pk) == []


def test_a_window_goes_on_after_an_answer_that_was_lost(desk: Desks, write: Write) -> None:
    story, ann = write("author"), desk("author")
    began = version(story)
    assert ann.save(story, began, "w1", content="One").status_code == 200  # and the answer did not arrive
    assert ann.save(story, began, "w1", content="One, two").status_code == 200
    assert ann.save(story, began, "w2", content="Another window").status_code == 409
    assert desk("editor").save(story, version(story), "w3", content="By the desk").status_code == 200
    assert ann.save(story, began, "w1", content="One, two, three").status_code == 409
    assert _read(story).content == "By the desk"


def test_a_save_that_comes_late_does_not_undo_the_one_after_it(desk: Desks, write: Write) -> None:
    story, ann = write("author"), desk("author")
    began = version(story)
    ann.saves = 7
    assert ann.save(story, began, "w1", content="Newer").status_code == 200
    ann.saves = 5
    assert ann.save(story, began, "w1", content="Older").status_code == 409
    assert _read(story).content == "Newer"


def test_the_same_text_again_is_no_conflict(desk: Desks, write: Write) -> None:
    story, ann = write("author"), desk("author")
    began = version(story)
    ann.save(story, began, content="The same <script>x</script>")  # cut down when it is stored
    assert ann.save(story, began, content="The same <script>x</script>").status_code == 200


def test_a_status_does_not_publish_what_its_writer_has_not_seen(desk: Desks, write: Write) -> None:
    story = write("author", status="draft")
    began = version(story)
    desk("editor").rest("PUT", f"/posts/{story.pk}", {"content": "Not yet true."})
    late = desk("author").save(story, began, status="publish")
    assert late.status_code == 409 and late.json()["data"]["kept"] == 0
    assert _read(story).status == "draft" and autosaves_of(story.pk) == []


def test_an_autosave_of_a_draft_never_undoes_what_was_saved_since(
    desk: Desks, write: Write, staff: dict[str, User]
) -> None:
    draft, ann = write("author", status="draft", content="First."), desk("author")
    began = version(draft)
    desk("editor").rest("PUT", f"/posts/{draft.pk}", {"content": "By the desk."})
    answer = ann.rest("POST", f"/posts/{draft.pk}/autosaves", {"content": "Mine."}, **{"X-Wirepress-Base": began})
    assert answer.status_code == 200 and answer.json()["parent"] == draft.pk
    assert _read(draft).content == "By the desk."
    assert [row.content for row in autosaves_of(draft.pk, staff["author"].pk)] == ["Mine."]


def test_what_an_autosave_left_in_a_draft_is_a_revision_before_a_colleague_saves_over_it(
    desk: Desks, write: Write, staff: dict[str, User]
) -> None:
    draft, ann = write("author", status="draft", content="First."), desk("author")
    ann.rest("POST", f"/posts/{draft.pk}/autosaves", {"content": "Only ever kept by an autosave."})
    assert _read(draft).content == "Only ever kept by an autosave."
    assert desk("editor").save(draft, version(draft), content="By the desk.").status_code == 200
    found = {row.content: row.author_id for row in revisions_of(draft.pk)}
    assert found["Only ever kept by an autosave."] == staff["author"].pk and "By the desk." in found


def test_who_saved_last_is_kept_as_wordpress_keeps_it(desk: Desks, write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    for name in ("editor", "author", "author"):
        desk(name).rest("PUT", f"/posts/{story.pk}", {"content": f"By {name} {name}"})
        (row,) = PostMeta.objects.filter(post=story, key="_edit_last")
        assert row.value == str(staff[name].pk)
    asked = desk("editor").beat({"wirepress-editing": {"post_id": story.pk}})["wirepress-editing"]
    assert asked["saved_by"]["id"] == staff["author"].pk and asked["version"] == version(story)


def test_a_conflict_is_answered_to_nobody_who_may_not_edit(desk: Desks, write: Write) -> None:
    story = write("author2", content="Secret.")
    answer = desk("author").save(story, "x", content="Mine.")
    assert answer.status_code == 403 and "Secret" not in answer.content.decode()
    assert autosaves_of(story.pk) == []
