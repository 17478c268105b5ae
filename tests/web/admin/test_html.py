"""Every page of the newsroom is HTML as it should be written: no reader has to mend it, every control has its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.admin.conftest import Enter
from tests.web.admin.html import faults
from tests.web.admin.pages import QUOTES, addresses
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["administrator", "author", "contributor"])
def test_every_page_is_strict_html(staff: dict[str, User], enter: Enter, tmp_path: Path, role: str) -> None:
    client, wrong, seen = enter(role), {}, 0
    for address in addresses(staff, tmp_path):
        page = (enter("anonymous") if address.startswith("/wp-login.php") and "logout" not in address else client).get(
            address
        )
        if page.status_code == 302 or "text/html" not in page["Content-Type"]:
            continue
        assert page.status_code in (200, 403) or role != "administrator", address
        seen += 1
        found = faults(page.content.decode())
        if found:
            wrong[address] = found
    assert wrong == {}
    assert seen > (60 if role == "administrator" else 20)


def test_pages_that_answer_a_form_are_strict_html(staff: dict[str, User], enter: Enter, tmp_path: Path) -> None:
    addresses(staff, tmp_path)
    client, row = enter("administrator"), Post.objects.filter(type="post", status="publish").first()
    other = Post.objects.filter(type="post", status="trash").first()
    assert row is not None and other is not None
    posts = [
        ("/wp-admin/posts/add/", {"title": QUOTES, "date": "yesterday", "featured_media": "99"}, "administrator"),
        (f"/wp-admin/posts/{row.pk}/change/", {"title": QUOTES, "seen": "-"}, "administrator"),
        ("/wp-admin/users/add/", {"login": "", "email": "nowhere", "password": "x"}, "administrator"),
        ("/wp-admin/settings/general/", {"option-0": QUOTES}, "administrator"),
        ("/wp-admin/categories/add/", {"name": ""}, "administrator"),
        (f"/wp-admin/users/{staff['author'].pk}/application-passwords/", {"name": QUOTES}, "administrator"),
        (
            "/wp-admin/posts/?status=trash",
            {"action": "delete_for_good", "_selected_action": str(other.pk), "index": "0"},
            "administrator",
        ),
        ("/wp-admin/wire-sources/source/", {"name": QUOTES, "url": QUOTES}, "administrator"),
        ("/wp-admin/posts/add/", {"title": QUOTES, "content": f"{QUOTES}\n{QUOTES}"}, "anonymous"),
        ("/wp-admin/posts/add/", {"title": QUOTES, "content": f"{QUOTES}\n{QUOTES}"}, "subscriber"),
        (f"/wp-admin/posts/{row.pk}/change/", {"title": QUOTES, "content": f"{QUOTES}\n{QUOTES}"}, "author"),
        ("/wp-admin/posts/999999/change/", {"title": QUOTES, "content": f"{QUOTES}\n{QUOTES}"}, "administrator"),
        ("/wp-admin/authorize-application.php", {"app_name": QUOTES, "approve": "1"}, "author"),
        ("/wp-admin/authorize-application.php", {"app_name": QUOTES, "app_id": QUOTES}, "author"),
        ("/wp-login.php", {"log": QUOTES, "pwd": "wrong"}, "anonymous"),
        ("/wp-login.php", {"log": "", "pwd": ""}, "anonymous"),
    ]
    wrong = {}
    for address, data, who in posts:
        page = (client if who == "administrator" else enter(who)).post(address, data)
        assert page.status_code in (200, 400, 403, 404), (address, page.status_code)
        found = faults(page.content.decode())
        if found:
            wrong[address, who] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<a href="/x"class="y">z</a>', "no tag as it should"),
        ('<a href="/x" href="/y">z</a>', "attributes twice"),
        ("<div><p>a</div></p>", "ends what is not open"),
        ("<div><b>a</div>", "ends what is not open"),
        ("<section>", "not ended"),
        ("<form><form></form></form>", "a form within a form"),
        ('<p id="a">1</p><p id="a">2</p>', "is there 2 times"),
        ("<label>Name</label>", "names no control"),
        ('<label for="a">Name</label><p id="a">x</p>', "names no control"),
        ('<label for="a">Name</label><input type="hidden" id="a">', "names no control"),
        ('<label for="a"><input id="a"><input aria-label="x"></label>', "several controls"),
        ("<input type=text>", "without a name"),
        ('<input aria-label="x" aria-describedby="gone">', "names nothing"),
        ("<html><h1>a</h1><h3>b</h3></html>", "h3 follows h1"),
        ("<html><h2>a</h2></html>", "0 first headings"),
        ("<img src=x>", "without alt"),
        ("<a href=x></a>", "nothing says"),
    ],
)
def test_the_reader_finds_what_is_wrong(text: str, fault: str) -> None:
    assert any(fault in found for found in faults(text))


def test_the_reader_finds_nothing_in_order() -> None:
    text = (
        '<!doctype html><html lang="en"><head><title>a < b</title></head><body><h1>a</h1><!-- <b> --><ul><li>1<li>2</ul><p>x<p>y'
        '<form><label>Name <input name=x></label><label for="t">Text</label><textarea id="t"><b></textarea><br></form></body></html>'
    )
    assert faults(text) == []
