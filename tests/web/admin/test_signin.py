"""Signing in and out."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.web.admin.conftest import PASSWORD, Enter
from wirepress.content.options import site
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.settings import limits
from wirepress.web.admin.models import SignInTry
from wirepress.web.admin.signin.tries import begin, succeed
from wirepress.web.admin.signin.views import NOT_SIGNED_IN

pytestmark = pytest.mark.django_db
URL = "/wp-login.php"


def _post(client: Client, log: str, pwd: str, **more: str):
    return client.post(URL, {"log": log, "pwd": pwd, **more})


def test_the_form_names_fields_as_wordpress_does(client: Client) -> None:
    page = client.get(URL, {"redirect_to": "/wp-admin/posts/"})
    html = page.content.decode()
    assert page.status_code == 200
    assert 'name="log"' in html and 'name="pwd"' in html and 'name="rememberme"' in html
    assert 'name="redirect_to" value="/wp-admin/posts/"' in html
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("name", ["editor", "EDITOR", "editor@desk.example"])
def test_login_or_mail_address_opens_the_door(staff: dict[str, User], client: Client, name: str) -> None:
    answer = _post(client, name, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/wp-admin/")
    assert client.get("/wp-admin/").status_code == 200


def test_unknown_login_and_wrong_password_look_the_same(staff: dict[str, User], client: Client) -> None:
    wrong, unknown = _post(client, "editor", "not-this"), _post(client, "nobody-here", "not-this")
    assert wrong.status_code == unknown.status_code == 403
    texts = [answer.content.decode().replace("nobody-here", "editor") for answer in (wrong, unknown)]
    assert all(NOT_SIGNED_IN in text for text in texts)
    assert client.get("/wp-admin/").status_code == 302


def test_empty_fields_are_refused_and_not_counted(staff: dict[str, User], client: Client) -> None:
    assert _post(client, "editor", "").status_code == 400
    assert not SignInTry.objects.exists()


def test_too_many_tries_close_the_door_even_for_the_right_password(staff: dict[str, User], client: Client) -> None:
    for _ in range(limits.LOGIN_TRIES):
        assert _post(client, "editor", "guess").status_code == 403
    answer = _post(client, "editor@desk.example", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= limits.LOGIN_WINDOW
    assert _post(client, "author", PASSWORD).status_code == 302  # another login of the same address


def test_one_address_cannot_try_many_logins(staff: dict[str, User]) -> None:
    waits = [begin("192.0.2.7", f"guess-{number}").wait for number in range(limits.LOGIN_TRIES_ADDRESS + 1)]
    assert not any(waits[:-1]) and waits[-1] > 0
    assert begin("192.0.2.8", "guess-1").wait == 0


def test_one_ipv6_network_is_one_address(staff: dict[str, User]) -> None:
    waits = [begin(f"2001:db8:1:2::{number:x}", "editor").wait for number in range(limits.LOGIN_TRIES + 1)]
    assert waits[-1] > 0


def test_old_tries_do_not_count_and_success_forgets(staff: dict[str, User]) -> None:
    for _ in range(limits.LOGIN_TRIES):
        begin("192.0.2.9", "editor")
    SignInTry.objects.update(moment=SignInTry.objects.first().moment - limits.LOGIN_WINDOW - 1)
    tried = begin("192.0.2.9", "editor")
    assert tried.wait == 0
    succeed(tried)
    assert not SignInTry.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/wp-admin/posts/", "/wp-admin/posts/"),
        ("http://news.example/wp-admin/comments/?status=0", "/wp-admin/comments/?status=0"),
        ("https://elsewhere.example/", "/wp-admin/"),
        ("//elsewhere.example/wp-admin/", "/wp-admin/"),
        ("/\\elsewhere.example", "/wp-admin/"),
        ("http://news.example@elsewhere.example/", "/wp-admin/"),
        ("javascript:alert(1)", "/wp-admin/"),
        ("/wp-login.php?action=logout", "/wp-admin/"),
    ],
)
def test_only_addresses_of_this_site_are_followed(
    staff: dict[str, User], client: Client, wanted: str, leads: str
) -> None:
    assert _post(client, "editor", PASSWORD, redirect_to=wanted)["Location"] == leads


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),  # a program
        ({"Origin": "http://news.example", "Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_program_signs_in_without_a_token_and_another_site_does_not(
    staff: dict[str, User], headers: dict[str, str], status: int
) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="news.example", headers=headers)
    answer = _post(strict, "editor", PASSWORD)
    assert answer.status_code == status
    assert strict.get("/wp-admin/").status_code == (200 if status == 302 else 302)


def test_the_first_nonce_is_had_as_from_wordpress(staff: dict[str, User]) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="news.example")
    ajax = "/wp-admin/admin-ajax.php?action=rest-nonce"
    refused = strict.get(ajax)
    assert (refused.status_code, refused.content) == (400, b"0")
    _post(strict, "editor", PASSWORD)
    nonce = strict.get(ajax).content.decode()
    assert re.fullmatch(r"[0-9a-f]{10}", nonce)
    assert strict.post(ajax).status_code == 400  # WordPress has it for GET only
    me = strict.get("/wp-json/wp/v2/users/me?context=edit", headers={"X-WP-Nonce": nonce})
    assert me.json()["slug"] == "editor"
    made = strict.post("/wp-json/wp/v2/posts", {"title": "By nonce"}, "application/json", headers={"X-WP-Nonce": nonce})
    assert made.status_code == 201 and made["X-WP-Nonce"] == nonce


@pytest.mark.parametrize("path", ["", "posts/", "posts/add/", "users/", "settings/"])
def test_every_newsroom_page_carries_a_nonce_for_rest(enter: Enter, path: str) -> None:
    client = enter("administrator")
    page = client.get(f"/wp-admin/{path}")
    found = re.findall(
        r'<script id="wp-api-request-js-extra" nonce="([^"]+)">var wpApiSettings = (\{.*?\});</script>',
        page.content.decode(),
    )
    assert len(found) == 1 and f"'nonce-{found[0][0]}'" in page["Content-Security-Policy"]
    settings = json.loads(found[0][1])
    assert (settings["root"], settings["versionString"]) == (site.rest_url("/"), "wp/v2/")
    assert (
        client.get("/wp-json/wp/v2/users/me", headers={"X-WP-Nonce": settings["nonce"]}).json()["slug"]
        == "administrator"
    )


def test_an_editor_s_frame_signs_in_on_the_spot(staff: dict[str, User], client: Client) -> None:
    frame = client.get(URL, {"interim-login": "1"})
    assert 'class="interim-login"' in frame.content.decode() and frame["X-Frame-Options"] == "SAMEORIGIN"
    wrong = _post(client, "editor", "not-the-password", **{"interim-login": "1"})
    assert wrong.status_code == 403 and 'name="interim-login" value="1"' in wrong.content.decode()
    page = _post(client, "editor", PASSWORD, **{"interim-login": "1"})
    assert page.status_code == 200 and 'class="interim-login interim-login-success"' in page.content.decode()
    assert str(staff["editor"]) in page.content.decode() and "no-store" in page["Cache-Control"]
    nonce = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").content.decode()
    me = client.get("/wp-json/wp/v2/users/me?context=edit", headers={"X-WP-Nonce": nonce})
    assert me.json()["slug"] == "editor"
    again = client.get(URL, {"interim-login": "1"})  # signed in already, in another window
    assert "interim-login-success" in again.content.decode()
    foreign = {"Origin": "http://elsewhere.example"}
    assert (
        client.post(URL, {"log": "editor", "pwd": PASSWORD, "interim-login": "1"}, headers=foreign).status_code == 403
    )


def test_a_browser_without_cookies_is_told(staff: dict[str, User]) -> None:
    client = Client()
    answer = _post(client, "editor", PASSWORD, testcookie="1")
    assert answer.status_code == 400 and "Allow cookies" in answer.content.decode()
    assert client.get("/wp-admin/").status_code == 302
    assert _post(client, "editor", PASSWORD, testcookie="1").status_code == 302  # the refusal brought the cookie along


def test_the_test_cookie_goes_to_the_sign_in_only(client: Client) -> None:
    assert client.get(URL).cookies["wordpress_test_cookie"]["path"] == URL


def test_reauth_ends_the_session_unless_another_site_says_so(enter: Enter) -> None:
    client = enter("editor")
    assert client.get(URL, {"reauth": "1"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert client.get("/wp-admin/").status_code == 200
    assert client.get(URL, {"reauth": "0"}).status_code == 302
    page = client.get(URL, {"reauth": "1", "redirect_to": "/wp-admin/posts/"})
    assert page.status_code == 200 and 'value="/wp-admin/posts/"' in page.content.decode()
    assert client.get("/wp-admin/").status_code == 302


def test_another_site_cannot_sign_out(enter: Enter) -> None:
    client = enter("editor")
    assert client.post(URL + "?action=logout", headers={"Origin": "http://elsewhere.example"}).status_code == 403
    assert client.get("/wp-admin/").status_code == 200
    answer = client.post(URL + "?action=logout", {"redirect_to": "/2026/"}, headers={"Origin": "http://news.example"})
    assert answer["Location"] == "/2026/"


def test_staying_signed_in_is_a_choice(staff: dict[str, User], client: Client) -> None:
    assert _post(client, "editor", PASSWORD).cookies["wirepress_session"]["max-age"] == ""
    client.logout()
    assert (
        _post(client, "editor", PASSWORD, rememberme="forever").cookies["wirepress_session"]["max-age"]
        == limits.SESSION_AGE
    )


def test_signing_out_asks_unless_the_link_has_a_nonce(staff: dict[str, User], enter: Enter) -> None:
    client = enter("editor")
    assert client.get(URL, {"action": "logout"}).status_code == 403
    assert client.get("/wp-admin/").status_code == 200
    nonce = nonces.create("log-out", staff["editor"].pk, client.session.session_key or "")
    answer = client.get(URL, {"action": "logout", "_wpnonce": nonce})
    assert answer["Location"] == "/wp-login.php?loggedout=true"
    assert "You have signed out" in client.get(answer["Location"]).content.decode()
    assert client.get("/wp-admin/").status_code == 302


@pytest.mark.parametrize("role", ["administrator", "contributor", "subscriber"])
def test_everybody_can_sign_out_by_button(enter: Enter, role: str) -> None:
    client = enter(role)
    assert client.post(URL + "?action=logout").status_code == 302
    assert client.get("/wp-admin/").status_code == 302


def test_the_sidebars_button_signs_out(enter: Enter) -> None:
    client = enter("author")
    assert client.get("/wp-admin/logout/").status_code == 302
    assert client.get("/wp-admin/").status_code == 200  # a link alone does nothing
    client.post("/wp-admin/logout/")
    assert client.get("/wp-admin/").status_code == 302


def test_the_admins_own_login_leads_to_the_sign_in(client: Client) -> None:
    answer = client.get("/wp-admin/login/", {"next": "/wp-admin/users/"})
    assert answer["Location"] == "/wp-login.php?redirect_to=%2Fwp-admin%2Fusers%2F"


def test_a_signed_in_reader_is_sent_on(enter: Enter) -> None:
    assert enter("editor").get(URL)["Location"] == "/wp-admin/"
    assert enter("subscriber").get(URL)["Location"] == "/"
