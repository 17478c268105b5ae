"""Mails about comments: to moderators, to authors, to readers who asked and confirmed it; and what is spam by its look."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from tests.web.site.conftest import Write
from tests.web.site.test_forms import _form
from wirepress.content.comments.actions.moderate import set_status
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.comments.notices.queue import ask_for_answers
from wirepress.content.comments.notices.wishes import wish_of
from wirepress.content.comments.spam_checks import TRAP
from wirepress.content.options import store
from wirepress.content.workflows.comment_mails import notice_link
from wirepress.content.workflows.jobs import builtin_jobs
from wirepress.core.jobs.models import QueuedJob

SEND = "/wp-comments-post.php"
HOME = "http://news.example"
ASK = {"wirepress_answers": "yes"}


@pytest.fixture
def post_office(
    write: Write, change_settings: Callable[..., None], mailoutbox: list[EmailMessage]
) -> Callable[[], list[EmailMessage]]:
    """A site with a mail server; a call runs what is queued and answers the mails of this time."""
    change_settings(mail_url="smtp://mail.example")
    store.put("admin_email", "chief@desk.example")

    def _run() -> list[EmailMessage]:
        before, jobs = len(mailoutbox), {job.name: job.run for job in builtin_jobs()}
        for row in QueuedJob.objects.filter(name__startswith="comments.").order_by("pk"):
            jobs[row.name](**json.loads(row.arguments))
            row.delete()
        return mailoutbox[before:]

    return _run


def test_whoever_moderates_is_told_with_a_link_for_each_thing(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]]
) -> None:
    reader.post(SEND, _form(write("Ebb & flow"), comment="Is <b>that</b> so? &amp; why\nCc: all@a.example"))
    mails = post_office()
    row = Comment.objects.get()
    assert sorted(mail.to[0] for mail in mails) == ["chief@desk.example", "edda@desk.example"]
    text = mails[0].body
    for action in ("approve", "trash", "spam"):
        assert f"{HOME}/wp-admin/comment.php?action={action}&c={row.pk}" in text
    assert "Is that so? & why" in text and "ottoline@reader.example" in text and "1 waits in all" in text
    assert mails[0].subject.endswith("Waiting for approval: “Ebb & flow”")
    assert post_office() == []


def test_nobody_is_told_where_it_is_off_or_no_longer_due(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]], change_settings: Callable[..., None]
) -> None:
    post = write()
    reader.post(SEND, _form(post))
    Comment.objects.update(approved="spam")
    assert post_office() == []
    Comment.objects.all().delete()
    store.put("moderation_notify", False)
    reader.post(SEND, _form(post))
    change_settings(mail_url="")
    store.put("moderation_notify", True)
    Comment.objects.all().delete()
    reader.post(SEND, _form(post))
    assert not QueuedJob.objects.filter(name__startswith="comments.").exists()


def test_the_author_of_a_story_is_told_when_a_comment_shows(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]]
) -> None:
    reader.post(SEND, _form(write()))
    post_office()
    row = Comment.objects.get()
    set_status(row, "approve")
    (mail,) = post_office()
    assert (mail.to, mail.reply_to) == (["edda@desk.example"], ["ottoline@reader.example"])
    assert f"#comment-{row.pk}" in mail.body
    set_status(row, "hold")
    set_status(row, "approve")
    assert post_office() == []  # told already
    store.put("comments_notify", False)
    set_status(row, "hold")
    set_status(row, "approve")
    assert not QueuedJob.objects.filter(name__startswith="comments.").exists()


def _asked(write: Write, reader: Client, run: Callable[[], list[EmailMessage]]) -> tuple[Comment, EmailMessage]:
    """A comment whose writer asked to be told of answers, and the mail that asks whether it was them."""
    for option in ("moderation_notify", "comments_notify", "comment_previously_approved"):
        store.put(option, False)
    reader.post(SEND, _form(write(), **ASK))
    (mail,) = run()
    return Comment.objects.get(), mail


def _answer(
    reader: Client, to: Comment, run: Callable[[], list[EmailMessage]], text: str = "So it is."
) -> list[EmailMessage]:
    Comment.objects.exclude(pk=to.pk).update(
        author_ip="198.51.100.1", date_gmt=to.date_gmt, author_email="old@b.example"
    )
    Comment.objects.filter(pk=to.pk).update(author_ip="198.51.100.1")
    form = {"comment_post_ID": str(to.post_id), "comment": text, "author": "Ines", "email": "ines@b.example"}
    assert reader.post(SEND, {**form, "comment_parent": str(to.pk)}).status_code == 302
    return run()


def test_a_wish_counts_when_it_is_confirmed(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]]
) -> None:
    row, mail = _asked(write, reader, post_office)
    assert mail.to == ["ottoline@reader.example"] and notice_link(row) in mail.body
    assert _answer(reader, row, post_office) == []
    link = notice_link(row).removeprefix(HOME)
    page = reader.get(link)
    assert page.status_code == 200 and "no-store" in page["Cache-Control"] and wish_of(row) == "asked"
    assert reader.post(link, {"do": "confirm"}).status_code == 200 and wish_of(row) == "yes"
    (told,) = _answer(reader, row, post_office, "It is so.")
    assert told.to == ["ottoline@reader.example"] and "It is so." in told.body and link in told.body
    assert told.extra_headers["List-Unsubscribe"] == f"<{HOME}{link}>"
    assert reader.post(link, {"List-Unsubscribe": "One-Click"}, HTTP_ORIGIN="https://mail.example").status_code == 200
    assert wish_of(row) == "stopped" and _answer(reader, row, post_office, "Still so.") == []


def test_strangers_cannot_change_it(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]]
) -> None:
    row, _ = _asked(write, reader, post_office)
    for path in (f"{row.pk}/0", f"{row.pk + 1}/{notice_link(row)[-40:]}", "9" * 30 + "/a", f"{row.pk}/%C3%A9"):
        assert reader.post(f"/wp-comment-notices.php/{path}", {"do": "confirm"}).status_code == 404, path
    assert wish_of(row) == "asked"


def test_an_address_is_asked_once_a_day_whoever_types_it_in(
    write: Write, reader: Client, post_office: Callable[[], list[EmailMessage]]
) -> None:
    row, _ = _asked(write, reader, post_office)
    again = Comment.objects.create(
        post_id=row.post_id, author_email=row.author_email, approved="0", date_gmt=row.date_gmt
    )
    ask_for_answers(again)
    assert post_office() == [] and wish_of(again) == "asked"
    CommentMeta.objects.filter(comment=row).update(value="yes")
    third = Comment.objects.create(
        post_id=row.post_id, author_email=row.author_email, approved="0", date_gmt=row.date_gmt
    )
    ask_for_answers(third)
    assert post_office() == [] and wish_of(third) == "yes"  # the address is known to be theirs


def test_it_is_offered_where_mail_can_be_sent(
    write: Write, reader: Client, post_office: object, change_settings: Callable[..., None]
) -> None:
    path = f"/2026/03/{write().slug}/"
    assert 'name="wirepress_answers"' in reader.get(path).content.decode()
    store.put("wirepress_answer_notices", False)
    assert 'name="wirepress_answers"' not in reader.get(path).content.decode()
    store.put("wirepress_answer_notices", True)
    change_settings(mail_url="")
    assert 'name="wirepress_answers"' not in reader.get(path).content.decode()


def test_what_fills_in_the_hidden_field_is_spam(write: Write, reader: Client) -> None:
    store.put("comment_previously_approved", False)
    post = write()
    page = reader.get(f"/2026/03/{post.slug}/").content.decode()
    assert f'name="{TRAP}" tabindex="-1" autocomplete="off"' in page and '<p class="trap" aria-hidden="true">' in page
    answer = reader.post(SEND, _form(post, **{TRAP: "Cheap boats"}))
    assert answer.status_code == 302 and Comment.objects.get().approved == "spam"
    assert "My grandmother" not in reader.get(f"/2026/03/{post.slug}/").content.decode()


@pytest.mark.parametrize(
    ("seconds", "status"), [("", "1"), ("3", "1"), ("99999999999", "1"), ("x", "1"), ("0", "0"), ("2", "0")]
)
def test_nobody_writes_in_a_second(write: Write, reader: Client, seconds: str, status: str) -> None:
    store.put("comment_previously_approved", False)
    reader.post(SEND, _form(write(), wirepress_seconds=seconds))
    assert Comment.objects.get().approved == status


def test_what_is_sown_below_many_stories_is_spam(write: Write, reader: Client) -> None:
    store.put("comment_previously_approved", False)
    text = "Our boats are the finest boats, come and see our boats on the quay."
    statuses = []
    for number in range(4):
        reader.post(SEND, _form(write(f"Story {number}"), comment=text))
        row = Comment.objects.latest("pk")
        statuses.append(row.approved)
        Comment.objects.update(author_ip="198.51.100.1", author_email=f"{number}@a.example")
    assert statuses == ["1", "1", "spam", "spam"]


def test_bare_addresses_are_links(write: Write, reader: Client) -> None:
    store.put("comment_previously_approved", False)
    reader.post(SEND, _form(write(), comment="See http://a.example/ and https://b.example/x"))
    assert Comment.objects.get().approved == "0"
