"""Readers who comment: where they are led, what their browser remembers, answers in place, without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from tests.web.site.test_forms import _form
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post

SEND = "/wp-comments-post.php"


def _comment(post: Post, text: str, parent: int = 0, **more: object) -> Comment:
    facts = {"author_name": "Ines", "approved": "1", "date_gmt": post.date_gmt, "date": post.date, **more}
    return Comment.objects.create(post_id=post.pk, content=text, parent_id=parent, **facts)


def test_only_forms_are_taken(write: Write, reader: Client) -> None:
    answer = reader.get(SEND)
    assert (answer.status_code, answer["Allow"], answer.content) == (405, "POST", b"")


def test_the_way_back_is_whole_and_kept_by_no_cache(write: Write, reader: Client) -> None:
    post = write()
    answer = reader.post(SEND, _form(post))
    made = Comment.objects.get()
    assert answer["Location"].startswith(f"{post_link(post)}?unapproved={made.pk}&moderation-hash=")
    assert answer["Location"].endswith(f"#comment-{made.pk}")
    assert answer["X-Redirect-By"] == "WordPress" and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("http://news.example/about/?a=1", "http://news.example/about/?a=1&unapproved="),
        ("/about/#top", "http://news.example/about/?unapproved="),
        ("http://elsewhere.example/", "http://news.example/2026/03/"),
        ("//elsewhere.example/", "http://news.example/2026/03/"),
        ("javascript:alert(1)", "http://news.example/2026/03/"),
    ],
)
def test_a_form_may_name_a_page_of_this_site(write: Write, reader: Client, wanted: str, there: str) -> None:
    assert reader.post(SEND, _form(write(), redirect_to=wanted))["Location"].startswith(there)


def test_who_asks_for_it_is_remembered(write: Write, reader: Client) -> None:
    post = write()
    answer = reader.post(SEND, _form(post, url="ottoline.example", **{"wp-comment-cookies-consent": "yes"}))
    names = sorted(answer.cookies)
    assert len(names) == 4 and all(name.startswith("comment_author_") for name in names)
    assert all(answer.cookies[name]["httponly"] and answer.cookies[name]["max-age"] == 30_000_000 for name in names)
    shown = reader.get(post_link(post))
    page = shown.content.decode()
    assert 'value="Ottoline"' in page and 'value="ottoline@reader.example"' in page and "ottoline.example" in page
    assert "My grandmother kept that light." in page and "no-store" in shown["Cache-Control"]
    assert "My grandmother" not in Client(SERVER_NAME="news.example").get(post_link(post)).content.decode()
    Comment.objects.update(approved="spam")
    assert "My grandmother" not in reader.get(post_link(post)).content.decode()


def test_who_does_not_is_forgotten(write: Write, reader: Client) -> None:
    post = write()
    reader.post(SEND, _form(post, **{"wp-comment-cookies-consent": "yes"}))
    Comment.objects.update(date_gmt=post.date_gmt)
    answer = reader.post(SEND, _form(post, comment="Another one"))
    assert len(answer.cookies) == 4 and all(cookie["max-age"] == 0 for cookie in answer.cookies.values())
    assert 'value="Ottoline"' not in reader.get(post_link(post)).content.decode()


def test_a_forged_cookie_shows_nothing(write: Write, reader: Client) -> None:
    post = write()
    answer = reader.post(SEND, _form(post, **{"wp-comment-cookies-consent": "yes"}))
    name = next(name for name in answer.cookies if "waiting" in name)
    for value in (f"{Comment.objects.get().pk}-00", "x", "9-", "-9.9", "9" * 400, "1-%C3%A9"):
        reader.cookies[name] = value
        assert "My grandmother" not in reader.get(post_link(post)).content.decode()


@pytest.mark.parametrize("structure", ["/%year%/%monthnum%/%postname%/", ""])
def test_the_answer_is_written_below_the_comment(write: Write, reader: Client, structure: str) -> None:
    store.put("permalink_structure", structure)
    post = write()
    first, second = _comment(post, "The lamp is out."), _comment(post, "It is not.")
    page = reader.get(post_link(post)).content.decode()
    link = page.partition(f'data-comment="{first.pk}"')[0].rpartition('href="')[2].partition("#respond")[0]
    opened = reader.get(link.replace("&amp;", "&")).content.decode()
    assert opened.count('id="commentform"') == 1
    assert opened.index("The lamp is out.") < opened.index('id="commentform"') < opened.index("It is not.")
    assert f'name="comment_parent" value="{first.pk}"' in opened and "Reply to Ines" in opened
    reader.post(SEND, _form(post, comment_parent=str(first.pk)))
    assert Comment.objects.get(author_name="Ottoline").parent_id == first.pk
    for number in (0, second.pk + 99):  # not a comment of this story: the form is where it always is
        plain = reader.get(post_link(post), {"replytocom": number, **({"p": post.pk} if not structure else {})})
        assert 'name="comment_parent" value="0"' in plain.content.decode()


def test_newest_first_where_the_site_wants_it(write: Write, reader: Client) -> None:
    post = write()
    first = _comment(post, "Earliest word")
    _comment(post, "Later word")
    _comment(post, "First answer", first.pk)
    _comment(post, "Second answer", first.pk)
    store.put("comment_order", "desc")
    page = reader.get(post_link(post)).content.decode()
    places = [page.index(text) for text in ("Later word", "Earliest word", "First answer", "Second answer")]
    assert places == sorted(places)


def test_name_and_address_are_asked_for_before_the_text(write: Write, reader: Client) -> None:
    answer = reader.post(SEND, _form(write(), author="", comment=""))
    assert "Give your name" in answer.content.decode()
