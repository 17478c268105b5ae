"""Numbers by mail, through a real mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server

from tests.features.analytics.dashboard.counts import label, read
from tests.serving import free_port
from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from tests.web.admin.html import faults
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.mails import send
from wirepress.features.analytics.mails.choice import MailChoice, put_choice, read_choice
from wirepress.features.analytics.mails.summary import write_summary
from wirepress.features.analytics.reports.period import Period, last_days, today
from wirepress.features.analytics.sitenotes.save import NewNote, save_note
from wirepress.settings import mail

__all__ = ["enter", "staff", "write_for"]
MONDAY = datetime(2026, 3, 9, 8)


class Box:
    """Keeps what it is given; while `full` it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.full = False

    async def handle_DATA(self, server: Server, session: Any, envelope: Any) -> str:
        if self.full:
            return "452 Insufficient system storage"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server on this machine, which the site's settings name."""
    store.forget()
    box, port = Box(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in mail.django_settings(f"smtp://127.0.0.1:{port}", "", "news.example").items():
        setattr(settings, name, value)
    try:
        yield box
    finally:
        controller.stop()


def test_a_mail_each_morning_once(box: Box, staff: dict[str, User], write_for: Callable[..., Post]) -> None:
    put_choice(staff["editor"], MailChoice("day"))
    put_choice(staff["subscriber"], MailChoice("day"))
    early, morning = MONDAY.replace(hour=6), MONDAY
    assert send.send_due(site.to_gmt(early)) == "0 sent, 0 failed"
    assert send.send_due(site.to_gmt(morning)) == "1 sent, 0 failed"
    assert send.send_due(site.to_gmt(morning)) == "0 sent, 0 failed"
    assert send.send_due(site.to_gmt(morning + timedelta(days=1))) == "1 sent, 0 failed"
    assert [one["To"] for one in box.mails] == ["editor@desk.example"] * 2
    assert "Sunday, 8 March" in str(box.mails[0]["Subject"])


def test_a_mail_each_monday_and_a_late_one_too(box: Box, staff: dict[str, User]) -> None:
    put_choice(staff["editor"], MailChoice("week"))
    for days in (-3, -1):  # who chose it in the middle of a week waits
        send.send_due(site.to_gmt(MONDAY + timedelta(days=days)))
    assert not box.mails
    send.send_due(site.to_gmt(MONDAY))
    send.send_due(site.to_gmt(MONDAY + timedelta(days=8)))  # the machine stood still on the Monday
    assert [str(one["Subject"]).partition("Readers, ")[2] for one in box.mails] == [
        "2 March to 8 March",
        "9 March to 15 March",
    ]


def test_a_server_that_refuses_loses_nothing(box: Box, staff: dict[str, User]) -> None:
    put_choice(staff["editor"], MailChoice("day"))
    box.full = True
    with pytest.raises(OSError, match="452"):
        send.send_due(site.to_gmt(MONDAY))
    box.full = False
    assert send.send_due(site.to_gmt(MONDAY)) == "1 sent, 0 failed" and len(box.mails) == 1


def test_what_it_says(staff: dict[str, User], write_for: Callable[..., Post]) -> None:
    store.forget()
    mine, other = (
        write_for(title="Ferry\n& tide", status="publish"),
        write_for(by="author2", title="Mast", status="publish"),
    )
    read(mine, 1200)
    read(other, 30)
    read(mine, 600, 1)
    label(Dimension.SOURCE, "search.example", 77)
    save_note(NewNote("A new gauge"), actor=staff["editor"])
    whole = write_summary(staff["editor"], last_days(1), own=False)
    for words in ("Views: 1,230 (+105 %)", "1,200  Ferry", "Mast", "search.example", "A new gauge"):
        assert words in whole.text
    own = write_summary(staff["author2"], last_days(1), own=True)
    assert "Views: 30 (new)" in own.text and "Ferry" not in own.text and "gauge" not in own.text
    nothing = write_summary(
        staff["editor"], Period(today() - timedelta(days=99), today() - timedelta(days=90)), own=False
    )
    assert "Views: 0 (as before)" in nothing.text


def test_everybody_chooses_their_own(enter: Enter, staff: dict[str, User], box: Box) -> None:
    page = "/wp-admin/readers/mails/"
    assert not faults(enter("editor").get(page).content.decode())
    enter("editor").post(page, {"every": "week"})
    assert read_choice(staff["editor"]) == MailChoice("week", False)
    enter("author").post(page, {"every": "day"})
    assert read_choice(staff["author"]) == MailChoice("day", True)
    enter("author").post(page, {"every": "hour"})
    assert read_choice(staff["author"]) == MailChoice("", True)
    assert enter("subscriber").get(page).status_code == 403
    shown = enter("editor").post(page, {"every": "day", "now": "1"}, follow=True).content.decode()
    assert "Sent to editor@desk.example" in shown and len(box.mails) == 1
    assert read_choice(staff["editor"]) == MailChoice("week", False)
    box.full = True
    shown = enter("editor").post(page, {"every": "day", "now": "1"}, follow=True).content.decode()
    assert "did not take it" in shown
