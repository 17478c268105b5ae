"""Notices of links from other sites: pingbacks and trackbacks, with a site that links (or does not) on this machine."""

from __future__ import annotations

import threading
import xmlrpc.client
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.comments.models import Comment
from wirepress.content.comments.pings import limits as ping_limits
from wirepress.content.comments.pings import linking_page
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.settings import limits


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: path -> page. What it is asked is noted."""

    pages: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("X-Pingback-Forwarded-For")))
        page = self.pages.get(self.path)
        self.send_response(404 if page is None else 302 if page.startswith("http") else 200)
        self.send_header("Location" if page and page.startswith("http") else "X-Page", page[:200] if page else "none")
        self.send_header("Content-Type", "image/png" if self.path.endswith(".png") else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The other site's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def post(write: Write, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A story of a site that takes notices, and pages that link to it."""
    monkeypatch.setattr(linking_page, "ALLOWED", ("127.0.0.1",))
    store.put("wirepress_receive_pings", True)
    cache.clear()
    Elsewhere.asked.clear()
    story = write()
    link = f'<a href="{post_link(story)}">the pilots &amp; their sand</a>'
    Elsewhere.pages = {
        "/good": f"<title>Ebb \n &lt;notes&gt;</title><p>Long before, we read of {link} in <b>that</b> paper.</p>",
        "/other": "<title>Other</title><p>Nothing about it.</p>",
        "/untitled": f"<p>{link}</p>",
        "/picture.png": f"<title>x</title>{link}",
        "/shout": f"<title><script>x()</script>Loud</title><p onclick=y()>See <script>z()</script>{link} <i>now</i></p>",
        "/far": f"<title>Far</title>{'x' * 200_000}{link}",
        "/inside": "http://169.254.169.254/latest/meta-data/",
    }
    yield story
    cache.clear()


def _ping(source: str, target: str, reader: Client) -> str:
    """The answer, or the fault's number and text."""
    call = xmlrpc.client.dumps((source, target), "pingback.ping").encode()
    answer = reader.post("/xmlrpc.php", call, content_type="text/xml", HTTP_USER_AGENT="Pinger/1")
    try:
        return str(xmlrpc.client.loads(answer.content)[0][0])
    except xmlrpc.client.Fault as fault:
        return f"{fault.faultCode} {fault.faultString}".strip()


def _methods(reader: Client) -> list[str]:
    call = xmlrpc.client.dumps((), "system.listMethods").encode()
    found = xmlrpc.client.loads(reader.post("/xmlrpc.php", call, content_type="text/xml").content)[0][0]
    return list(found)  # type: ignore[call-overload, no-any-return]


def test_a_pingback_waits_for_a_moderator(post: Post, reader: Client, elsewhere: str) -> None:
    store.put("comment_previously_approved", False)  # comments would be shown at once
    said = _ping(f"{elsewhere}/good", post_link(post), reader)
    row = Comment.objects.get()
    assert elsewhere in said and (row.type, row.approved, row.post_id) == ("pingback", "0", post.pk)
    assert (row.author_name, row.author_url, row.agent) == ("Ebb &lt;notes&gt;", f"{elsewhere}/good", "Pinger/1")
    assert row.content == "[&#8230;] Long before, we read of the pilots &amp; their sand in that paper. [&#8230;]"
    assert Elsewhere.asked == [("/good", "127.0.0.1")]
    assert "pilots &amp; their" not in reader.get(post_link(post)).content.decode()
    Comment.objects.update(approved="1")
    call = xmlrpc.client.dumps((post_link(post),), "pingback.extensions.getPingbacks").encode()
    listed = xmlrpc.client.loads(reader.post("/xmlrpc.php", call, content_type="text/xml").content)[0][0]
    assert listed == [f"{elsewhere}/good"]


def test_it_is_taken_once(post: Post, reader: Client, elsewhere: str) -> None:
    _ping(f"{elsewhere}/good", post_link(post), reader)
    assert _ping(f"{elsewhere}/good", post_link(post), reader).startswith("48 ")
    assert (Comment.objects.count(), len(Elsewhere.asked)) == (1, 1)


@pytest.mark.parametrize("page", ["/other", "/untitled", "/picture.png", "/nothing", "/far", "/inside"])
def test_refusals_do_not_say_what_was_found(post: Post, reader: Client, elsewhere: str, page: str) -> None:
    assert _ping(f"{elsewhere}{page}", post_link(post), reader) == REFUSED
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", "{post}"),
        ("ftp://a.example/", "{post}"),
        ("http://a.example/" + "x" * 300, "{post}"),
        ("{site}/good", "http://other.example/2026/03/low-water-at-noon/"),
        ("{site}/good", "{home}/nothing/"),
        ("{site}/good", "{home}/?p=987654"),
        ("{post}", "{post}"),
        ("http://127.0.0.1.nip.example:1/", "{post}"),
    ],
)
def test_what_is_refused_is_not_fetched(post: Post, reader: Client, elsewhere: str, source: str, target: str) -> None:
    words = {"post": post_link(post), "site": elsewhere, "home": "http://news.example"}
    assert _ping(source.format(**words), target.format(**words), reader) == REFUSED
    assert Elsewhere.asked == []


def test_own_networks_are_not_looked_into(
    post: Post, reader: Client, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking_page, "ALLOWED", ())
    assert _ping(f"{elsewhere}/good", post_link(post), reader) == REFUSED
    assert Elsewhere.asked == []


@pytest.mark.parametrize("change", [{"ping_status": "closed"}, {"status": "draft"}, {"status": "private"}])
def test_closed_items_take_none(post: Post, reader: Client, elsewhere: str, change: dict[str, str]) -> None:
    address = post_link(post)
    Post.objects.filter(pk=post.pk).update(**change)
    assert _ping(f"{elsewhere}/good", address, reader) == REFUSED
    assert Elsewhere.asked == []


def test_code_does_not_come_along(post: Post, reader: Client, elsewhere: str) -> None:
    _ping(f"{elsewhere}/shout", post_link(post), reader)
    row = Comment.objects.get()
    assert "<" not in row.author_name + row.content and "Loud" in row.author_name


def test_senders_and_targets_are_limited(
    post: Post, reader: Client, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PINGS_FROM", 2)
    for _ in range(5):
        _ping(f"{elsewhere}/other", post_link(post), reader)
    assert len(Elsewhere.asked) == 2
    cache.clear()
    monkeypatch.setattr(limits, "PINGS_FROM", 100)
    monkeypatch.setattr(limits, "PINGS_ABOUT", 3)
    assert [ping_limits.may_look(f"2001:db8::{n}", elsewhere) for n in range(5)] == [True] * 3 + [False] * 2


def test_off_unless_the_site_wants_them(post: Post, reader: Client, elsewhere: str) -> None:
    assert "pingback.ping" in _methods(reader)
    store.put("wirepress_receive_pings", False)
    assert "pingback.ping" not in _methods(reader)
    assert _ping(f"{elsewhere}/good", post_link(post), reader).startswith("-32601")
    assert _track(f"{post_link(post)}trackback/", reader)[0] == "1"
    assert Elsewhere.asked == [] and not Comment.objects.exists()


REFUSED = "0 The notice was not taken."
NOTICE = {"url": "http://a.example/x", "title": "We wrote too", "excerpt": "Of <b>sand</b>.", "blog_name": "A & Co"}


def _track(path: str, reader: Client, **changes: str) -> tuple[str, str]:
    """The error's number and the message."""
    answer = reader.post(path.removeprefix("http://news.example"), {**NOTICE, **changes})
    assert answer.status_code == 200 and answer["Content-Type"] == "text/xml; charset=UTF-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "response" and "no-store" in answer["Cache-Control"]
    return root.findtext("error") or "", root.findtext("message") or ""


@pytest.mark.parametrize(
    "path",
    ["{link}trackback/", "{link}trackback", "/wp-trackback.php?p={id}", "/wp-trackback.php/{id}", "/?p={id}&tb=1"],
)
def test_a_trackback_waits_for_a_moderator(post: Post, reader: Client, path: str) -> None:
    assert _track(path.format(link=post_link(post), id=post.pk), reader) == ("0", "")
    row = Comment.objects.get()
    assert (row.type, row.approved, row.author_name, row.author_url) == ("trackback", "0", "A &amp; Co", NOTICE["url"])
    assert row.content == "<strong>We wrote too</strong>\n\nOf sand."


def test_trackbacks_that_are_not_taken(post: Post, reader: Client, write: Write) -> None:
    path = f"{post_link(post)}trackback/"
    assert _track(path, reader, url="")[0] == _track(path, reader, title="")[0] == "1"
    assert _track(path, reader, url="javascript:x")[0] == "1"
    assert _track("/wp-trackback.php", reader)[0] == _track("/nothing/trackback/", reader)[0] == "1"
    locked = write("Locked", password="tern")
    assert _track(f"/wp-trackback.php?p={locked.pk}", reader)[0] == "1"
    assert not Comment.objects.exists()
    assert _track(path, reader)[0] == "0" and _track(path, reader, title="Again")[0] == "1"
    assert Comment.objects.count() == 1


def test_long_texts_and_charsets(post: Post, reader: Client) -> None:
    path = f"/wp-trackback.php?p={post.pk}"
    body = "url=http://b.example/&charset=windows-1251&blog_name=%CB%E5%E4&excerpt=" + "y" * 900 + "&title=" + "z" * 900
    answer = reader.post(path, body, content_type="application/x-www-form-urlencoded")
    row = Comment.objects.get()
    assert b"<error>0</error>" in answer.content and row.author_name == "Лед"
    title, _, excerpt = row.content.removeprefix("<strong>").partition("</strong>\n\n")
    assert len(title) <= 250 and len(excerpt) <= 252 and title.endswith("…")


def test_people_are_led_to_the_story(post: Post, reader: Client) -> None:
    for path in (f"{post_link(post)}trackback/", f"/wp-trackback.php?p={post.pk}"):
        answer = reader.get(path.removeprefix("http://news.example"))
        assert (answer.status_code, answer["Location"]) == (302, post_link(post))
    assert reader.get("/nothing/trackback/").status_code == 404
    assert reader.post("/nothing/else/").status_code == 405
