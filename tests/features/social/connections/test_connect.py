"""Accounts are connected, connected again, and disconnected; secrets are encrypted and never wiped."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.features.social.connections.conftest import Connect
from tests.features.social.networks.cases import CASES, Case
from wirepress.content.errors import ActionRefused
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import unseal
from wirepress.features.social import accounts
from wirepress.features.social.connections.connect import SeveralAccounts, connect_with_token
from wirepress.features.social.connections.disconnect import adopt_home, disconnect_account, find_account
from wirepress.features.social.connections.load import NotConnected
from wirepress.features.social.connections.rotate import rotate_key
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection, SocialAccount

WHO = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])


@WHO
def test_every_network_is_connected_and_its_secrets_are_not_readable(
    case: Case, connect: Connect, open_server: object, key_file: Path
) -> None:
    server = open_server(case.name)  # type: ignore[operator]
    account = connect(server, case.name)
    row = AccountConnection.objects.get(account=account)
    assert (account.name, account.connected, account.active, row.state) == ("Harbour", True, True, "well")
    assert server.access not in row.secrets and server.access not in str(row.options) and row.limits["length"]
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert use_account(account, lambda network, ready: network.check(ready)).id == row.external_id


def test_connecting_again_keeps_a_refresh_token_that_is_not_said_again(connect: Connect, open_server: object) -> None:
    server = open_server("twitter")  # type: ignore[operator]
    account = connect(server, "twitter")
    again = connect_with_token("x", {"token": server.access, "api": server.base}, name="Harbour", allow_private=True)
    secrets = unseal(AccountConnection.objects.get().secrets)
    assert again == account and secrets["refresh"] == "refresh-0123456789" and secrets["client_id"] == "app-1"


def test_an_account_left_by_an_import_is_taken_up_again(connect: Connect, open_server: object) -> None:
    accounts.add_accounts(["facebook_9_42", "facebook_9_43"])
    account = connect(open_server("facebook"), "facebook", "Our page")  # type: ignore[operator]
    assert account.key == "facebook_9_42" and account.connected and account.name == "Our page"
    assert SocialAccount.objects.count() == 2


def test_one_account_is_not_connected_twice_and_names_belong_to_one(connect: Connect, open_server: object) -> None:
    server = open_server("mastodon")  # type: ignore[operator]
    connect(server, "mastodon", "Harbour")
    with pytest.raises(ActionRefused, match="connected already, as 'Harbour'"):
        connect(server, "mastodon", "Second")
    with pytest.raises(ActionRefused, match="belongs to mastodon_42"):
        connect(open_server("telegram"), "telegram", "Harbour")  # type: ignore[operator]
    assert SocialAccount.objects.count() == AccountConnection.objects.count() == 1


def test_two_webhooks_may_lead_to_the_same_place(connect: Connect, open_server: object) -> None:
    server = open_server("webhook")  # type: ignore[operator]
    first, second = connect(server, "webhook", "One"), connect(server, "webhook", "Two")
    assert first.key != second.key and AccountConnection.objects.count() == 2


def test_of_several_accounts_one_is_chosen(connect: Connect, open_server: object) -> None:
    server = open_server("facebook")  # type: ignore[operator]
    with pytest.raises(SeveralAccounts, match=r"42.*Harbour News.*43.*Harbour Sport"):
        connect(server, "facebook", wanted="")
    assert connect(server, "facebook", wanted="Harbour Sport").key == "facebook_43"


@pytest.mark.parametrize(
    ("network", "given", "words"),
    [
        ("nowhere", {}, "no network 'nowhere'"),
        ("mastodon", {"url": "https://quay.example"}, "--token"),
        ("webhook", {"url": "https://quay.example/take"}, "--secret"),
        ("webhook", {"url": "http://127.0.0.1:9/take", "secret": "long-enough-secret"}, "https://"),
        ("webhook", {"url": "https://127.0.0.1/take", "secret": "long-enough-secret"}, "--allow-private"),
        ("webhook", {"url": "https://a:b@quay.example/", "secret": "long-enough-secret"}, "user name"),
        ("mastodon", {"url": "https://quay.example", "token": "x", "visibility": "loud"}, "one of: public"),
        ("mastodon", {"url": "https://quay.example", "token": "x", "colour": "red"}, "does not ask for colour"),
        ("discord", {"url": "https://quay.example/x"}, "webhooks/NUMBER/TOKEN"),
    ],
)
def test_what_cannot_be_connected_says_why(db: None, network: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(ActionRefused, match=words):
        connect_with_token(network, given, name="X")
    assert not SocialAccount.objects.exists()


def test_private_addresses_are_refused_unless_they_are_allowed(connect: Connect, open_server: object) -> None:
    server = open_server("mastodon")  # type: ignore[operator]
    with pytest.raises(ActionRefused, match="--allow-private"):
        connect_with_token("mastodon", {"url": server.base, "token": server.access}, name="X")


def test_a_wrong_token_connects_nothing(connect: Connect, open_server: object) -> None:
    server = open_server("mastodon")  # type: ignore[operator]
    with pytest.raises(ActionRefused, match=r"no longer accepts.*Nothing was connected"):
        connect_with_token("mastodon", {"url": server.base, "token": "wrong"}, name="X", allow_private=True)
    assert not SocialAccount.objects.exists()


def test_disconnecting_gives_the_access_back_and_keeps_the_account(connect: Connect, open_server: object) -> None:
    server = open_server("bluesky")  # type: ignore[operator]
    account = connect(server, "bluesky")
    assert disconnect_account(find_account("Harbour")) == "" and server.refresh == ""
    account.refresh_from_db()
    assert not account.connected and not account.active and not AccountConnection.objects.exists()
    with pytest.raises(NotConnected, match="wirepress social connect bluesky"):
        use_account(account, lambda network, ready: network.check(ready))
    assert connect(server, "bluesky").pk == account.pk and SocialAccount.objects.get().active


def test_a_network_that_is_not_there_does_not_hinder_disconnecting(connect: Connect, open_server: object) -> None:
    server = open_server("bluesky")  # type: ignore[operator]
    account = connect(server, "bluesky")
    server.fail("broken", "any")
    server.fail("broken", "deleteSession")
    assert "could not be told" in disconnect_account(account) and not AccountConnection.objects.exists()


def test_a_copy_of_the_site_shares_nothing_until_it_is_said_to_have_moved(
    connect: Connect, open_server: object
) -> None:
    account = connect(open_server("slack"), "slack")  # type: ignore[operator]
    AccountConnection.objects.update(home="https://old.example")
    with pytest.raises(NotConnected, match="copy"):
        use_account(account, lambda network, ready: network.check(ready))
    assert adopt_home() == 1
    use_account(account, lambda network, ready: network.check(ready))


def test_the_key_is_changed_and_may_be_broken_off(
    connect: Connect, open_server: object, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = connect(open_server("slack"), "slack")  # type: ignore[operator]
    connect(open_server("webhook"), "webhook", "Hook")  # type: ignore[operator]
    old, sealed = key_file.read_text(), AccountConnection.objects.get(account=account).secrets
    with monkeypatch.context() as broken:
        broken.setattr(AccountConnection, "save", _explode)
        with pytest.raises(RuntimeError):
            rotate_key()
    assert len(key_file.read_text().split()) == 2  # both are there, so nothing is lost
    assert unseal(sealed)
    assert rotate_key() == 2 and len(key_file.read_text().split()) == 1 and key_file.read_text() != old
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    with pytest.raises(KeyMissing):
        unseal(sealed)
    use_account(account, lambda network, ready: network.check(ready))


def _explode(*args: object, **kwargs: object) -> None:
    raise RuntimeError("power cut")


def test_a_key_that_is_missing_or_open_to_others_is_said(connect: Connect, open_server: object, key_file: Path) -> None:
    account = connect(open_server("slack"), "slack")  # type: ignore[operator]
    key_file.chmod(0o644)
    with pytest.raises(NotConnected, match="chmod 600"):
        use_account(account, lambda network, ready: network.check(ready))
    key_file.unlink()
    with pytest.raises(NotConnected, match="missing"):
        use_account(account, lambda network, ready: network.check(ready))
