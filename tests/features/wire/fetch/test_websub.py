"""A hub tells us of news; what it did not sign is nothing to us."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from tests.features.wire.decode import decode_samples as samples
from tests.features.wire.feedserver import Answer, FeedServer, feed_server
from wirepress.content.options import site
from wirepress.features.wire.decode import decode_document
from wirepress.features.wire.entry.records import FetchedDocument
from wirepress.features.wire.fetch import websub
from wirepress.features.wire.models import Source, Subscription

pytestmark = pytest.mark.django_db
TOPIC = "https://tide.example/feeds/news"


@pytest.fixture
def hub() -> Iterator[FeedServer]:
    with feed_server({"/": Answer(b"", 202)}) as base:
        yield base


@pytest.fixture
def source() -> Source:
    return Source.objects.create(name="Tide", slug="tide", url=TOPIC, allow_private=True, created=site.now_gmt())


def question(row: Subscription, **more: str) -> dict[str, str]:
    return {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.challenge": "ch4llenge",
        "hub.lease_seconds": "864000",
        **more,
    }


def signed(secret: str, body: bytes, method: str = "sha256") -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return {"x-hub-signature": f"{method}={digest}", "content-type": "application/rss+xml"}


def active(source: Source, hub: FeedServer) -> Subscription:
    row = websub.subscribe(source, f"{hub}/", TOPIC)
    assert websub.answer_challenge(row.token, question(row)) == "ch4llenge"
    row.refresh_from_db()
    return row


def test_a_hub_is_asked_and_its_question_answered(source: Source, hub: FeedServer) -> None:
    row = websub.subscribe(source, f"{hub}/", TOPIC)
    form = {name: values[0] for name, values in parse_qs(hub.asked[-1].body.decode()).items()}
    assert (hub.asked[-1].method, form["hub.mode"], form["hub.topic"]) == ("POST", "subscribe", TOPIC)
    assert form["hub.callback"] == websub.callback_url(row) and row.token in form["hub.callback"]
    assert len(form["hub.secret"]) == 64 and form["hub.secret"] == row.secret and row.state == "asked"
    assert websub.answer_challenge("nobody", question(row)) is None
    assert websub.answer_challenge("", question(row)) is None
    assert websub.answer_challenge(row.token, question(row, **{"hub.topic": "https://other.example/"})) is None
    assert websub.answer_challenge(row.token, question(row, **{"hub.mode": "unsubscribe"})) is None
    assert websub.answer_challenge(row.token, question(row, **{"hub.challenge": ""})) is None
    row.refresh_from_db()
    assert row.state == "asked"
    assert (
        websub.answer_challenge(row.token, {name.replace(".", "_"): value for name, value in question(row).items()})
        == "ch4llenge"
    )
    row.refresh_from_db()
    assert row.state == "active" and row.until is not None
    assert abs((row.until - site.now_gmt()).total_seconds() - 864000) < 60


def test_a_hub_that_asks_while_we_ask_is_answered(source: Source, hub: FeedServer) -> None:
    websub.subscribe(source, f"{hub}/", TOPIC)
    Subscription.objects.update(state="active", until=site.now_gmt() + timedelta(days=3))
    row = websub.subscribe(source, f"{hub}/", TOPIC)
    assert row.state == "active"


@pytest.mark.parametrize("status", [400, 500])
def test_a_refusal_is_kept_and_tried_again_later(source: Source, hub: FeedServer, status: int) -> None:
    hub.put("/", Answer(b"no", status))
    row = websub.subscribe(source, f"{hub}/", TOPIC)
    now = site.now_gmt()
    assert row.state == "refused" and websub.due_subscriptions(now) == []
    assert [one.pk for one in websub.due_subscriptions(now + timedelta(hours=7))] == [row.pk]


def test_a_denial_ends_it(source: Source, hub: FeedServer) -> None:
    row = active(source, hub)
    assert websub.answer_challenge(row.token, {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "closed"}) == ""
    row.refresh_from_db()
    assert row.state == "refused"


def test_a_lease_is_renewed_before_it_ends(source: Source, hub: FeedServer) -> None:
    row = active(source, hub)
    now = site.now_gmt()
    assert websub.renew_due(now) == 0
    later = now + timedelta(days=9)
    assert websub.renew_due(later) == 1
    assert Subscription.objects.get().secret == row.secret and len(hub.asked) == 2
    hub.put("/", Answer(b"", 500))
    websub.renew_due(later + timedelta(hours=7))
    assert Subscription.objects.get().state == "active"  # until its lease is over
    Source.objects.update(enabled=False)
    assert websub.renew_due(later + timedelta(days=2)) == 0


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_a_hub_signed_becomes_entries(source: Source, hub: FeedServer, method: str) -> None:
    row = active(source, hub)
    told = websub.accept_delivery(row.token, signed(row.secret, samples.RSS, method), samples.RSS)
    assert told is not None and told.document is not None
    assert (told.source_id, told.document.entries[0].guid) == (source.pk, "tide-1")
    row.refresh_from_db()
    assert row.heard is not None


@pytest.mark.parametrize("header", ["", "sha256=", "sha256=00", "md5=00", "sha256", "é", "sha256=" + "0" * 64])
def test_what_was_not_signed_is_ignored_but_answered(source: Source, hub: FeedServer, header: str) -> None:
    row = active(source, hub)
    told = websub.accept_delivery(row.token, {"x-hub-signature": header}, samples.RSS)
    assert told is not None and told.document is None and "signature" in told.words
    other = websub.accept_delivery(row.token, signed("another secret", samples.RSS), samples.RSS)
    assert other is not None and other.document is None
    changed = websub.accept_delivery(row.token, signed(row.secret, samples.RSS), samples.RSS + b" ")
    assert changed is not None and changed.document is None
    row.refresh_from_db()
    assert row.heard is None


def test_callbacks_that_are_none_of_ours_are_unknown(source: Source, hub: FeedServer) -> None:
    row = active(source, hub)
    assert websub.accept_delivery("nobody", {}, b"") is None and websub.accept_delivery("", {}, b"") is None
    unreadable = websub.accept_delivery(row.token, signed(row.secret, b"hello"), b"hello")
    assert unreadable is not None and unreadable.document is None and "could not be read" in unreadable.words
    websub.unsubscribe(source)
    assert parse_qs(hub.asked[-1].body.decode())["hub.mode"] == ["unsubscribe"]
    assert websub.accept_delivery(row.token, signed(row.secret, samples.RSS), samples.RSS) is None
    assert websub.answer_challenge(row.token, question(row)) is None
    assert websub.answer_challenge(row.token, question(row, **{"hub.mode": "unsubscribe"})) == "ch4llenge"


def test_a_source_that_moved_gets_a_new_secret(source: Source, hub: FeedServer) -> None:
    row = active(source, hub)
    again = websub.subscribe(source, f"{hub}/", "https://tide.example/other")
    assert again.pk == row.pk and again.state == "asked" and (again.secret, again.token) != (row.secret, row.token)


def test_where_a_hub_is_named() -> None:
    feed = decode_document(samples.RSS, url=TOPIC)
    assert websub.find_hub(FetchedDocument(TOPIC, 200), feed) == ("https://hub.example/", TOPIC)
    headers = {"link": '<https://other.example/hub>; rel=hub, </self>; rel="self"'}
    assert websub.find_hub(FetchedDocument(TOPIC, 200, headers=headers), feed) == (
        "https://other.example/hub",
        "https://tide.example/self",
    )
    assert websub.find_hub(FetchedDocument(TOPIC, 200), decode_document(samples.RDF, url=TOPIC)) == ("", "")
