"""What the plugin's screens ask: for administrators, the accounts that are known here."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from wirepress.content.options import store
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.features.social import accounts

pytestmark = pytest.mark.django_db
ADDRESS = "/?rest_route=/tweet-old-post/v8/api"


@pytest.fixture
def ask() -> Callable[..., Any]:
    """Asks as somebody of a role ("" is a reader)."""
    store.forget()
    accounts.forget_accounts()

    def _ask(role: str, req: str = "") -> Any:
        headers = {}
        if role:
            user = create_user(login=role, email=f"{role}@desk.example", password="x-y-z", role=role)
            _, secret = application_passwords.create(user, "screen")
            headers["HTTP_AUTHORIZATION"] = "Basic " + base64.b64encode(f"{role}:{secret}".encode()).decode()
        return Client().get(f"{ADDRESS}{f'&req={req}' if req else ''}", **headers)

    return _ask


@pytest.mark.parametrize(("role", "status"), [("", 401), ("subscriber", 403), ("editor", 403), ("administrator", 200)])
def test_who_may_ask(ask: Callable[..., Any], role: str, status: int) -> None:
    answer = ask(role)
    assert answer.status_code == status
    assert answer.content == b"{}" if status == 200 else answer.json()["code"] == "rest_forbidden"


def test_accounts_and_their_services(ask: Callable[..., Any]) -> None:
    accounts.add_accounts(["mastodon_5_9", "mastodon_5_10"])
    data = ask("administrator", "get_active_accounts").json()["data"]
    assert list(data) == ["mastodon_5_9", "mastodon_5_10"] and data["mastodon_5_9"]["connected"] is False
    store.forget()


def test_services_hold_their_accounts(ask: Callable[..., Any]) -> None:
    accounts.add_accounts(["mastodon_5_9", "mastodon_5_10"])
    data = ask("administrator", "get_authenticated_services").json()["data"]
    assert list(data) == ["mastodon_5"] and list(data["mastodon_5"]["available_accounts"]) == [
        "mastodon_5_9",
        "mastodon_5_10",
    ]


def test_what_has_no_answer_here_says_so(ask: Callable[..., Any]) -> None:
    answer = ask("administrator", "reset_accounts")
    assert (answer.status_code, answer.json()["code"]) == (501, "rest_not_implemented")


def test_the_index_names_the_plugins_namespaces(ask: Callable[..., Any]) -> None:
    shown = Client().get("/?rest_route=/").json()
    own = [name for name in shown["namespaces"] if name.startswith(("aioseo", "monster", "tweet", "wirepress"))]
    assert own == ["aioseo/v1", "monsterinsights/v1", "tweet-old-post/v8"]
    assert shown["namespaces"].index("aioseo/v1") < shown["namespaces"].index("wp/v2")
    assert not any("wirepress" in pattern for pattern in shown["routes"])
    assert "/tweet-old-post/v8/api" in Client().get("/?rest_route=/tweet-old-post/v8").json()["routes"]
