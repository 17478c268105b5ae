"""Accounts are looked at daily; trouble is mailed once and stands in the newsroom until it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from tests.features.social.connections.conftest import Connect
from wirepress.content.options import store
from wirepress.features.social.connections import jobs
from wirepress.features.social.connections.alerts import newsroom_notices
from wirepress.features.social.connections.health import check_account, check_due_accounts, due_accounts
from wirepress.features.social.models import AccountConnection
from wirepress.features.social.networks.protocol import now_gmt


@pytest.fixture(autouse=True)
def newsroom(connect: Connect) -> None:
    store.put("admin_email", "desk@news.example")


def a_day_later() -> None:
    AccountConnection.objects.update(checked=now_gmt() - timedelta(days=1, minutes=1))


def test_a_look_keeps_limits_and_names_and_is_due_once_a_day(connect: Connect, open_server: Any) -> None:
    account = connect(open_server("instagram"), "instagram")
    assert not due_accounts().exists() and not jobs.is_any_due()
    a_day_later()
    AccountConnection.objects.update(handle="old", limits={})
    assert jobs.is_any_due() and check_due_accounts() == 1
    row = AccountConnection.objects.get(account=account)
    assert (row.state, row.handle, row.limits["posts_left"], row.limits["posts_day"]) == ("well", "harbour", 96, 100)
    assert not jobs.is_any_due() and not mail.outbox and not newsroom_notices()


@pytest.mark.parametrize(
    ("network", "trouble", "state"),
    [
        ("mastodon", {"state": "revoked"}, "revoked"),
        ("mastodon", {"scopes": ["read"]}, "permission"),
        ("facebook", {"state": "expired"}, "expired"),
        ("facebook", {"scopes": ["pages_read_engagement"]}, "permission"),
        ("telegram", {"rights": {"status": "member"}}, "permission"),
        ("vk", {"mask": 4}, "permission"),
        ("reddit", {"banned": True}, "blocked"),
        ("linkedin", {"versions": ()}, "permission"),
        ("slack", {"state": "revoked"}, "revoked"),
        ("discord", {"state": "revoked"}, "revoked"),
    ],
)
def test_trouble_is_found_before_anything_is_shared_and_told_once(
    connect: Connect, open_server: Any, network: str, trouble: dict[str, Any], state: str
) -> None:
    server = open_server(network)
    account = connect(server, network)
    for name, value in trouble.items():
        setattr(server, name, value)
    a_day_later()
    assert check_due_accounts() == 1
    row = AccountConnection.objects.get(account=account)
    assert row.state == state and row.error and not row.may_send and not server.seen
    (letter,) = mail.outbox
    assert letter.to == ["desk@news.example"] and "Harbour" in letter.subject and row.error in letter.body
    (notice,) = newsroom_notices()
    assert notice.level == "error" and "Harbour" in notice.text and str(account.pk) in notice.link
    a_day_later()
    check_due_accounts()
    assert len(mail.outbox) == 1
    fresh = type(server)()
    for name in trouble:
        setattr(server, name, getattr(fresh, name))
    a_day_later()
    check_due_accounts()
    assert AccountConnection.objects.get(account=account).state == "well" and not newsroom_notices()


def test_a_server_that_does_not_answer_is_in_trouble_after_the_third_look(connect: Connect, open_server: Any) -> None:
    server = open_server("mastodon")
    account = connect(server, "mastodon")
    for look in (1, 2, 3):
        server.fail("broken", "any")
        row = check_account(account)
        assert row.state == ("unreachable" if look == 3 else "well") and row.failures == look and row.may_send
        AccountConnection.objects.update(checked=now_gmt() - timedelta(hours=1, minutes=1))
        assert due_accounts().exists()
    assert newsroom_notices()[0].level == "warning"
    row = check_account(account)
    assert (row.state, row.failures, row.error) == ("well", 0, "")


def test_access_that_a_person_must_give_anew_is_told_of_two_weeks_before(connect: Connect, open_server: Any) -> None:
    account = connect(open_server("linkedin"), "linkedin")
    AccountConnection.objects.update(expires=now_gmt() + timedelta(days=20))
    assert check_account(account).state == "well"
    AccountConnection.objects.update(expires=now_gmt() + timedelta(days=11))
    row = check_account(account)
    assert row.state == "expiring" and row.may_send and "connect the account again" in row.error
    assert newsroom_notices()[0].level == "warning"


def test_access_that_extends_itself_is_extended_by_the_daily_look(connect: Connect, open_server: Any) -> None:
    server = open_server("threads")
    connect(server, "threads")
    AccountConnection.objects.update(expires=now_gmt() + timedelta(days=19))
    a_day_later()
    check_due_accounts()
    assert server.refreshed == 1 and AccountConnection.objects.get().expires > now_gmt() + timedelta(days=50)
    assert AccountConnection.objects.get().state == "well"


def test_too_many_questions_are_no_trouble(connect: Connect, open_server: Any) -> None:
    server = open_server("mastodon")
    account = connect(server, "mastodon")
    server.fail("rate", "any")
    assert check_account(account).state == "well"
