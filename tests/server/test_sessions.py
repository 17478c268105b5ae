"""Whoever is known by a session gets an answer that is nobody else's: two protections, and each is tried as if the other were not there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.users.actions.create import create_user
from wirepress.server import django_call
from wirepress.server.request.summary import RequestSummary

STORY = "<p>Low water at noon.</p>"


@pytest.fixture
def session(db: None) -> Iterator[str]:
    """A session's cookie of an editor whose site has a public story and a private one."""
    for signal in (request_started, request_finished):  # the connection of the test alone sees what it wrote
        signal.disconnect(close_old_connections)
    store.forget()
    first_section()
    editor = create_user(login="edda", email="edda@desk.example", password="nine-copper-kettles", role="editor")
    for status in ("publish", "private"):
        create_post({"title": f"Tide, {status}", "content": STORY, "status": status}, actor=editor)
    client = Client()
    client.force_login(editor)
    yield f"wirepress_session={client.cookies['wirepress_session'].value}"
    store.forget()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def request(cookie: str = "", target: str = "/") -> RequestSummary:
    headers = {b"host": b"news.example", b"user-agent": b"Reader/1"}
    return RequestSummary(
        b"GET", target.encode(), headers | ({b"cookie": cookie.encode("latin-1")} if cookie else {}), "192.0.2.7"
    )


@pytest.mark.parametrize(
    "before", ["", "a=b; ", "a=b;", "a=b;\t", "a=b;\xa0", "\xa0", "a=b;\xe2\x80\x83", "a=b;\x85", "c;"]
)
def test_a_request_with_a_session_has_no_shared_answer(before: str) -> None:
    """In every form in which the framework would read the cookie, and in those that might be read so."""
    assert request("a=b; tide=low").key() == request().key() is not None
    assert request(f"{before}wirepress_session=x").key() is None
    assert request(f"{before}wirepress_session=x; a=b").key() is None


@pytest.mark.parametrize("target", ["/", "/?feed=rss2", "/index.php?rest_route=/wp/v2/posts", "/nowhere"])
def test_an_answer_for_which_a_session_was_read_is_not_kept(
    session: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a cookie came through to the framework after all."""
    handler = WSGIHandler()
    assert not django_call.call_django(handler, request(target=target)).depends.own
    monkeypatch.setattr(RequestSummary, "forwarded_headers", lambda self: dict(self.headers))
    stranger = django_call.call_django(handler, request("tide=low", target))
    assert not stranger.depends.own
    made = django_call.call_django(handler, request(session, target))
    assert made.depends.own
