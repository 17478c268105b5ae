"""Refusals of people's data: code, status and `data` of each, as clients of WordPress meet them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.rest.conftest import Ask
from wirepress.content.users.models import User

NEW = {"username": "nora", "email": "nora@desk.example", "password": "nine-copper-kettles"}


@pytest.mark.parametrize(
    ("given", "code", "status"),
    [
        ({"username": "author"}, "existing_user_login", 500),
        ({"username": "AUTHOR"}, "existing_user_login", 500),
        ({"email": "author@desk.example"}, "existing_user_email", 500),
        ({"email": "Author@Desk.example"}, "existing_user_email", 500),
        ({"username": "n" * 61}, "user_login_too_long", 500),
        ({"url": "https://quay.example/" + "a" * 100}, "user_url_too_long", 500),
        ({"slug": "s" * 51}, "user_nicename_too_long", 500),
    ],
)
def test_what_the_store_of_people_refuses_has_no_data(ask: Ask, given: dict[str, Any], code: str, status: int) -> None:
    answer = ask("/wp/v2/users", "administrator", "POST", NEW | given)
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (status, code, None)
    assert not User.objects.filter(login=given.get("username", "nora"), email=NEW["email"]).exists()


@pytest.mark.parametrize(
    ("given", "code", "status"),
    [
        ({"email": "editor@desk.example"}, "rest_user_invalid_email", 400),
        ({"slug": "editor"}, "rest_user_invalid_slug", 400),
        ({"username": "other"}, "rest_user_invalid_argument", 400),
        ({"roles": ["nobody"]}, "rest_user_invalid_role", 400),
    ],
)
def test_what_rest_itself_refuses_says_its_status(
    ask: Ask, people: dict[str, User], given: dict[str, Any], code: str, status: int
) -> None:
    answer = ask(f"/wp/v2/users/{people['author'].pk}", "administrator", "POST", given)
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (status, code, {"status": status})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"url": "https://quay.example/" + "a" * 100}, "user_url_too_long"),
        ({"slug": "s" * 51}, "user_nicename_too_long"),
    ],
)
def test_a_change_is_refused_as_a_new_user_is(
    ask: Ask, people: dict[str, User], given: dict[str, Any], code: str
) -> None:
    answer = ask(f"/wp/v2/users/{people['author'].pk}", "administrator", "POST", given)
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (500, code, None)


@pytest.mark.parametrize(
    "given", [{"username": "no/slash"}, {"email": "no address"}, {"password": "back\\slash"}, {"username": ""}]
)
def test_what_is_wrong_in_itself_is_an_invalid_parameter(ask: Ask, given: dict[str, Any]) -> None:
    answer = ask("/wp/v2/users", "administrator", "POST", NEW | given)
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")
