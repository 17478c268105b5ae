"""The way to a network's consent page and back, for every network that has one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.features.social.connections.conftest import Connect
from tests.features.social.networks.cases import BY_NAME
from wirepress.content.errors import ActionRefused
from wirepress.core.secrets.sealing import unseal
from wirepress.features.social.connections.consent import begin_consent, end_consent, find_granted, finish_consent
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection, ConnectAttempt
from wirepress.features.social.networks.protocol import now_gmt
from wirepress.features.social.networks.registry import find_network

WITH_CONSENT = [name for name, case in BY_NAME.items() if "oauth" in case.network.facts.ways]
PKCE = {"mastodon", "facebook", "twitter", "vk"}
USER = 5


def begin(server: Any, name: str, **given: Any) -> str:
    """Begin, and return the state that goes with the person."""
    places = {"url": server.base, "api": server.base, "consent": server.base, "tokens": server.base}
    keys = {"client_id": "app-1", "client_secret": "secret-of-app", "subreddit": "coast"}
    known = {one.name for one in find_network(name).facts.fields if one.way != "token"}
    fields = {field: value for field, value in {**places, **keys}.items() if field in known}
    url = begin_consent(name, fields, name="Harbour", user_id=USER, allow_private=True, **given)
    query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(server.base) and query["redirect_uri"].endswith("/wp-admin/social-accounts/callback/")
    assert "secret-of-app" not in url and query["client_id"] and len(query["state"]) > 40
    if name in PKCE:
        assert query["code_challenge_method"] == "S256" and len(query["code_challenge"]) == 43
    return query["state"]


@pytest.mark.parametrize("name", WITH_CONSENT)
def test_an_account_is_connected_by_consent(connect: Connect, open_server: Any, name: str) -> None:
    server = open_server(name)
    answer = {"code": "good-code", "state": begin(server, name), "device_id": "device-1"}
    attempt, _, profiles = finish_consent(answer, user_id=USER)
    wanted = {"vk": "-42"}.get(name) or BY_NAME[name].choose or profiles[0].id
    assert server.access not in attempt.kept
    _, again = find_granted(attempt.state, user_id=USER)
    assert [one.id for one in again] == [one.id for one in profiles]
    (account,) = end_consent(attempt, [wanted])
    row = AccountConnection.objects.get(account=account)
    assert (row.way, row.external_id, account.name) == ("oauth", wanted, "Harbour")
    assert not ConnectAttempt.objects.exists() and server.access not in row.secrets
    assert use_account(account, lambda network, ready: network.check(ready)).id == wanted
    assert unseal(row.secrets)["access"] == server.access


@pytest.mark.parametrize("name", WITH_CONSENT)
def test_a_code_that_is_not_good_connects_nothing(connect: Connect, open_server: Any, name: str) -> None:
    server = open_server(name)
    with pytest.raises(ActionRefused, match="Nothing was connected"):
        finish_consent({"code": "bad-code", "state": begin(server, name)}, user_id=USER)
    assert not AccountConnection.objects.exists() and not ConnectAttempt.objects.exists()


def test_who_says_no_connects_nothing(connect: Connect, open_server: Any) -> None:
    state = begin(open_server("mastodon"), "mastodon")
    with pytest.raises(ActionRefused, match=r"access_denied.*Nothing was connected"):
        finish_consent({"error": "access_denied", "state": state}, user_id=USER)


def test_a_state_is_good_once_for_who_began_and_for_a_quarter_of_an_hour(connect: Connect, open_server: Any) -> None:
    server = open_server("mastodon")
    server.codes["second"] = ""
    state = begin(server, "mastodon")
    for wrong, user in ((state, USER + 1), ("", USER), (f"{state}x", USER)):
        with pytest.raises(ActionRefused, match="Begin again"):
            finish_consent({"code": "good-code", "state": wrong}, user_id=user)
    attempt, _, _ = finish_consent({"code": "good-code", "state": state}, user_id=USER)
    with pytest.raises(ActionRefused, match="Begin again"):
        finish_consent({"code": "second", "state": state}, user_id=USER)
    with pytest.raises(ActionRefused):
        find_granted(attempt.state, user_id=USER + 1)
    old = begin(server, "mastodon")
    ConnectAttempt.objects.update(begun=now_gmt() - timedelta(minutes=16))
    with pytest.raises(ActionRefused, match="Begin again"):
        finish_consent({"code": "second", "state": old}, user_id=USER)


def test_connecting_again_needs_no_keys_of_the_app_and_wants_the_same_account(
    connect: Connect, open_server: Any
) -> None:
    server = open_server("twitter")
    account = connect(server, "twitter")
    state = parse_qs(
        urlsplit(begin_consent("twitter", {}, name="", user_id=USER, allow_private=True, again=account)).query
    )["state"][0]
    attempt, _, profiles = finish_consent({"code": "good-code", "state": state}, user_id=USER)
    AccountConnection.objects.update(external_id="99")
    with pytest.raises(ActionRefused, match="came back"):
        end_consent(attempt, [profiles[0].id])
    AccountConnection.objects.update(external_id="42", state="revoked", error="x")
    (again,) = end_consent(attempt, [profiles[0].id])
    row = AccountConnection.objects.get()
    assert again.pk == account.pk and (row.state, row.error) == ("well", "")
    assert unseal(row.secrets)["refresh"] == server.refresh
