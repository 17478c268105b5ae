"""Mail on trouble, once, and on recovery, through a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server

from tests.features.wire.gathering_newsroom import Add
from tests.serving import free_port
from wirepress.content.mail import newsroom_addresses as people
from wirepress.content.options import store
from wirepress.content.users.models import User
from wirepress.features.wire.maintenance.alerts import send_alerts
from wirepress.features.wire.models import Source
from wirepress.settings import mail

pytestmark = pytest.mark.django_db


class Box:
    """Keeps what it is given; while `full` it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.full = False

    async def handle_DATA(self, server: Server, session: Any, envelope: Any) -> str:
        if self.full:
            return "452 Insufficient system storage"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server on this machine, which the site's settings name."""
    box, port = Box(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in mail.django_settings(f"smtp://127.0.0.1:{port}", "", "news.example").items():
        setattr(settings, name, value)
    try:
        yield box
    finally:
        controller.stop()


def _fail(source: Source, times: int, words: str = "The server is not available just now (503).") -> None:
    Source.objects.filter(pk=source.pk).update(failures=times, error=words if times else "")


def test_trouble_and_recovery_are_told_once(add: Add, box: Box) -> None:
    source, other = add(name="Courier"), add("/other", name="Observer")
    _fail(source, 2)
    assert send_alerts() == 0 and not box.mails  # it may be over in a moment
    _fail(source, 3)
    _fail(other, 9, "Über die Leitung kam nichts.")
    assert send_alerts() == 2 and send_alerts() == 0
    (mail,) = box.mails
    text = mail.get_content()
    assert mail["Subject"] == "[Wirepress] Wire: 2 sources in trouble" or "2 sources in trouble" in mail["Subject"]
    assert mail["From"] == "wordpress@news.example" and mail["To"] == "chief@desk.example"
    assert "Courier" in text and "(503)" in text and "Über die Leitung kam nichts." in text and "asked again at" in text
    _fail(source, 0)
    assert send_alerts() == 1 and send_alerts() == 0
    assert "Courier is well again" in box.mails[1]["Subject"]
    _fail(source, 3)
    assert send_alerts() == 1 and "Courier is in trouble" in box.mails[2]["Subject"]


def test_a_source_that_is_gone_is_told_at_once(add: Add, box: Box) -> None:
    source = add()
    Source.objects.filter(pk=source.pk).update(
        failures=1, due=None, error="The server says that it is gone for good (410)."
    )
    assert send_alerts() == 1
    assert "not asked again" in box.mails[0].get_content()


def test_a_paused_source_is_nobodys_trouble(add: Add, box: Box) -> None:
    source = add()
    Source.objects.filter(pk=source.pk).update(failures=7, enabled=False)
    assert send_alerts() == 0 and not box.mails


def test_what_the_mail_server_refuses_is_told_later(add: Add, box: Box) -> None:
    source = add()
    _fail(source, 3)
    box.full = True
    assert send_alerts() == 0 and not box.mails
    box.full = False
    assert send_alerts() == 1 and len(box.mails) == 1
    _fail(source, 0)
    box.full = True
    assert send_alerts() == 0
    box.full = False
    assert send_alerts() == 1 and "well again" in box.mails[1]["Subject"]


def test_a_name_cannot_add_lines_to_the_mails_head(add: Add, box: Box) -> None:
    source = add()
    Source.objects.filter(pk=source.pk).update(name="Courier\r\nBcc: all@news.example", failures=3, error="x")
    assert send_alerts() == 1
    assert box.mails[0]["Bcc"] is None and "Bcc: all@news.example" in box.mails[0]["Subject"]


def test_mail_goes_to_the_address_of_the_settings_else_to_every_administrator(newsroom: User) -> None:
    assert people() == ["chief@desk.example"]
    store.put("admin_email", "desk@news.example")
    assert people() == ["desk@news.example"]
