"""Short addresses lead on and are counted; the feed has what was shared and may still be read."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.features.conftest import Send
from tests.features.social.ledger import Ledger, connect
from tests.features.social.send.test_send import publish
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.features.social.messages.message_format import MessageFormat
from wirepress.features.social.messages.short_links import own_code, shorten_link
from wirepress.features.social.queue.models import AccountQueue, ShortLink
from wirepress.features.social.send.run import send_due


def _feed() -> list[dict[str, str]]:
    answer = Client().get("/shared.rss")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/rss+xml")
    items = ElementTree.fromstring(answer.content).iter("item")
    return [{part.tag: part.text or "" for part in item} for item in items]


@pytest.mark.django_db
def test_a_target_has_one_code_and_clicks_are_counted() -> None:
    code = own_code("https://news.example/tide/?utm_source=x", 5)
    assert code == own_code("https://news.example/tide/?utm_source=x", 5) != own_code("https://news.example/ebb/", 6)
    reader = Client()
    for _ in range(2):
        answer = reader.get(f"/s/{code}")
        assert (answer.status_code, answer["Location"]) == (302, "https://news.example/tide/?utm_source=x")
    assert "no-store" in answer["Cache-Control"]
    assert reader.head(f"/s/{code}").status_code == 302 and reader.get("/s/none99").status_code == 404
    assert ShortLink.objects.get(code=code).clicks == 2, "programs that ask for the head alone are no readers"


@pytest.mark.django_db
def test_without_a_provider_the_long_address_is_used() -> None:
    chosen = MessageFormat(shortener="provider", provider="http://127.0.0.1:9/?u={url}")
    assert shorten_link("https://news.example/a", chosen, 1) == "https://news.example/a"
    assert shorten_link("https://news.example/a", MessageFormat(), 1) == "https://news.example/a"


def test_a_message_has_the_short_address(send: Send, ledger: Ledger) -> None:
    connect()
    AccountQueue.objects.update(format={"shortener": "own", "utm": True})
    publish(send)
    send_due()
    row = ShortLink.objects.get()
    assert site.home(f"/s/{row.code}") in ledger.posts[0]["text"] and "utm_source=ledger" in row.target


def test_the_feed_has_what_was_shared_and_may_be_read(send: Send, ledger: Ledger) -> None:
    connect()
    assert _feed() == []
    first, second = publish(send, "Ebb & flow", text="Words <b>"), publish(send, "Slack")
    send_due()
    assert {item["title"] for item in _feed()} == {"Ebb & flow", "Slack"}
    assert "Words <b>" in {item["description"] for item in _feed()}
    Post.objects.filter(pk=second).update(password="ebb")
    assert [item["title"] for item in _feed()] == ["Ebb & flow"]
    Post.objects.filter(pk=first).update(status="draft")
    assert _feed() == []
