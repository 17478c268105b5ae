"""Search engines and hubs are told of each change once, in batches, and later and later while they do not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.db import connections
from django.test import Client

from tests.features.conftest import Send
from tests.features.wire.feedserver import Answer, Asked, FeedServer, feed_server
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.seo.notify import indexnow, queue
from wirepress.features.seo.notify.models import Notification
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.notify import NotifySettings

KEY = "0123456789abcdef"


class Engine:
    """An endpoint as the protocol describes it: it fetches the key, and judges host and addresses."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.status = 0  # answered in place of a judgement

    def __call__(self, server: FeedServer, asked: Asked) -> Answer:
        if self.status:
            return Answer(status=self.status, headers={"Retry-After": "300"})
        body = json.loads(asked.body)
        if len(body["urlList"]) > 10_000:
            return Answer(status=400)
        key_file = Client().get(body["keyLocation"].removeprefix("http://news.example"))
        connections.close_all()  # of the server's own thread
        if key_file.status_code != 200 or key_file.content.decode() != body["key"]:
            return Answer(status=403)
        if not all(url.startswith(f"http://{body['host']}/") for url in body["urlList"]):
            return Answer(status=422)
        self.told += body["urlList"]
        return Answer(status=202)


@pytest.fixture
def engine(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine()
    store.put("permalink_structure", "/%postname%/")
    with feed_server({"/indexnow": lambda server, asked: made(server, asked)}) as base:
        monkeypatch.setattr(indexnow, "allowed_hosts", (str(base).removeprefix("http://"),))
        # The endpoint asks for the key in a thread of its own, which has no transaction of the test to look into.
        seo.change(NotifySettings, {"indexnow": True, "indexnow_key": KEY, "indexnow_endpoint": f"{base}/indexnow"})
        yield made


def waiting() -> list[str]:
    return list(Notification.objects.filter(given_up=False).order_by("id").values_list("url", flat=True))


def test_a_publication_is_told_once_however_often_it_is_changed(engine: Engine, send: Send, post: Post) -> None:
    path = f"/wp/v2/posts/{post.pk}"
    for title in ("One", "Two", "Three"):
        send("administrator", path, {"title": title})
    assert waiting() == ["http://news.example/harbour/"]
    assert queue.tell_all() == 1 and engine.told == ["http://news.example/harbour/"] and waiting() == []
    send("administrator", path, {"slug": "quay"})
    queue.tell_all()
    assert sorted(engine.told[1:]) == ["http://news.example/harbour/", "http://news.example/quay/"]
    send("administrator", path, method="DELETE")
    queue.tell_all()
    assert engine.told[-1] == "http://news.example/quay/"


def test_what_readers_may_not_see_is_not_told(engine: Engine, send: Send, post: Post) -> None:
    send("administrator", "/wp/v2/posts", {"title": "Draft"})
    send("administrator", "/wp/v2/posts", {"title": "Closed", "status": "private"})
    send("administrator", "/wp/v2/posts", {"title": "Reeds", "status": "publish", "password": "x"})
    store.put("blog_public", 0)
    send("administrator", f"/wp/v2/posts/{post.pk}", {"title": "Hidden site"})
    assert waiting() == []


def test_batches_have_ten_thousand_addresses_at_most(engine: Engine) -> None:
    queue.add([(indexnow.SERVICE, f"http://news.example/{number}/") for number in range(10_050)])
    assert queue.tell_all() == 10_050 and len(set(engine.told)) == 10_050


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_engine_is_asked_later_and_later(engine: Engine, status: int) -> None:
    engine.status = status
    queue.add([(indexnow.SERVICE, "http://news.example/a/")])
    assert queue.tell_all() == 0
    row = Notification.objects.get()
    assert row.tries == 1 and not row.given_up and row.error and not queue.is_due()
    assert row.due - Notification.objects.get().due == timedelta(0) and queue.tell_all() == 0
    Notification.objects.update(due="2026-01-01 00:00:00")
    engine.status = 0
    assert queue.tell_all() == 1


def test_a_wrong_key_is_not_repeated(engine: Engine) -> None:
    engine.status = 403
    queue.add([(indexnow.SERVICE, "http://news.example/a/")])
    queue.tell_all()
    row = Notification.objects.get()
    assert row.given_up and "key" in row.error
    engine.status = 0
    queue.add([(indexnow.SERVICE, "http://news.example/a/")])
    assert queue.tell_all() == 1


@pytest.mark.pure
def test_waiting_doubles_up_to_half_a_day() -> None:
    waits = [queue.wait(tries) for tries in range(1, 30)]
    assert waits[0] == timedelta(minutes=1) and waits[1] == 2 * waits[0] and waits[-1] == timedelta(hours=12)
    assert waits == sorted(waits)
    assert indexnow.judge(200).done and indexnow.judge(429, "120").after == 120 and not indexnow.judge(422).again


@pytest.mark.django_db
def test_a_key_is_made_when_there_is_none() -> None:
    seo.change(NotifySettings, {"indexnow": True})
    made = indexnow.key()
    assert indexnow.KEY.fullmatch(made) and Client().get(f"/{made}.txt").content.decode() == made
    assert Client().get("/other.txt").status_code == 404
    seo.change(NotifySettings, {"indexnow": False})
    assert Client().get(f"/{made}.txt").status_code == 404


def test_hubs_hear_of_the_feeds_with_news(send: Send, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("permalink_structure", "/%postname%/")
    heard: list[dict[str, str]] = []

    def hub(server: FeedServer, asked: Asked) -> Answer:
        heard.append(dict(parse_qsl(asked.body.decode())))
        return Answer(status=204)

    with feed_server({"/hub": hub}) as base:
        monkeypatch.setattr(indexnow, "allowed_hosts", (str(base).removeprefix("http://"),))
        seo.change(NotifySettings, {"hubs": [f"{base}/hub"]})
        link = Client().get("/feed/", headers={"host": "news.example"})["Link"]
        assert f'<{base}/hub>; rel="hub"' in link and '<http://news.example/feed/>; rel="self"' in link
        assert 'rel="hub"' not in Client().get("/").get("Link", "")
        send("administrator", f"/wp/v2/posts/{post.pk}", {"title": "News"})
        queue.tell_all()
    assert {one["hub.mode"] for one in heard} == {"publish"}
    assert "http://news.example/feed/" in {one["hub.url"] for one in heard}
    assert "http://news.example/feed/atom/" in {one["hub.topic"] for one in heard}
