"""Basic credentials: whom they name, and what happens where they name nobody."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client

from tests.web.rest.conftest import Ask
from wirepress.content.options import store
from wirepress.content.users import application_passwords, nonces
from wirepress.content.users.models import ApplicationPassword, User
from wirepress.web.rest.request.identify import parse_basic_credentials

PASSWORD = "nine-copper-kettles"  # of everybody's account, see `people`


def basic(text: str | bytes) -> str:
    return "Basic " + base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def get(header: str, path: str = "/wp-json/wp/v2/posts", method: str = "GET", **more: Any) -> Any:
    return Client().generic(method, path, HTTP_AUTHORIZATION=header, **more)


@pytest.fixture
def secret(people: dict[str, User]) -> str:
    """An application password of the editor."""
    return application_passwords.create(people["editor"], "press")[1]


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ("editor:wrong", "incorrect_password"),
        ("editor:", "incorrect_password"),
        (f"editor:{PASSWORD}", "incorrect_password"),  # the account's own password is none for programs
        ("editor@desk.example:wrong", "incorrect_password"),
        ("EDITOR:wrong", "incorrect_password"),
        ("author:wrong", "incorrect_password"),  # has no application password at all
        ("nobody:wrong", "invalid_username"),
        (":wrong", "invalid_username"),
        (":", "invalid_username"),
        (b"\xff\xfe:x", "invalid_username"),
        ("nobody@desk.example:wrong", "invalid_email"),
        ("nobody@nowhere:wrong", "invalid_username"),  # no mail address
    ],
)
def test_credentials_that_are_nobodys_are_refused(secret: str, pair: str | bytes, code: str) -> None:
    answer = get(basic(pair))
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (401, code, {"status": 401})


@pytest.mark.parametrize(
    "path",
    [
        "/wp-json/wp/v2",
        "/wp-json/wp/v2/types",
        "/?rest_route=/wp/v2/posts/1",
        "/wp-json/wp/v2/users/1",
        "/wp-json/no/such/route",
        "/wp-json/oembed/1.0/embed",
        "/wp-json/wp/v2/posts?per_page=0",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_they_are_refused_on_every_route_with_every_method(secret: str, path: str, method: str) -> None:
    answer = get(basic("editor:wrong"), path, method)
    assert answer.status_code == 401 and "Allow" not in answer
    assert method == "HEAD" or answer.json()["code"] == "incorrect_password"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ????",
        basic("no colon"),
        basic("a\0b:c"),
        "Bearer abc",
        "Digest editor:wrong",
        basic("editor:wrong").replace("Basic ", "Basic"),
    ],
)
def test_what_is_no_basic_credentials_is_not_looked_at(secret: str, header: str) -> None:
    assert get(header).status_code == 200


@pytest.mark.parametrize("name", ["editor", "Editor", "editor@desk.example", " editor "])
@pytest.mark.parametrize("form", ["{}", "  {}  ", "{}-"])
def test_right_ones_are_their_user(secret: str, people: dict[str, User], name: str, form: str) -> None:
    answer = get(basic(f"{name}:{form.format(secret)}"), "/wp-json/wp/v2/users/me")
    assert answer.json()["id"] == people["editor"].pk


def test_base_64_is_read_as_php_reads_it() -> None:
    whole = base64.b64encode(b"anne:x:y").decode()
    for written in (whole, whole.rstrip("="), whole[:4] + " \t" + whole[4:], whole[:3] + "é!" + whole[3:], whole + "="):
        assert parse_basic_credentials(f"bAsIc {written}") == ("anne", "x:y")
    assert parse_basic_credentials(basic(b"anne:x\0y")) == ("anne", "x")


def test_where_there_never_was_one_nobody_looks(people: dict[str, User]) -> None:
    assert get(basic("nobody:x")).status_code == 200
    row, _ = application_passwords.create(people["author"], "press")
    assert get(basic("nobody:x")).status_code == 401
    row.delete()
    assert get(basic("nobody:x")).status_code == 401  # WordPress never takes it back either
    store.remove("using_application_passwords")
    assert get(basic("nobody:x")).status_code == 200


def test_one_that_was_imported_counts(people: dict[str, User], secret: str) -> None:
    store.remove("using_application_passwords")
    assert ApplicationPassword.objects.exists() and get(basic("nobody:x")).status_code == 401


def test_a_session_goes_before_them(people: dict[str, User], secret: str) -> None:
    client = Client()
    client.force_login(people["author"])
    nonce = nonces.create("wp_rest", people["author"].pk, client.session.session_key or "")
    for pair in ("editor:wrong", f"editor:{secret}"):  # a password of the server in front, say
        found = client.get("/wp-json/wp/v2/users/me", HTTP_AUTHORIZATION=basic(pair), HTTP_X_WP_NONCE=nonce)
        assert found.json()["id"] == people["author"].pk
    wrong = client.get("/wp-json/wp/v2/types", HTTP_AUTHORIZATION=basic("editor:wrong"))
    assert wrong.status_code == 200  # without a nonce: a reader
    client.logout()
    client.cookies["wirepress_session"] = "0123456789abcdef"
    assert client.get("/wp-json/wp/v2/types", HTTP_AUTHORIZATION=basic("editor:wrong")).status_code == 401


def test_refused_credentials_write_nothing(people: dict[str, User], secret: str, ask: Ask) -> None:
    before = ApplicationPassword.objects.get().last_used
    get(basic("editor:wrong"), "/wp-json/wp/v2/posts", "POST")
    assert ApplicationPassword.objects.get().last_used == before is None


def test_the_index_is_shown_to_whoever_asks(secret: str) -> None:
    for path in ("/wp-json/", "/?rest_route=/"):
        answer = get(basic("editor:wrong"), path)
        assert answer.status_code == 200 and "application-passwords" in answer.json()["authentication"]


def test_who_asks_for_himself_is_told_that_he_is_nobody(secret: str) -> None:
    for method, code in (
        ("GET", "rest_not_logged_in"),
        ("POST", "incorrect_password"),
        ("DELETE", "incorrect_password"),
    ):
        answer = get(basic("editor:wrong"), "/wp-json/wp/v2/users/me", method)
        assert (answer.status_code, answer.json()["code"]) == (401, code), method


def test_pages_do_not_look_at_them(secret: str) -> None:
    assert get(basic("editor:wrong"), "/").status_code == 200
