"""Access is renewed before it ends, by one worker at a time, and what goes wrong with it stays passing where it is."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection as database

from tests.features.social.connections.conftest import Connect
from wirepress.core.secrets.sealing import unseal
from wirepress.features.social.connections import renew
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import now_gmt

ROTATING = ["bluesky", "twitter", "tumblr", "pinterest", "reddit"]
EXTENDING = ["threads", "instagram"]


def look(account: SocialAccount) -> None:
    use_account(account, lambda network, ready: network.check(ready))


def ends_soon(account: SocialAccount, seconds: int = 30) -> None:
    AccountConnection.objects.filter(account=account).update(expires=now_gmt() + timedelta(seconds=seconds))


@pytest.mark.parametrize("name", [*ROTATING, *EXTENDING])
def test_access_is_renewed_before_it_ends(connect: Connect, open_server: object, name: str) -> None:
    server = open_server(name)  # type: ignore[operator]
    account = connect(server, name)
    before = unseal(AccountConnection.objects.get().secrets)
    ends_soon(account)
    look(account)
    row = AccountConnection.objects.get()
    secrets = unseal(row.secrets)
    assert server.refreshed == 1 and secrets["access"] == server.access != before["access"]
    assert row.expires > now_gmt() + timedelta(minutes=30) and row.renewing_until is None
    assert set(before) <= set(secrets)
    look(account)
    assert server.refreshed == 1


@pytest.mark.parametrize("name", ROTATING)
def test_access_that_ran_out_early_is_renewed_once_and_the_call_made_again(
    connect: Connect, open_server: object, name: str
) -> None:
    server = open_server(name)  # type: ignore[operator]
    account = connect(server, name)
    server.state = "expired"
    look(account)
    assert server.refreshed == 1 and AccountConnection.objects.get().state == "well"


def test_several_workers_renew_once(
    transactional_db: None, connect: Connect, open_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = open_server("twitter")  # type: ignore[operator]
    account = connect(server, "twitter")
    ends_soon(account)
    server.slow = 0.1
    monkeypatch.setattr(renew, "STEP", 0.02)
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            look(account)
        except BaseException as error:
            wrong.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and server.refreshed == 1 and server.calls("oauth2/token") == 1


def test_a_worker_that_died_while_it_renewed_is_waited_for_no_longer_than_its_claim(
    connect: Connect, open_server: object
) -> None:
    server = open_server("twitter")  # type: ignore[operator]
    account = connect(server, "twitter")
    ends_soon(account)
    AccountConnection.objects.update(renewing_until=now_gmt() - timedelta(seconds=1))
    look(account)
    assert server.refreshed == 1


@pytest.mark.parametrize("name", ["twitter", "threads"])
def test_a_passing_failure_does_not_kill_an_account(connect: Connect, open_server: object, name: str) -> None:
    server = open_server(name)  # type: ignore[operator]
    account = connect(server, name)
    ends_soon(account, 600)
    server.fail("broken", "token")
    look(account)  # the old access is still good
    assert AccountConnection.objects.get().state == "well" and server.refreshed == 0
    ends_soon(account, -1)
    server.fail("broken", "token")
    with pytest.raises(errors.Unavailable):
        look(account)
    assert AccountConnection.objects.get().state == "well"
    look(account)
    assert server.refreshed == 1


def test_a_dead_refresh_token_is_for_a_person_and_is_remembered(connect: Connect, open_server: object) -> None:
    server = open_server("twitter")  # type: ignore[operator]
    account = connect(server, "twitter")
    server.refresh, server.state = "another-one-123456", "expired"
    with pytest.raises(errors.AccountTrouble, match="connected again"):
        look(account)
    row = AccountConnection.objects.get()
    assert row.state == "revoked" and not row.may_send and "connected again" in row.error
    assert row.renewing_until is None


def test_bluesky_signs_in_anew_when_its_refresh_token_is_dead_and_else_never(
    connect: Connect, open_server: object
) -> None:
    server = open_server("bluesky")  # type: ignore[operator]
    account = connect(server, "bluesky")
    ends_soon(account)
    look(account)
    assert (server.sessions, server.refreshed) == (1, 1)
    server.refresh = ""
    ends_soon(account)
    look(account)
    assert (server.sessions, server.refreshed) == (2, 1)
    look(account)
    assert server.sessions == 2


def test_access_that_nothing_renews_is_used_to_its_end_and_somebody_is_told(
    connect: Connect, open_server: object
) -> None:
    server = open_server("linkedin")  # type: ignore[operator]
    account = connect(server, "linkedin")
    ends_soon(account, 5 * 86400)  # LinkedIn's own members have no refresh token
    look(account)
    row = AccountConnection.objects.get()
    assert row.state == "expiring" and row.may_send and "connect the account again" in row.error
    before = len(server.asked)
    look(account)
    assert server.calls("accessToken") == 0 and len(server.asked) > before


def test_a_refresh_token_that_died_early_stops_nothing_before_the_access_ends(
    connect: Connect, open_server: object
) -> None:
    server = open_server("pinterest")  # type: ignore[operator]
    account = connect(server, "pinterest")
    server.refresh = "another-one-123456"
    ends_soon(account, 3600)
    look(account)
    assert AccountConnection.objects.get().state == "expiring" and server.calls("token") == 1
    look(account)
    assert server.calls("token") == 1


def test_a_token_that_does_not_say_its_end_is_extended_in_a_day(connect: Connect, open_server: object) -> None:
    server = open_server("threads")  # type: ignore[operator]
    account = connect(server, "threads")
    look(account)
    assert server.refreshed == 0
    row = AccountConnection.objects.get()
    AccountConnection.objects.update(expires=row.expires - timedelta(days=1, minutes=1))
    look(account)
    assert server.refreshed == 1


def test_a_right_that_is_missing_for_something_else_stops_no_posting(connect: Connect, open_server: object) -> None:
    account = connect(open_server("slack"), "slack")  # type: ignore[operator]

    def refuse(network: object, ready: object) -> None:
        raise errors.PermissionMissing("No insights for you.")

    with pytest.raises(errors.PermissionMissing):
        use_account(account, refuse, posting=False)
    assert AccountConnection.objects.get().may_send
    with pytest.raises(errors.PermissionMissing):
        use_account(account, refuse)
    assert AccountConnection.objects.get().state == "permission"
