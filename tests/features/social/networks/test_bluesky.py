"""What is Bluesky's own: records, facets in bytes, cards, the session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features.social.networks.cases import BY_NAME, LINK, PICTURE, connect, jpeg
from tests.features.social.servers.bluesky import DID, BlueskyServer
from tests.features.social.servers.kit import serve
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.bluesky.facets import make_facets
from wirepress.features.social.networks.bluesky.record import make_tid
from wirepress.features.social.networks.protocol import Limits, Message, ReplyTo

CASE = BY_NAME["bluesky"]


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    with serve(BlueskyServer()) as there:
        yield there


def post(server: BlueskyServer, message: Message) -> dict[str, Any]:
    account = connect(CASE, server)
    sent = CASE.network.send(account, message, CASE.network.prepare(account, message, "k" * 20))
    found: dict[str, Any] = server.seen[sent.id]["value"]
    return found


def covered(text: str, facet: dict[str, Any]) -> str:
    return text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()


def test_facets_are_counted_in_bytes() -> None:
    text = "Größe 👨‍👩‍👧‍👦: https://news.example/ä. @anna.example @nobody.example #Häfen, #1 (https://a.example)"
    dids = {"anna.example": "did:plc:anna"}
    facets = make_facets(text, lambda handle: dids.get(handle, ""))
    assert [covered(text, one) for one in facets] == [
        "https://news.example/ä",
        "@anna.example",
        "#Häfen",
        "https://a.example",
    ]
    assert facets[1]["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:anna"}]
    assert facets[2]["features"][0]["tag"] == "Häfen"


@given(st.text(max_size=150))
def test_facets_of_any_text_cover_whole_letters_and_do_not_overlap(text: str) -> None:
    end = 0
    for facet in make_facets(f"{text} https://a.example/b #Quay {text}", lambda handle: "did:plc:x"):
        assert end <= facet["index"]["byteStart"] < facet["index"]["byteEnd"]
        end = facet["index"]["byteEnd"]
        covered(f"{text} https://a.example/b #Quay {text}", facet)


def test_record_keys_sort_by_time_and_are_of_their_alphabet() -> None:
    keys = [make_tid() for _ in range(50)]
    assert all(len(key) == 13 and set(key) <= set("234567abcdefghijklmnopqrstuvwxyz") for key in keys)
    assert keys[0][:9] <= keys[-1][:9] and len(set(keys)) == 50


def test_a_card_is_whole_because_the_server_fetches_nothing(server: BlueskyServer) -> None:
    record = post(server, Message("Quay opens", LINK, language="en"))
    card = record["embed"]["external"]
    assert (card["uri"], card["title"], card["description"]) == (LINK.url, LINK.title, LINK.description)
    assert card["thumb"]["size"] == len(PICTURE.body) and record["langs"] == ["en"] and "facets" not in record


def test_a_card_with_a_picture_that_cannot_be_read_goes_without_it(server: BlueskyServer) -> None:
    broken = replace(LINK, picture=replace(PICTURE, body=b"nonsense", kind="image/x"))
    assert "thumb" not in post(server, Message("Quay opens", broken))["embed"]["external"]


def test_pictures_take_the_cards_place_and_the_address_stands_in_the_text(server: BlueskyServer) -> None:
    record = post(server, Message("Quay opens", LINK, pictures=[PICTURE]))
    assert record["embed"]["images"][0]["aspectRatio"] == {"width": 40, "height": 30}
    assert record["text"].endswith(LINK.url) and covered(record["text"], record["facets"][0]) == LINK.url


def test_a_picture_that_is_too_large_is_made_smaller(server: BlueskyServer) -> None:
    noise = jpeg(2400, 1600) + b"\0" * 1_200_000
    record = post(server, Message("Quay opens", None, pictures=[replace(PICTURE, body=noise, width=0, height=0)]))
    picture = record["embed"]["images"][0]
    assert picture["image"]["size"] < 1_000_000 and picture["aspectRatio"]["width"] <= 2048


def test_an_answer_names_root_and_parent(server: BlueskyServer) -> None:
    account = connect(CASE, server)
    network = CASE.network

    def send(message: Message, key: str) -> Any:
        return network.send(account, message, network.prepare(account, message, key))

    first = send(Message("One"), "a" * 20)
    second = send(Message("Two", reply=ReplyTo("thread", first, first)), "b" * 20)
    third = send(Message("Three", reply=ReplyTo("thread", first, second)), "c" * 20)
    reply = server.seen[third.id]["value"]["reply"]
    assert reply["root"] == {"uri": first.id, "cid": first.more["cid"]}
    assert reply["parent"] == {"uri": second.id, "cid": second.more["cid"]}


def test_a_repeat_makes_nothing_new(server: BlueskyServer) -> None:
    account, message = connect(CASE, server), Message("One")
    prepared = CASE.network.prepare(account, message, "a" * 20)
    first, again = (CASE.network.send(account, message, prepared) for _ in range(2))
    assert first == again and len(server.seen) == 1 and first.id.startswith(f"at://{DID}/app.bsky.feed.post/")


def test_bytes_are_limited_too() -> None:
    text = "👨‍👩‍👧‍👦" * 200
    composed = CASE.network.compose(Message(text), Limits(length=300))
    assert composed.length == 200 and "bytes" in composed.problems[0]


def test_a_locked_account_and_a_wrong_password_are_told_apart(server: BlueskyServer) -> None:
    account = connect(CASE, server)
    server.fail("blocked", "getSession")
    with pytest.raises(errors.AccountBlocked):
        CASE.network.check(account)
    with pytest.raises(errors.TokenRevoked, match="Invalid identifier"):
        CASE.network.connect_token({"url": server.base, "handle": "x", "password": "y" * 10, "allow_private": "1"})
