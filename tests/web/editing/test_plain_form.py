"""The plain editor without scripts: the lock, taking over, and a save that comes too late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.admin.forms import Window, signed_in
from wirepress.content.posts.editing.locks import find_holder
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
Write = Callable[..., Post]


def _open(who: str, post: Post) -> Window:
    window = signed_in(who)
    window.open(f"/wp-admin/posts/{post.pk}/change/")
    return window


def test_the_second_reads_along_until_they_take_over(write: Write, staff: dict[str, User]) -> None:
    story = write("author")
    ann, ed = _open("author", story), _open("editor", story)
    assert "is writing this now" not in ann.html and 'name="_save"' in ann.html
    assert f"<strong>{staff['author']}</strong> is writing this now" in ed.html
    assert 'class="nr-locked" disabled' in ed.html and 'name="_save"' not in ed.html
    assert f"{staff['author']} is writing this" in ed.open("/wp-admin/posts/")
    ed.open(f"/wp-admin/posts/{story.pk}/change/?get-post-lock=1&_wpnonce=0123456789")
    assert find_holder(story.pk, staff["editor"].pk) == staff["author"]
    ed.open(f"/wp-admin/posts/{story.pk}/change/")
    link = ed.html.split('href="?get-post-lock=1&amp;_wpnonce=')[1][:10]
    ed.open(f"/wp-admin/posts/{story.pk}/change/?get-post-lock=1&_wpnonce={link}")
    assert 'name="_save"' in ed.html and find_holder(story.pk, staff["author"].pk) == staff["editor"]


def test_a_late_save_shows_both_and_replaces_only_when_told(write: Write, staff: dict[str, User]) -> None:
    story = write("author", content="<p>One</p>\n<p>Two</p>")
    ann = _open("author", story)
    other = _open("administrator", story)
    nonce = other.html.split('href="?get-post-lock=1&amp;_wpnonce=')[1][:10]
    other.open(f"/wp-admin/posts/{story.pk}/change/?get-post-lock=1&_wpnonce={nonce}")
    other.send("_continue", content="<p>One</p>\n<p>Zwei <b>x</b></p>")
    ann.send("_save", content="<p>Un</p>\n<p>Two</p>")
    assert f"{staff['administrator']} saved this at" in ann.html and "&lt;p&gt;Zwei &lt;b&gt;x" in ann.html
    assert "&lt;p&gt;Un&lt;/p&gt;" in ann.html  # the form still holds it
    assert [row.content for row in autosaves_of(story.pk, staff["author"].pk)] == ["<p>Un</p>\n<p>Two</p>"]
    assert "Zwei" in Post.objects.get(pk=story.pk).content
    assert ann.html.count('name="replace"') == 1
    version = ann.html.split('name="replace" value="')[1].split('"')[0]
    ann.send("_save", replace=version)
    assert Post.objects.get(pk=story.pk).content == "<p>Un</p>\n<p>Two</p>"


def test_sending_the_same_form_twice_is_no_conflict(write: Write) -> None:
    story = write("author")
    ann = _open("author", story)
    before, where = ann.answer, ann.address
    ann.send("_save", content="<p>Sent twice</p>")
    ann.answer, ann.address = before, where  # back, or an answer that was lost
    ann.send("_save", content="<p>Sent twice</p>")
    assert "while you were writing" not in ann.html
