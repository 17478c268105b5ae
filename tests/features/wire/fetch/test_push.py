"""What a source sends by itself is taken when it is signed, once."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import connection

from tests.features.wire.decode import decode_samples as samples
from wirepress.content.options import site
from wirepress.features.wire.fetch.push import (
    REMEMBERED_MAX,
    SIGNATURE,
    TIMESTAMP,
    WINDOW,
    PushRefused,
    accept_push,
    sign_push,
)
from wirepress.features.wire.models import Source

NOW = 1_793_604_600
STORY = {
    "id": "t1",
    "title": "Ferry <b>late</b>",
    "content_text": "One.\n\nTwo.",
    "url": "https://tide.example/1",
    "tags": ["Harbour"],
}
PLAIN = json.dumps(STORY).encode()


def clock() -> float:
    return NOW


@pytest.fixture
def source() -> Source:
    return Source.objects.create(name="Tide", slug="tide", kind="push", secret="kettles", created=site.now_gmt())


def refusal(source: Source, headers: dict[str, str], body: bytes) -> tuple[str, int]:
    with pytest.raises(PushRefused) as caught:
        accept_push(source, headers, body, clock=clock)
    assert caught.value.words
    return caught.value.code, caught.value.status


@pytest.mark.django_db
def test_the_plain_form() -> None:
    source = Source.objects.create(name="Tide", slug="tide", kind="push", secret="kettles", created=site.now_gmt())
    (entry,) = accept_push(source, sign_push("kettles", PLAIN, timestamp=NOW), PLAIN, clock=clock).entries
    assert (entry.guid, entry.title, entry.url, entry.categories) == (
        "t1",
        "Ferry late",
        "https://tide.example/1",
        ("Harbour",),
    )
    assert entry.content_html == "<p>One.</p>\n<p>Two.</p>"
    several = json.dumps([json.loads(PLAIN), {"title": "Nets", "content_html": "<p>x</p>"}]).encode()
    assert len(accept_push(source, sign_push("kettles", several, timestamp=NOW), several, clock=clock).entries) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [samples.NINJS_1, samples.NINJS_3, samples.NEWS_MESSAGE, samples.NITF, samples.RSS, samples.ATOM]
)
def test_any_document(source: Source, body: bytes) -> None:
    assert accept_push(source, sign_push("kettles", body, timestamp=NOW), body, clock=clock).entries


@pytest.mark.django_db
def test_what_is_not_signed_rightly_is_refused(source: Source) -> None:
    good = sign_push("kettles", PLAIN, timestamp=NOW)
    assert refusal(source, {}, PLAIN) == ("wire_push_unsigned", 401)
    assert refusal(source, {TIMESTAMP: str(NOW)}, PLAIN) == ("wire_push_signature", 401)
    assert refusal(source, {**good, TIMESTAMP: str(NOW + 1)}, PLAIN) == ("wire_push_signature", 401)
    assert refusal(source, {**good, SIGNATURE: "sha256=é"}, PLAIN) == ("wire_push_signature", 401)
    assert refusal(source, {**good, TIMESTAMP: "²"}, PLAIN) == ("wire_push_unsigned", 401)
    assert refusal(source, good, PLAIN + b" ") == ("wire_push_signature", 401)
    assert refusal(source, sign_push("pans", PLAIN, timestamp=NOW), PLAIN) == ("wire_push_signature", 401)
    for stale in (NOW - WINDOW - 1, NOW + WINDOW + 1):
        assert refusal(source, sign_push("kettles", PLAIN, timestamp=stale), PLAIN) == ("wire_push_stale", 401)
    assert refusal(source, sign_push("kettles", b"hello", timestamp=NOW), b"hello") == ("wire_push_unread", 422)
    source.secret = ""
    assert refusal(source, sign_push("", PLAIN, timestamp=NOW), PLAIN) == ("wire_push_off", 404)
    source.secret, source.enabled = "kettles", False
    assert refusal(source, good, PLAIN) == ("wire_push_off", 404)


@pytest.mark.django_db
def test_a_message_is_taken_once_and_old_signatures_are_forgotten(source: Source) -> None:
    good = sign_push("kettles", PLAIN, timestamp=NOW)
    accept_push(source, good, PLAIN, clock=clock)
    assert refusal(source, good, PLAIN) == ("wire_push_again", 409)
    assert refusal(source, {name: value.upper() for name, value in good.items()}, PLAIN) == ("wire_push_again", 409)
    accept_push(source, sign_push("kettles", PLAIN, timestamp=NOW + 1), PLAIN, clock=clock)
    late = NOW + 2 * WINDOW + 2
    accept_push(source, sign_push("kettles", PLAIN, timestamp=late), PLAIN, clock=lambda: late)
    assert len(Source.objects.get().validators["pushed"]) == 1


@pytest.mark.django_db
def test_too_many_messages_are_asked_to_slow_down(source: Source) -> None:
    Source.objects.update(validators={"pushed": {str(number): NOW for number in range(REMEMBERED_MAX)}})
    assert refusal(source, sign_push("kettles", PLAIN, timestamp=NOW), PLAIN) == ("wire_push_often", 429)


@pytest.mark.django_db(transaction=True)
def test_the_same_message_at_the_same_moment_is_taken_once(source: Source) -> None:
    good, outcomes = sign_push("kettles", PLAIN, timestamp=NOW), list[str]()

    def send() -> None:
        try:
            accept_push(source, good, PLAIN, clock=clock)
            outcomes.append("taken")
        except PushRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(outcomes) == ["taken", *["wire_push_again"] * 5]
