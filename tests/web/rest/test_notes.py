"""Editors' notes on stories (WordPress 6.9): comments of the type `note`, seen and written by whoever may edit the story."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.rest.conftest import Ask, Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import store

pytestmark = pytest.mark.django_db


def note(post: int, text: str = "Check the tide.", **more: Any) -> dict[str, Any]:
    return {"post": post, "type": "note", "content": text, **more}


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("administrator", ""),
        ("editor", ""),
        ("author", ""),  # the story is theirs
        ("contributor", "rest_cannot_create_note"),
        ("subscriber", "rest_cannot_create_note"),
        ("", "rest_comment_login_required"),
    ],
)
def test_whoever_may_edit_the_story_may_write_one(ask: Ask, write: Write, role: str, code: str) -> None:
    story = write()
    answer = ask("/wp/v2/comments", role, "POST", note(story.pk))
    if code:
        assert (answer.status_code, answer.json()["code"]) == (403 if role else 401, code)
        return
    made = answer.json()
    assert (answer.status_code, made["type"], made["status"]) == (201, "note", "approved")
    story.refresh_from_db()
    assert story.comment_count == 0


def test_one_needs_neither_an_open_nor_a_published_story(ask: Ask, write: Write) -> None:
    for story in (write(status="draft"), write(comment_status="closed")):
        assert ask("/wp/v2/comments", "author", "POST", note(story.pk)).status_code == 201
        assert ask("/wp/v2/comments", "author", "POST", {"post": story.pk, "content": "a"}).status_code == 403
    image = write(kind="wp_block")
    answer = ask("/wp/v2/comments", "editor", "POST", note(image.pk))
    assert (answer.status_code, answer.json()["code"]) == (403, "rest_comment_not_supported_post_type")


def test_the_same_words_twice_and_at_once_are_taken(ask: Ask, write: Write) -> None:
    story = write()
    for _ in range(2):
        assert ask("/wp/v2/comments", "author", "POST", note(story.pk)).status_code == 201


def test_words_may_be_missing_where_it_settles_another(ask: Ask, write: Write) -> None:
    story = write()
    above = ask("/wp/v2/comments", "editor", "POST", note(story.pk)).json()["id"]
    for text, meta, status in (
        ("", {}, 400),
        ("", {"_wp_note_status": "done"}, 400),
        ("", {"_wp_note_status": "resolved"}, 201),
        ("", {"_wp_note_status": "reopen"}, 201),
    ):
        answer = ask("/wp/v2/comments", "editor", "POST", note(story.pk, text, parent=above, meta=meta))
        assert answer.status_code == status, (meta, answer.json())


def test_lists_show_them_only_when_asked_for(ask: Ask, write: Write) -> None:
    story = write()
    number = ask("/wp/v2/comments", "author", "POST", note(story.pk)).json()["id"]

    def found(role: str, query: str) -> Any:
        answer = ask(f"/wp/v2/comments?_fields=id&{query}", role)
        return [item["id"] for item in answer.json()] if answer.status_code == 200 else answer.json()["code"]

    assert found("", f"post={story.pk}") == []
    assert found("editor", f"post={story.pk}") == []
    assert found("editor", f"post={story.pk}&type=note") == [number]
    assert found("editor", f"post={story.pk}&type=all") == [number]
    assert found("contributor", f"post={story.pk}&type=note") == []  # not theirs to read
    assert found("subscriber", f"post={story.pk}&type=note") == "rest_forbidden_param"
    # context=edit is for whoever may edit the story, not for moderators alone
    assert found("author", f"post={story.pk}&type=note&context=edit&status=all") == [number]
    assert found("contributor", f"post={story.pk}&type=note&context=edit") == "rest_forbidden_context"
    assert found("author", f"post={story.pk}&context=edit") == "rest_forbidden_context"


def test_one_is_read_by_its_writer_and_by_editors_of_the_story(ask: Ask, write: Write) -> None:
    story = write()
    number = ask("/wp/v2/comments", "editor", "POST", note(story.pk)).json()["id"]
    path = f"/wp/v2/comments/{number}"
    for role, status in (("editor", 200), ("author", 200), ("contributor", 403), ("subscriber", 403), ("", 401)):
        assert ask(path, role).status_code == status, role
    assert ask(f"{path}?context=edit", "author").status_code == 200


def test_answers_are_linked_and_go_with_it_into_the_trash(ask: Ask, write: Write) -> None:
    story = write()
    above = ask("/wp/v2/comments", "editor", "POST", note(story.pk)).json()["id"]
    below = ask("/wp/v2/comments", "author", "POST", note(story.pk, "It is right.", parent=above)).json()["id"]
    links = ask(f"/wp/v2/comments/{above}", "editor").json()["_links"]
    assert links["children"][0]["href"].endswith(f"/wp/v2/comments?parent={above}&type=note&status=all")
    assert ask(f"/wp/v2/comments/{above}", "editor", "DELETE").json()["status"] == "trash"
    assert Comment.objects.get(pk=below).approved == "trash"


def test_the_older_release_has_none(ask: Ask, write: Write) -> None:
    store.put("wirepress_compat", "6.8")
    answer = ask("/wp/v2/comments", "editor", "POST", note(write().pk))
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_comment_type")
