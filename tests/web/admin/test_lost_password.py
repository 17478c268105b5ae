"""A lost password: a link by mail that works once and for an hour, and nobody learns who exists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from django.core.mail import EmailMessage
from django.test import Client

from tests.serving import free_port
from tests.web.admin.conftest import PASSWORD, Enter
from wirepress.content.users import password_reset
from wirepress.content.users.models import User
from wirepress.content.workflows.jobs import builtin_jobs
from wirepress.content.workflows.password_mails import mail_password_reset
from wirepress.core.jobs.models import QueuedJob
from wirepress.settings import limits, mail

pytestmark = pytest.mark.django_db
ASK = "/wp-login.php?action=lostpassword"
NEW = "four-quiet-herons-wade"
Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def post_office(
    staff: dict[str, User], change_settings: Callable[..., None], mailoutbox: list[EmailMessage]
) -> Callable[[], list[EmailMessage]]:
    """A site with a mail server; a call runs what is queued and answers the mails of this time."""
    change_settings(mail_url="smtp://mail.example")

    def run() -> list[EmailMessage]:
        before, jobs = len(mailoutbox), {job.name: job.run for job in builtin_jobs()}
        for row in QueuedJob.objects.filter(name__startswith="users.").order_by("pk"):
            jobs[row.name](**json.loads(row.arguments))
            row.delete()
        return mailoutbox[before:]

    return run


def _link(sent: EmailMessage) -> str:
    found = re.search(r"http://news\.example(/wp-login\.php\?\S+)", str(sent.body))
    assert found is not None
    return found.group(1)


def _choose(client: Client, link: str, **form: str) -> tuple[int, str]:
    client.get(link, follow=True)
    answer = client.post("/wp-login.php?action=resetpass", {"pass1": NEW, "pass2": NEW, **form})
    return answer.status_code, answer.get("Location", "")


def _ask(name: str, client: Client | None = None, **headers: str):
    return (client or Client(SERVER_NAME="news.example")).post(ASK, {"user_login": name}, **headers)


@pytest.mark.parametrize("name", ["editor", "EDITOR", "editor@desk.example", " editor "])
def test_a_person_chooses_a_new_password(post_office: Post, client: Client, name: str) -> None:
    answer = _ask(name)
    assert (answer.status_code, answer["Location"]) == (302, "/wp-login.php?checkemail=confirm")
    (sent,) = post_office()
    assert sent.to == ["editor@desk.example"]
    opened = client.get(_link(sent))
    assert opened.status_code == 302 and "key" not in opened["Location"]
    assert b"editor" in client.get(opened["Location"]).content
    page = client.post("/wp-login.php?action=resetpass", {"pass1": NEW, "pass2": NEW})
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    signed = [client.post("/wp-login.php", {"log": "editor", "pwd": pwd}).status_code for pwd in (PASSWORD, NEW)]
    assert signed == [403, 302]
    assert next(told.subject for told in post_office()).endswith("Your password was changed")


def test_the_link_works_once_and_ends_with_a_sign_in(post_office: Post, enter: Enter) -> None:
    _ask("editor")
    link = _link(post_office()[0])
    assert _choose(Client(SERVER_NAME="news.example"), link)[0] == 200
    again = Client(SERVER_NAME="news.example")
    assert "error=invalidkey" in again.get(link)["Location"]
    assert _choose(again, link, rp_key=parse_qs(urlsplit(link).query)["key"][0])[0] == 302
    _ask("author")
    other = _link(post_office()[-1])
    Client(SERVER_NAME="news.example").post("/wp-login.php", {"log": "author", "pwd": PASSWORD})
    assert "error=invalidkey" in Client().get(other)["Location"]


def test_the_link_works_for_an_hour(post_office: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime, timedelta

    _ask("editor")
    link, maker = _link(post_office()[0]), type(password_reset._keys)
    for late, dead in ((limits.RESET_LIFE - 5, False), (limits.RESET_LIFE + 5, True)):
        monkeypatch.setattr(maker, "_now", lambda self, late=late: datetime.now() + timedelta(seconds=late))
        assert ("invalidkey" in Client().get(link)["Location"]) is dead


def test_a_session_with_the_old_password_ends(post_office: Post, enter: Enter) -> None:
    thief = enter("editor")
    User.objects.filter(login="editor").update(last_login=None)
    _ask("editor")
    _choose(Client(SERVER_NAME="news.example"), _link(post_office()[0]))
    assert thief.get("/wp-admin/").status_code == 302


def test_nobody_learns_who_exists(post_office: Post) -> None:
    answers = [_ask(name) for name in ("editor", "nobody-here", "nobody@nowhere.example", "editor@desk.example")]
    assert len({(one.status_code, one["Location"], one.content) for one in answers}) == 1
    assert QueuedJob.objects.filter(name=password_reset.MAIL).count() == 4
    assert {sent.to[0] for sent in post_office()} == {"editor@desk.example"}


def test_a_mailbox_is_not_filled_and_an_address_is_told_to_wait(post_office: Post) -> None:
    answers = [_ask("editor").status_code for _ in range(limits.RESET_TRIES_LOGIN + 2)]
    assert answers == [302] * len(answers)
    assert len(post_office()) == limits.RESET_TRIES_LOGIN
    for _ in range(limits.RESET_TRIES_ADDRESS - len(answers)):
        _ask("somebody")
    refused = _ask("author")
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert post_office()[:1] == []


def test_wrong_passwords_are_refused_with_the_form_open(post_office: Post, client: Client) -> None:
    _ask("editor")
    link = _link(post_office()[0])
    assert _choose(client, link, pass1="short", pass2="short")[0] == 400
    assert _choose(client, link, pass2="another-one-than-that")[0] == 400
    assert _choose(client, link)[0] == 200


@pytest.mark.parametrize(
    "query",
    [
        {"login": "editor", "key": "x"},
        {"login": "editor", "key": "zz-" + "a" * 500},
        {"login": "", "key": "abc-def"},
        {"login": "nobody", "key": "abc-def"},
        {"login": "ed\0itor", "key": "ü"},
    ],
)
def test_keys_that_are_none(post_office: Post, client: Client, query: dict[str, str]) -> None:
    answer = client.get("/wp-login.php", {"action": "rp", **query})
    assert (answer.status_code, answer["Location"]) == (302, "/wp-login.php?action=lostpassword&error=invalidkey")


def test_other_sites_cannot_ask_or_choose(post_office: Post, client: Client) -> None:
    headers = {"HTTP_ORIGIN": "https://elsewhere.example"}
    assert _ask("editor", client, **headers).status_code == 403
    assert client.post("/wp-login.php?action=resetpass", {"pass1": NEW, "pass2": NEW}, **headers).status_code == 403
    assert post_office() == []


def test_users_without_an_address_get_no_mail(post_office: Post) -> None:
    User.objects.filter(login="author").update(email="")
    User.objects.filter(login="author2").update(placeholder=True)
    _ask("author")
    _ask("author2@desk.example")
    assert post_office() == []


def test_a_site_without_mail_says_so(staff: dict[str, User], client: Client) -> None:
    assert b"sends no mail" in client.get(ASK).content
    assert _ask("editor", client).status_code == 503
    assert not QueuedJob.objects.filter(name=password_reset.MAIL).exists()


class Mailbox:
    """A mail server that keeps what it is given; while `full` it refuses."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.full = False

    async def handle_DATA(self, server: Server, session: Any, envelope: Any) -> str:
        if self.full:
            return "452 Insufficient system storage"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


def test_the_mail_goes_through_a_mail_server_and_waits_while_that_is_full(
    staff: dict[str, User], settings: Any, change_settings: Callable[..., None]
) -> None:
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        change_settings(mail_url=f"smtp://127.0.0.1:{port}")
        for name, value in mail.django_settings(f"smtp://127.0.0.1:{port}", "", "news.example").items():
            setattr(settings, name, value)
        _ask("editor")
        row = QueuedJob.objects.get(name=password_reset.MAIL)
        box.full = True
        with pytest.raises(OSError, match="452"):
            mail_password_reset(**json.loads(row.arguments))
        box.full = False
        mail_password_reset(**json.loads(row.arguments))
    finally:
        controller.stop()
    (sent,) = box.mails
    assert (sent["To"], sent["From"]) == ("editor@desk.example", "wordpress@news.example")
    assert "Choose a new password" in sent["Subject"] and "editor" in sent.get_content()
    link = re.search(r"http://news\.example(/wp-login\.php\?\S+)", sent.get_content())
    assert link is not None and _choose(Client(SERVER_NAME="news.example"), link.group(1))[0] == 200
