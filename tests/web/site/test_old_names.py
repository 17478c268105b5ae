"""Names that people and programs know from WordPress."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.users.models import User

HOME = "http://news.example"


@pytest.mark.parametrize(
    ("path", "status", "there"),
    [
        ("/login", 302, "/wp-login.php"),
        ("/login/", 302, "/wp-login.php"),
        ("/login.php", 302, "/wp-login.php"),
        ("/admin", 302, "/wp-admin/"),
        ("/admin/", 302, "/wp-admin/"),
        ("/dashboard", 302, "/wp-admin/"),
        ("/wp-rss2.php", 301, "/feed/"),
        ("/wp-rss.php", 301, "/feed/"),
        ("/wp-feed.php", 301, "/feed/"),
        ("/wp-atom.php", 301, "/feed/atom/"),
        ("/wp-rdf.php", 301, "/feed/rdf/"),
        ("/wp-commentsrss2.php", 301, "/comments/feed/"),
        ("/blog/wp-rss2.php", 301, "/feed/"),
        ("/wp-register.php", 301, "/wp-login.php?action=register"),
        ("/wp-signup.php", 302, "/wp-login.php?action=register"),
        ("/wp-activate.php", 302, "/wp-login.php?action=register"),
    ],
)
def test_old_names_lead_on(editor: User, reader: Client, path: str, status: int, there: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (status, HOME + there)
    assert answer.headers["X-Redirect-By"] == "WordPress"


def test_a_page_of_such_a_name_is_shown(write: Write, reader: Client) -> None:
    write("Login", kind="page", slug="login")
    assert reader.get("/login/").status_code == 200
    assert reader.get("/login").headers["Location"] == f"{HOME}/login/"


@pytest.mark.parametrize(
    "path", ["/login?a=1", "/admin/x", "/xwp-rss2.php", "/wp-rss3.php", "/loginx", "/wp-app.php.bak"]
)
def test_other_names_are_nothing(editor: User, reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_plain_addresses_have_no_such_names(editor: User, reader: Client) -> None:
    store.put("permalink_structure", "")
    assert {reader.get(path).status_code for path in ("/login", "/admin", "/wp-rss2.php", "/wp-register.php")} == {404}
    assert reader.get("/wp-links-opml.php").status_code == 200


def test_links_and_due_work(editor: User, reader: Client) -> None:
    answer = reader.get("/wp-links-opml.php")
    listed = ElementTree.fromstring(answer.content)
    assert (answer.headers["Content-Type"], listed.tag, listed.get("version")) == (
        "text/xml; charset=UTF-8",
        "opml",
        "1.0",
    )
    assert (reader.get("/wp-cron.php?doing_wp_cron").content, reader.post("/wp-cron.php").status_code) == (b"", 200)
