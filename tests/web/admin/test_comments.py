"""Moderation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.admin.conftest import Enter
from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(write: Callable[..., Post]) -> Post:
    return write("author")


def _comment(story: Post, approved: str = "0", **more: object) -> Comment:
    values = {"author_name": "Reader", "content": "Which pier is it?", **more}
    return Comment.objects.create(post_id=story.pk, approved=approved, **values)


def _count(story: Post) -> int:
    story.refresh_from_db()
    return story.comment_count


@pytest.mark.parametrize(
    ("action", "stored", "count"), [("approve", "1", 2), ("hold", "0", 0), ("spam", "spam", 0), ("trash", "trash", 0)]
)
def test_many_at_once_change_the_counts(enter: Enter, story: Post, action: str, stored: str, count: int) -> None:
    rows = [_comment(story, "0"), _comment(story, "1" if action == "hold" else "0", content="Pier two.")]
    enter("editor").post(
        "/wp-admin/comments/", {"action": action, "_selected_action": [row.pk for row in rows], "index": "0"}
    )
    assert {row.approved for row in Comment.objects.all()} == {stored}
    assert _count(story) == count


def test_one_button_moderates_one(enter: Enter, story: Post) -> None:
    comment, client = _comment(story), enter("editor")
    assert f"/wp-admin/comments/{comment.pk}/set/approve/" in client.get("/wp-admin/comments/").content.decode()
    address = f"/wp-admin/comments/{comment.pk}/set"
    back = client.post(f"{address}/approve/", headers={"Referer": "http://news.example/wp-admin/comments/?status=0"})
    assert back["Location"] == "http://news.example/wp-admin/comments/?status=0"
    assert _count(story) == 1
    client.post(f"{address}/spam/")
    assert _count(story) == 0
    client.post(f"{address}/unspam/")
    assert _count(story) == 1
    assert client.put(f"{address}/spam/").status_code == 405
    assert client.post(f"{address}/eat/").status_code == 404
    assert (
        client.post(f"{address}/trash/", headers={"Referer": "http://elsewhere.example/comments/"})["Location"]
        == "/wp-admin/comments/"
    )


def test_a_mail_s_link_asks_before_it_does_anything(enter: Enter, story: Post) -> None:
    comment, client = _comment(story), enter("editor")
    asked = client.get(f"/wp-admin/comment.php?action=approve&c={comment.pk}", follow=True)
    page = asked.content.decode()
    assert asked.redirect_chain == [(f"/wp-admin/comments/{comment.pk}/set/approve/", 302)]
    assert "Which pier" in page and "Approve" in page and _count(story) == 0
    assert client.post(asked.redirect_chain[0][0]).status_code == 302 and _count(story) == 1
    assert enter("author2").get(f"/wp-admin/comments/{comment.pk}/set/spam/").status_code == 403
    assert client.get(f"/wp-admin/comments/{comment.pk}/set/eat/").status_code == 404


def test_authors_moderate_below_their_own_stories(enter: Enter, story: Post) -> None:
    comment = _comment(story)
    assert enter("author2").post(f"/wp-admin/comments/{comment.pk}/set/approve/").status_code == 403
    assert "Which pier" not in enter("author2").get("/wp-admin/comments/").content.decode()
    assert enter("author").post(f"/wp-admin/comments/{comment.pk}/set/approve/").status_code == 302
    assert _count(story) == 1


def test_a_comment_is_corrected(enter: Enter, story: Post) -> None:
    comment = _comment(story, "1")
    data = {"content": "Which pier, please?", "author_name": "Reader", "status": "hold"}
    assert enter("editor").post(f"/wp-admin/comments/{comment.pk}/change/", data).status_code == 302
    comment.refresh_from_db()
    assert (comment.content, comment.approved, _count(story)) == ("Which pier, please?", "0", 0)


def test_deletion_asks_first(enter: Enter, story: Post) -> None:
    comment, client = _comment(story, "spam"), enter("editor")
    choice = {"action": "delete_for_good", "_selected_action": [comment.pk], "index": "0"}
    assert "cannot be undone" in client.post("/wp-admin/comments/?status=spam", choice).content.decode()
    assert Comment.objects.count() == 1
    client.post("/wp-admin/comments/?status=spam", {**choice, "confirmed": "yes"})
    assert Comment.objects.count() == 0


def test_editors_notes_are_no_comments(enter: Enter, story: Post) -> None:
    note = _comment(story, "1", type="note", content="Check the name of the pier")
    client = enter("administrator")
    assert "Check the name" not in client.get("/wp-admin/comments/").content.decode()
    assert client.post(f"/wp-admin/comments/{note.pk}/set/spam/").status_code == 404


def test_hostile_text_is_shown_as_text(enter: Enter, story: Post) -> None:
    _comment(
        story, author_name="<img src=x onerror=alert(1)>", content="<script>alert(2)</script>Hi &lt;b onclick=1&gt;"
    )
    for page in ("/wp-admin/comments/", "/wp-admin/"):
        html = enter("editor").get(page).content.decode()
        assert "<img src=x" not in html and "<script>alert" not in html and "<b onclick" not in html
