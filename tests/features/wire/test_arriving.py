"""What comes by itself: pushes are taken by their signature only, hubs by theirs; whatever else knocks changes nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.features.wire.stories import rss, stories
from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.features.wire.fetch.push import sign_push
from wirepress.features.wire.models import Item, Source, Subscription
from wirepress.features.wire.routes.push_and_websub import ENTRIES_MAX
from wirepress.features.wire.sources.manage import add_source

pytestmark = pytest.mark.django_db(transaction=True)
STORY = {
    "id": "a-1",
    "title": "Lamps for the pier",
    "url": "https://agency.example/a-1",
    "content_html": "<p>Forty lamps arrived by barge.</p>",
}


@pytest.fixture
def source(transactional_db: None) -> Iterator[Source]:
    store.forget()
    first_section()
    create_user(login="chief", email="chief@desk.example", password="six-green-lamps", role="administrator")
    yield add_source({"name": "Agency", "kind": "push", "policy": {"pictures": {"use": "none"}}})
    store.forget()


def _push(source: Source, body: bytes, headers: dict[str, str] | None = None, kind: str = "application/json") -> Any:
    given = sign_push(source.secret, body, timestamp=int(time.time())) if headers is None else headers
    sent = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in given.items()}
    return Client().post(f"/wp-json/wirepress/v1/wire/{source.slug}/items", body, content_type=kind, **sent)


def test_a_signed_story_is_filed(source: Source) -> None:
    answer = _push(source, json.dumps(STORY).encode())
    assert (answer.status_code, answer.json()["filed"], answer.json()["error"]) == (201, 1, "")
    assert "Forty lamps" in Post.objects.get(title=STORY["title"], status="publish").content


def test_a_document_of_another_kind_is_read_too(source: Source) -> None:
    answer = _push(source, rss(stories(2), "https://agency.example"), kind="application/rss+xml")
    assert (answer.status_code, answer.json()["filed"]) == (201, 2)


def test_a_message_is_good_once(source: Source) -> None:
    body = json.dumps(STORY).encode()
    headers = sign_push(source.secret, body, timestamp=int(time.time()))
    assert [_push(source, body, headers).status_code for _ in range(2)] == [201, 409]
    assert Item.objects.count() == 1


@pytest.mark.parametrize("wrong", ["unsigned", "another secret", "another body", "old"])
def test_what_is_not_signed_changes_nothing(source: Source, wrong: str) -> None:
    body, now = json.dumps(STORY).encode(), int(time.time())
    headers = {
        "unsigned": {},
        "another secret": sign_push("guess", body, timestamp=now),
        "another body": sign_push(source.secret, b"{}", timestamp=now),
        "old": sign_push(source.secret, body, timestamp=now - 3600),
    }[wrong]
    assert _push(source, body, headers).status_code == 401
    assert not Item.objects.exists() and not Post.objects.filter(type="post").exists()


def test_unknown_sources_and_those_that_are_off_look_alike(source: Source) -> None:
    body = json.dumps(STORY).encode()
    Source.objects.update(enabled=False)
    off = _push(source, body)
    source.slug = "nobody"
    assert (off.status_code, off.content) == (404, _push(source, body).content)


def test_too_many_and_what_is_no_document_are_said(source: Source) -> None:
    many = json.dumps([{**STORY, "id": str(number)} for number in range(ENTRIES_MAX + 1)]).encode()
    assert (_push(source, many).status_code, _push(source, b"<html>", kind="text/html").status_code) == (413, 422)
    assert not Item.objects.exists()


@pytest.fixture
def subscription(source: Source) -> Subscription:
    topic = "https://agency.example/feed"
    return Subscription.objects.create(
        source=source, hub="https://hub.example/", topic=topic, secret="deep-water", token="c0ffee" * 4
    )


def _callback(row: Subscription) -> str:
    return f"/wp-json/wirepress/v1/wire/websub/{row.token}"


def test_a_hubs_question_is_answered_with_its_challenge(subscription: Subscription) -> None:
    query = {
        "hub.mode": "subscribe",
        "hub.topic": subscription.topic,
        "hub.challenge": "<b>tide</b>",
        "hub.lease_seconds": "86400",
    }
    answer = Client().get(_callback(subscription), query)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        200,
        b"<b>tide</b>",
        "text/plain; charset=UTF-8",
    )
    subscription.refresh_from_db()
    assert subscription.state == "active"
    assert (
        Client().get(_callback(subscription), {**query, "hub.topic": "https://other.example/feed"}).status_code == 404
    )


def test_what_a_hub_tells_is_filed_when_it_is_signed(subscription: Subscription) -> None:
    body = rss(stories(2), "https://agency.example")
    signature = f"sha256={hmac.new(b'deep-water', body, hashlib.sha256).hexdigest()}"
    for given, filed in (("sha256=00", 0), (signature, 2)):
        answer = Client().post(
            _callback(subscription), body, content_type="application/rss+xml", HTTP_X_HUB_SIGNATURE=given
        )
        assert (answer.status_code, Item.objects.count()) == (202, filed)
    assert (
        Client().post("/wp-json/wirepress/v1/wire/websub/nobody", body, content_type="application/rss+xml").status_code
        == 404
    )
