"""What readers send: comments and passwords of stories."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post

FOREIGN = {"HTTP_ORIGIN": "https://elsewhere.example"}


def _form(post: Post, **more: str) -> dict[str, str]:
    return {
        "comment_post_ID": str(post.pk),
        "comment": "My grandmother kept that light.",
        "author": "Ottoline",
        "email": "ottoline@reader.example",
        **more,
    }


def test_a_first_comment_waits_and_only_its_writer_sees_it(write: Write, reader: Client) -> None:
    post = write()
    answer = reader.post("/wp-comments-post.php", _form(post))
    comment = Comment.objects.get()
    assert (answer.status_code, comment.approved, comment.author_name) == (302, "0", "Ottoline")
    shown = reader.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert "waits for a moderator" in shown and "My grandmother kept that light." in shown
    assert "My grandmother" not in reader.get(post_link(post)).content.decode()
    forged = answer.headers["Location"].replace("moderation-hash=", "moderation-hash=0").partition("#")[0]
    assert "My grandmother" not in reader.get(forged).content.decode()


def test_a_known_commenters_comment_shows_at_once_and_is_counted(write: Write, reader: Client) -> None:
    store.put("comment_previously_approved", False)
    post = write()
    answer = reader.post("/wp-comments-post.php", _form(post))
    comment = Comment.objects.get()
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    post.refresh_from_db()
    assert post.comment_count == 1
    assert "My grandmother kept that light." in reader.get(post_link(post)).content.decode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"comment": "  "}, "The comment is empty"),
        ({"author": ""}, "Give your name"),
        ({"email": "nobody"}, "not a valid one"),
        ({"comment_parent": "987654"}, "not there any more"),
    ],
)
def test_a_refused_comment_keeps_the_text(write: Write, reader: Client, change: dict[str, str], reason: str) -> None:
    answer = reader.post("/wp-comments-post.php", _form(write(), **change))
    html = answer.content.decode()
    assert answer.status_code in (400, 403) and reason in html
    assert Comment.objects.count() == 0
    if "comment" not in change:
        assert "My grandmother kept that light." in html


def test_closed_stories_take_no_comment(write: Write, reader: Client) -> None:
    post = write(comment_status="closed")
    assert reader.post("/wp-comments-post.php", _form(post)).status_code == 403
    assert Comment.objects.count() == 0


def test_the_same_comment_twice_is_refused(write: Write, reader: Client) -> None:
    post = write()
    reader.post("/wp-comments-post.php", _form(post))
    assert reader.post("/wp-comments-post.php", _form(post)).status_code == 409
    assert Comment.objects.count() == 1


def test_forms_of_other_sites_are_refused(write: Write, reader: Client) -> None:
    post = write()
    assert reader.post("/wp-comments-post.php", _form(post), **FOREIGN).status_code == 403
    assert Comment.objects.count() == 0


def test_comments_cannot_carry_code(write: Write, reader: Client) -> None:
    store.put("comment_previously_approved", False)
    post = write()
    reader.post("/wp-comments-post.php", _form(post, comment='Hi <script>x()</script><img src=x onerror="y()"> there'))
    html = reader.get(post_link(post)).content.decode()
    assert (
        "x()" not in html.partition("comment-list")[2].partition("<form")[0].replace("&", "") or "<script>x" not in html
    )
    assert "onerror" not in html


def test_a_protected_story_opens_with_its_password(write: Write, reader: Client) -> None:
    post = write(content="<p>Only for members of the club.</p>", password="tern")
    address = post_link(post)
    closed = reader.get(address).content.decode()
    assert "Only for members" not in closed and "post_password" in closed
    wrong = {"post_password": "gull", "redirect_to": address}
    assert reader.post("/wp-login.php?action=postpass", wrong).headers["Location"] == address.removeprefix(
        "http://news.example"
    )
    assert "Only for members" not in reader.get(address).content.decode()
    reader.post("/wp-login.php?action=postpass", {"post_password": "tern", "redirect_to": address})
    opened = reader.get(address)
    assert "Only for members" in opened.content.decode() and "private" in opened.headers["Cache-Control"]
    assert all("tern" not in cookie.value for cookie in reader.cookies.values())
