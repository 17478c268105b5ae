"""The newsroom's pages of accounts: who sees them, connecting by them, coming back from a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.features.social.connections.conftest import Connect
from wirepress.content.users.actions.create import create_user
from wirepress.features.social.models import AccountConnection, ConnectAttempt, SocialAccount

ACCOUNTS = "/wp-admin/social-accounts/"
ALL = [
    ACCOUNTS,
    f"{ACCOUNTS}connect/?network=mastodon",
    f"{ACCOUNTS}callback/?state=x&code=y",
    f"{ACCOUNTS}choose/?attempt=x",
]


@pytest.fixture
def sign_in(connect: Connect) -> Callable[[str], Client]:
    """sign_in(role): a browser of somebody of that role."""

    def _sign_in(role: str) -> Client:
        client = Client()
        client.force_login(create_user(login=role, email=f"{role}@desk.example", password="four-red-buoys", role=role))
        return client

    return _sign_in


def text(answer: Any) -> str:
    return (
        answer.render().content.decode()
        if hasattr(answer, "render") and not answer.is_rendered
        else answer.content.decode()
    )


@pytest.mark.parametrize("page", ALL)
def test_the_pages_are_for_administrators(sign_in: Callable[[str], Client], page: str) -> None:
    assert Client().get(page).status_code == 302
    assert sign_in("editor").get(page).status_code == 403
    assert sign_in("administrator").get(page).status_code in (200, 400)


def test_what_is_shown_of_an_account_is_no_secret(
    sign_in: Callable[[str], Client], connect: Connect, open_server: Any
) -> None:
    server = open_server("mastodon")
    account = connect(server, "mastodon", "Harbour <b>")
    AccountConnection.objects.update(state="revoked", error="The token <i>was</i> revoked")
    client = sign_in("administrator")
    shown = text(client.get(ACCOUNTS))
    assert "Harbour &lt;b&gt;" in shown and "Access was withdrawn" in shown and "500 characters, 4 pictures" in shown
    assert "&lt;i&gt;was" in shown and server.access not in shown
    again = text(client.get(f"{ACCOUNTS}connect/?network=mastodon&way=token&account={account.pk}"))
    assert server.access not in again and server.base in again
    today = text(client.get("/wp-admin/"))
    assert "nr-notice-error" in today and f"connect/?network=mastodon&amp;account={account.pk}" in today


def test_a_token_is_typed_in(sign_in: Callable[[str], Client], open_server: Any) -> None:
    server, client = open_server("mastodon"), sign_in("administrator")
    form = {
        "network": "mastodon",
        "way": "token",
        "field.url": server.base,
        "field.token": "tok-mistyped",
        "allow_private": "1",
    }
    refused = client.post(f"{ACCOUNTS}connect/", form)
    assert refused.status_code == 400 and "Not connected" in text(refused) and "tok-mistyped" not in text(refused)
    assert not SocialAccount.objects.exists()
    done = client.post(f"{ACCOUNTS}connect/", {**form, "field.token": server.access, "name": "Harbour"})
    assert (done.status_code, done["Location"]) == (302, ACCOUNTS)
    assert SocialAccount.objects.get().name == "Harbour"


def test_by_way_of_the_networks_page(sign_in: Callable[[str], Client], open_server: Any) -> None:
    server, client = open_server("facebook"), sign_in("administrator")
    form = {
        "network": "facebook",
        "way": "oauth",
        "allow_private": "1",
        "field.client_id": "app-1",
        "field.client_secret": "secret-of-app",
        "field.api": server.base,
        "field.consent": server.base,
    }
    leaving = client.post(f"{ACCOUNTS}connect/", form)
    assert leaving.status_code == 200 and server.base in text(leaving) and "secret-of-app" not in text(leaving)
    state = leaving.context_data["url"].partition("state=")[2].partition("&")[0]
    back = client.get(f"{ACCOUNTS}callback/", {"state": state, "code": "good-code"})
    assert back.status_code == 302 and "choose" in back["Location"]
    assert "Harbour Sport" in text(client.get(back["Location"]))
    attempt = ConnectAttempt.objects.get().state
    assert client.post(f"{ACCOUNTS}choose/", {"attempt": attempt}).status_code == 400
    done = client.post(f"{ACCOUNTS}choose/", {"attempt": attempt, "chosen": ["42", "43"]})
    assert done.status_code == 302 and set(SocialAccount.objects.values_list("key", flat=True)) == {
        "facebook_42",
        "facebook_43",
    }
    assert client.get(f"{ACCOUNTS}callback/", {"state": state, "code": "good-code"}).status_code == 400


def test_actions_of_the_page(sign_in: Callable[[str], Client], connect: Connect, open_server: Any) -> None:
    server = open_server("mastodon")
    account, client = connect(server, "mastodon"), sign_in("administrator")
    server.state = "revoked"
    client.post(ACCOUNTS, {"account": account.pk, "deed": "check"})
    assert AccountConnection.objects.get().state == "revoked"
    client.post(ACCOUNTS, {"account": account.pk, "deed": "disconnect"})
    assert not AccountConnection.objects.exists()
    assert client.post(ACCOUNTS, {"account": account.pk, "deed": "check"}).status_code == 302
    assert client.post(ACCOUNTS, {"account": account.pk, "deed": "burn"}).status_code == 404
    assert client.post(ACCOUNTS, {"account": "999", "deed": "check"}).status_code == 404
    assert client.get(f"{ACCOUNTS}connect/?network=nowhere").status_code == 404
