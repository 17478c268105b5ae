"""Mails about notes on stories, through a real mail server: who is called, who takes part, and never who may not read the story."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.features.wire.maintenance.test_alerts import Box, box
from tests.web.admin.conftest import enter, staff, write
from wirepress.content.comments.notices.mentions import Called, find_called
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.content.workflows.jobs import builtin_jobs
from wirepress.core.jobs.models import QueuedJob

__all__ = ["box", "enter", "staff", "write"]
Write = Callable[..., Post]


@pytest.fixture
def post_office(box: Box, change_settings: Callable[..., None]) -> Callable[[], dict[str, Any]]:
    """A call runs what is queued and answers the mails of this time: address -> mail."""
    change_settings(mail_url="smtp://mail.example")

    def _run() -> dict[str, Any]:
        before, jobs = len(box.mails), {job.name: job.run for job in builtin_jobs()}
        for row in QueuedJob.objects.filter(name="comments.mail_note").order_by("pk"):
            jobs[row.name](**json.loads(row.arguments))
            row.delete()
        found = {str(mail["To"]): mail for mail in box.mails[before:]}
        assert len(found) == len(box.mails) - before, "somebody was told twice"
        return found

    return _run


def _note(staff: dict[str, User], client: Client, name: str, post: Post, text: str, **more: Any) -> int:
    client.force_login(staff[name])
    nonce = nonces.create("wp_rest", staff[name].pk, client.session.session_key or "")
    number = more.pop("number", 0)
    body = {"post": post.pk, "type": "note", "content": text, **more}
    path = f"/wp-json/wp/v2/comments{f'/{number}' if number else ''}"
    answer = client.post(path, json.dumps(body), content_type="application/json", headers={"X-WP-Nonce": nonce})
    assert answer.status_code in (200, 201), answer.content
    return int(answer.json()["id"])


@pytest.mark.django_db
def test_who_is_called_who_takes_part_and_nobody_else(
    staff: dict[str, User], client: Client, write: Write, post_office: Callable[[], dict[str, Any]]
) -> None:
    story = write("author", title="Ebb &amp; flow", status="draft")
    first = _note(
        staff,
        client,
        "editor",
        story,
        "Is <b>this</b> so, @administrator? @author2 @subscriber @nobody a@editor.example",
    )
    mails = post_office()
    # author2 and subscriber may not read the draft; the editor wrote the note; the author is told as the author.
    assert sorted(mails) == ["administrator@desk.example", "author@desk.example"]
    called = mails["administrator@desk.example"]
    assert called["Subject"].endswith("You are asked about “Ebb & flow”")
    assert "Is this so, @administrator?" in called.get_content()
    assert f"/wp-admin/post.php?post={story.pk}&action=edit" in called.get_content()
    assert mails["author@desk.example"]["Subject"].endswith("Note on “Ebb & flow”")
    _note(staff, client, "author", story, "It is.", parent=first)
    assert sorted(post_office()) == ["editor@desk.example"]
    _note(staff, client, "administrator", story, "", parent=first, meta={"_wp_note_status": "resolved"})
    mails = post_office()
    assert sorted(mails) == ["author@desk.example", "editor@desk.example"]
    assert "marked it as settled" in mails["author@desk.example"].get_content()


@pytest.mark.django_db
def test_a_change_tells_only_whom_it_calls_newly(
    staff: dict[str, User], client: Client, write: Write, post_office: Callable[[], dict[str, Any]]
) -> None:
    story = write("author")
    number = _note(staff, client, "author", story, "Look, @editor.")
    assert sorted(post_office()) == ["editor@desk.example"]
    _note(staff, client, "author", story, "Look, @editor and @Administrator!", number=number)
    assert sorted(post_office()) == ["administrator@desk.example"]


@pytest.mark.django_db
def test_rights_are_those_of_the_moment_of_the_mail(
    staff: dict[str, User], client: Client, write: Write, post_office: Callable[[], dict[str, Any]]
) -> None:
    story = write("author")
    _note(staff, client, "author", story, "Look, @editor and @administrator.")
    User.objects.filter(pk=staff["editor"].pk).update(roles=["subscriber"])
    assert sorted(post_office()) == ["administrator@desk.example"]
    _note(staff, client, "author", story, "And this, @administrator?")
    Post.objects.filter(pk=story.pk).update(status="trash")
    assert post_office() == {}


@pytest.mark.django_db
def test_the_site_may_switch_off_all_but_calls(
    staff: dict[str, User], client: Client, write: Write, post_office: Callable[[], dict[str, Any]]
) -> None:
    store.put("wp_notes_notify", False)
    story = write("author")
    _note(staff, client, "editor", story, "Nobody in particular.")
    assert post_office() == {}
    _note(staff, client, "editor", story, "@author?")
    assert sorted(post_office()) == ["author@desk.example"]


def _mark(number: object, name: str = "Ann") -> str:
    return f'<span class="wp-note-mention user-{number}">@{name}</span>'


@pytest.mark.django_db
def test_the_editors_mark_calls_by_number(
    staff: dict[str, User], client: Client, write: Write, post_office: Callable[[], dict[str, Any]]
) -> None:
    story = write("author")
    User.objects.filter(pk=staff["editor"].pk).update(display_name="Administrator of Tides")
    note = f"Is it so, {_mark(staff['editor'].pk, 'Administrator of Tides')}?"
    _note(staff, client, "author", story, note)
    mails = post_office()
    assert sorted(mails) == ["editor@desk.example"]  # not the one whose slug the name begins with
    assert "Is it so, @Administrator of Tides?" in mails["editor@desk.example"].get_content()


@pytest.mark.parametrize(
    ("text", "numbers", "slugs"),
    [
        ("@ann", (), ("ann",)),
        ("(@ann-marie), @Bea_2!", (), ("ann-marie", "bea_2")),
        ("@ann- and @ann", (), ("ann",)),
        ("ann@desk.example x@bea https://a.example/@ann @ @@ann @-", (), ()),
        (" ".join(f"@u{number}" for number in range(50)), (), tuple(f"u{number}" for number in range(20))),
        (f"{_mark(7)} and {_mark(12)}, {_mark(7)}", (7, 12), ()),
        (f"{_mark('x')} {_mark(0)} {_mark('9' * 30)}", (), ()),
        ("<span class='user-4 other'>@bea</span> <span>@cara</span>", (), ("bea", "cara")),
        ('<span class="wp-note-mention user-5" title="a">@A\nb', (), ("a",)),
    ],
)
def test_who_is_called(text: str, numbers: tuple[int, ...], slugs: tuple[str, ...]) -> None:
    assert find_called(text) == Called(numbers, slugs)
