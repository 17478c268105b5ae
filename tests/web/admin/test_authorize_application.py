"""wp-admin/authorize-application.php: a program is let in by its user, and leads back with a password that works."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from django.test import Client

from tests.access.world import drawing
from tests.web.admin.conftest import Enter
from tests.web.admin.forms import signed_in
from wirepress.content.users.authorize_application import fault_of_return_address, is_app_id
from wirepress.content.users.models import ApplicationPassword, User

pytestmark = pytest.mark.django_db
URL = "/wp-admin/authorize-application.php"
APP_ID = "0c9f7f4c-34a4-4c1b-8f0e-5d1c3b2a9e77"


def _approve(client: Client, button: str = "approve", **form: str):
    return client.post(URL, {"app_name": "Tide Reader", button: "1", **form})


def test_the_rest_index_names_it_and_a_stranger_signs_in_first(client: Client, staff: dict[str, User]) -> None:
    told = json.loads(client.get("/wp-json/").content)["authentication"]["application-passwords"]["endpoints"]
    assert told == {"authorization": f"http://news.example{URL}"}
    answer = client.get(URL, {"app_name": "Tide Reader"})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["redirect_to"] == [f"{URL}?app_name=Tide+Reader"]


@pytest.mark.parametrize("role", ["subscriber", "contributor", "editor", "administrator"])
@pytest.mark.parametrize("back", ["https://reader.example/done?step=2", "tidereader://auth", "http://127.0.0.1:9/x"])
def test_a_program_gets_a_password_that_works(enter: Enter, staff: dict[str, User], role: str, back: str) -> None:
    client = enter(role)
    asked = {"app_name": "Tide Reader", "app_id": APP_ID, "success_url": back}
    page = client.get(URL, asked)
    assert page.status_code == 200 and b"Tide Reader" in page.content
    policy = page["Content-Security-Policy"]
    target = urlsplit(back)
    source = f"{target.scheme}://{target.netloc}" if target.scheme.startswith("http") else f"{target.scheme}:"
    assert f"form-action 'self' {source}" in policy and "frame-ancestors 'none'" in policy
    answer = _approve(client, app_id=APP_ID, success_url=back)
    assert answer.status_code == 302 and answer["Location"].startswith(back)
    told = {name: one[0] for name, one in parse_qs(urlsplit(answer["Location"]).query).items()}
    assert (told["site_url"], told["user_login"]) == ("http://news.example", role)
    row = ApplicationPassword.objects.get()
    assert (row.user_id, row.name, row.app_id) == (staff[role].pk, "Tide Reader", APP_ID)
    basic = base64.b64encode(f"{role}:{told['password']}".encode()).decode()
    me = Client(SERVER_NAME="news.example").get("/wp-json/wp/v2/users/me", headers={"Authorization": f"Basic {basic}"})
    assert json.loads(me.content)["id"] == staff[role].pk


def test_a_refusal_is_told(enter: Enter) -> None:
    client = enter("author")
    no = _approve(client, "reject", success_url="https://reader.example/?a=1")
    assert no["Location"] == "https://reader.example/?a=1&success=false"
    no = _approve(client, "reject", success_url="https://reader.example/", reject_url="reader://no")
    assert no["Location"] == "reader://no"
    assert _approve(client, "reject")["Location"] == "http://news.example/wp-admin/"
    assert not ApplicationPassword.objects.exists()


def test_without_an_address_the_password_is_shown_once(enter: Enter) -> None:
    page = _approve(enter("author"))
    shown = page.content.decode().split('id="new-application-password-value">')[1].partition("<")[0]
    assert page.status_code == 200 and "no-store" in page["Cache-Control"] and len(shown.replace(" ", "")) == 24


@pytest.mark.parametrize(
    "wrong",
    [
        {"success_url": "http://reader.example/"},
        {"success_url": "javascript:alert(1)"},
        {"success_url": "//reader.example/"},
        {"reject_url": "data:text/html,x"},
        {"reject_url": "https://"},
        {"app_id": "seven"},
    ],
)
def test_wrong_requests_are_refused_on_both_ways(enter: Enter, wrong: dict[str, str]) -> None:
    client = enter("author")
    assert client.get(URL, {"app_name": "x", **wrong}).status_code == 400
    assert _approve(client, **wrong).status_code == 400
    assert not ApplicationPassword.objects.exists()


def test_another_site_cannot_press_the_button(enter: Enter, staff: dict[str, User]) -> None:
    window = signed_in("author")
    sent = window.client.post(URL, {"app_name": "x", "approve": "1"}, headers={"Origin": "https://elsewhere.example"})
    assert sent.status_code == 403
    assert window.client.post(URL, {"app_name": "x", "approve": "1"}).status_code == 403
    window.open(f"{URL}?app_name=Tide")
    window.send("approve", form="//form[@id='authorize-application-form']")
    assert ApplicationPassword.objects.count() == 1


def test_a_name_is_asked_for(enter: Enter) -> None:
    assert _approve(enter("author"), app_name=" ").status_code == 400


@pytest.mark.parametrize(
    ("url", "good", "in_development"),
    [
        ("", True, True),
        ("https://a.example", True, True),
        ("HTTPS://a.example/x?y#z", True, True),
        ("org.example.app:/cb", True, True),
        ("http://[::1]:8080/", True, True),
        ("http://localhost:3000/", False, True),
        ("http://localhost.evil.example/", False, False),
        ("http://127.0.0.1.evil.example/", False, False),
        ("JavaScript:alert(1)", False, False),
        ("java\nscript:alert(1)", False, False),
        ("https://a.example/\r\nSet-Cookie: x", False, False),
        ("https:\\\\a.example", False, False),
        ("https://[bad", False, False),
        ("/relative", False, False),
        ("1password:x", False, False),
    ],
)
def test_where_a_program_may_return_to(url: str, good: bool, in_development: bool) -> None:
    assert (fault_of_return_address(url) == "") is good
    assert (fault_of_return_address(url, is_development=True) == "") is in_development


def test_numbers_of_programs() -> None:
    assert is_app_id("") and is_app_id(APP_ID) and is_app_id(APP_ID.upper())
    assert not any(map(is_app_id, ("x", APP_ID.replace("-", ""), f"{{{APP_ID}}}", f"urn:uuid:{APP_ID}")))


def test_a_program_on_a_phone_finds_its_way_in_and_works(staff: dict[str, User]) -> None:
    """Discovery by the front page's header, the question in a browser, then writing, a picture and moderation with the password."""
    program = Client(SERVER_NAME="news.example")
    found = re.search(r'<([^>]+)>; rel="https://api\.w\.org/"', program.get("/")["Link"])
    assert found is not None
    index = json.loads(program.get(found.group(1).removeprefix("http://news.example")).content)
    door = index["authentication"]["application-passwords"]["endpoints"]["authorization"]
    asked = f"{door}?app_name=tide-android&app_id={APP_ID}&success_url=tide%3A%2F%2Fapp-pass-authorize"
    window = signed_in("editor")
    window.open(asked.removeprefix("http://news.example"))
    page = lxml.html.fromstring(window.html)
    form = {name: value for one in page.xpath("//form[@method='post']") for name, value in one.form_values()}
    sent = window.client.post(URL, {**form, "approve": "1"}, headers={"Origin": "http://news.example"})
    told = {name: one[0] for name, one in parse_qs(urlsplit(sent["Location"]).query).items()}
    basic = base64.b64encode(f"{told['user_login']}:{told['password']}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}

    def ask(method: str, path: str, code: int, **body: object) -> dict[str, object]:
        data = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        answer = getattr(program, method)(f"/wp-json/wp/v2/{path}", headers=headers, **data)
        assert answer.status_code == code, answer.content
        return json.loads(answer.content)

    assert ask("get", "users/me?context=edit", 200)["username"] == "editor"
    ask("get", "users/me/application-passwords/introspect", 200)
    made = ask("post", "posts", 201, title="From the ferry", content="<p>Calm.</p>", status="draft")
    picture = program.post(
        "/wp-json/wp/v2/media",
        data=drawing(),
        content_type="image/png",
        headers={**headers, "Content-Disposition": 'attachment; filename="quay.png"'},
    )
    assert picture.status_code == 201
    changed = ask("put", f"posts/{made['id']}", 200, status="publish", featured_media=json.loads(picture.content)["id"])
    assert changed["status"] == "publish"
    listed = ask("get", "posts?context=edit&status=publish,draft&_fields=id,title.raw&per_page=20", 200)
    assert [one["id"] for one in listed] == [made["id"]]  # type: ignore[attr-defined]
    ask("delete", f"posts/{made['id']}", 200)
    ApplicationPassword.objects.all().delete()
    ask("get", "users/me?context=edit", 401)
