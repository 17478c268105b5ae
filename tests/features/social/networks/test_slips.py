"""Slips of networks that others have fallen into, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features.social.networks.cases import BY_NAME, LINK, PICTURE, connect
from tests.features.social.servers.kit import Said, iso, later, serve
from tests.features.social.servers.linkedin import read_little_text
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.linkedin import escape_text
from wirepress.features.social.networks.meta import containers
from wirepress.features.social.networks.protocol import Limits, Message, Prepared, ReplyTo, Sent
from wirepress.features.social.networks.shared import asking
from wirepress.features.social.networks.shared.matching import is_same_text, strip_html
from wirepress.features.social.networks.webhooks.webhook import sign_body

KEY = "0123456789abcdef01"


@pytest.fixture
def there() -> Iterator[Any]:
    """there(network): its server, and an account that is connected to it."""
    with ExitStack() as servers:

        def _open(name: str) -> Any:
            server = servers.enter_context(serve(BY_NAME[name].server()))
            return server, connect(BY_NAME[name], server), BY_NAME[name].network

        yield _open


def send(network: Any, account: Any, message: Message) -> Sent:
    found: Sent = network.send(account, message, network.prepare(account, message, KEY))
    return found


@given(st.text(max_size=100))
def test_linkedin_shows_the_whole_text_whatever_is_in_it(text: str) -> None:
    assert read_little_text(escape_text(text)) == text


def test_linkedin_makes_hashtags() -> None:
    assert escape_text("#harbour (new)") == "{hashtag|\\#|harbour} \\(new\\)"


def test_linkedins_dead_version_is_said(there: Any) -> None:
    server, account, network = there("linkedin")
    server.versions = ("202701",)
    with pytest.raises(errors.PermissionMissing, match="version of its API"):
        send(network, account, Message("Quay", LINK))


def test_linkedins_card_is_sent_whole(there: Any) -> None:
    server, account, network = there("linkedin")
    send(network, account, Message("Quay", LINK))
    (post,) = server.seen.values()
    assert post["card"]["title"] == LINK.title and post["card"]["thumbnail"] in server.images


def test_x_costs_more_with_an_address() -> None:
    network = BY_NAME["twitter"].network
    limits = network.facts.limits
    assert network.compose(Message("Quay"), limits).cost == 15_000
    assert network.compose(Message("Quay", LINK), limits).cost == 200_000


def test_x_without_credit_is_trouble_of_the_account(there: Any) -> None:
    server, account, network = there("twitter")
    server.fail("credit")
    with pytest.raises(errors.OutOfCredit):
        send(network, account, Message("Quay"))


@pytest.mark.parametrize("name", ["mastodon", "bluesky", "facebook", "twitter", "telegram", "vk", "slack"])
def test_a_locked_account_is_named(there: Any, name: str) -> None:
    server, account, network = there(name)
    server.fail("blocked")
    kind = errors.PermissionMissing if name == "slack" else errors.AccountBlocked
    with pytest.raises(kind):
        send(network, account, Message("Quay"))


def test_facebook_never_says_what_only_owners_of_a_page_may() -> None:
    """Its server asserts that no title, text or picture goes with a link; this asks that the case is there at all."""
    assert "card" in BY_NAME["facebook"].network.facts.abilities


def test_instagrams_block_at_publishing_may_be_a_lie(there: Any) -> None:
    server, account, network = there("instagram")
    message = Message("Quay", LINK, pictures=[PICTURE])
    prepared = network.prepare(account, message, KEY)
    server.say_lie = lambda: Said({"error": {"code": 4, "error_subcode": 2207051, "message": "Action is blocked"}}, 400)
    server.fail("lie")
    with pytest.raises(errors.OutcomeUnknown):
        network.send(account, message, prepared)
    assert network.look_up(account, message, prepared) is None
    network.send(account, message, prepared)
    assert len(server.seen) == 1


@pytest.mark.parametrize("name", ["threads", "instagram"])
def test_containers_are_waited_for_and_given_up_in_time(there: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "PAUSE", 0.0)
    server, account, network = there(name)
    message = Message("Quay", pictures=[PICTURE, PICTURE])
    server.working = 4
    network.prepare(account, message, KEY)
    server.working = 99
    with pytest.raises(errors.NotReady):
        network.prepare(account, message, KEY)
    assert not server.seen


def test_mastodons_pictures_are_waited_for(there: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wirepress.features.social.networks import mastodon

    monkeypatch.setattr(mastodon, "MEDIA_PAUSE", 0.0)
    server, account, network = there("mastodon")
    server.busy = 3
    send(network, account, Message("Quay", pictures=[PICTURE]))
    assert server.calls("/api/v1/media/", "GET") == 3


def test_an_edit_keeps_mastodons_pictures(there: Any) -> None:
    server, account, network = there("mastodon")
    sent = send(network, account, Message("Quay", pictures=[PICTURE]))
    network.edit(account, sent, Message("Pier"))
    assert len(server.seen[sent.id]["media_attachments"]) == 1


def test_an_instance_with_other_limits_is_read(there: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.features.social.servers import mastodon as instance

    monkeypatch.setattr(instance, "LIMIT", 5000)
    _, account, network = there("mastodon")
    assert network.read_limits(account).length == 5000


def test_telegram_takes_less_text_below_pictures(there: Any) -> None:
    network = BY_NAME["telegram"].network
    long = Message("q" * 1100, pictures=[PICTURE])
    assert network.compose(long, network.facts.limits).limit == 1024
    assert not network.compose(Message("q" * 1100), network.facts.limits).problems
    server, account, _ = there("telegram")
    sent = send(network, account, Message("Quay", pictures=[PICTURE, PICTURE]))
    assert sent.more["others"] and sent.url == f"https://t.me/harbour/{sent.id}"
    network.edit(account, sent, Message("Pier"))
    network.edit(account, sent, Message("Pier"))  # unchanged: refused there, and no error
    assert server.seen[sent.id]["text"] == "Pier"


def test_a_webhooks_body_is_signed_and_holds_what_was_promised(there: Any) -> None:
    server, account, network = there("webhook")
    send(network, account, Message("Quay", LINK, story=7))
    asked = server.asked[-1]
    assert asked.headers["x-wirepress-signature"] == sign_body(asked.body, "a-secret-of-the-harbour")
    known = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"  # of RFC 2104's usual example
    assert sign_body(b"The quick brown fox jumps over the lazy dog", "key") == f"sha256={known}"
    data = asked.json
    assert (data["id"], data["link"], data["text"], data["image"]) == (7, LINK.url, "Quay", PICTURE.url)


def test_a_webhook_that_leads_elsewhere_is_not_followed(there: Any) -> None:
    server, account, network = there("webhook")
    server.fail("moved")
    with pytest.raises(errors.Refused, match="not followed"):
        send(network, account, Message("Quay"))


def test_discord_pings_nobody_and_slacks_signs_have_no_meaning(there: Any) -> None:
    for name in ("discord", "slack"):
        server, account, network = there(name)
        send(network, account, Message("@everyone <!channel> & more", LINK))
        (post,) = server.seen.values()
        assert "<!channel>" not in post["text"] or name == "discord"  # whose server asserts that no mention is parsed


def test_a_thread_on_x_answers_the_post_before(there: Any) -> None:
    server, account, network = there("twitter")
    first = send(network, account, Message("One"))
    second = network.send(
        account, Message("Two", reply=ReplyTo("thread", first, first)), Prepared("b" * 20, account.now())
    )
    third = network.send(
        account, Message("Three", reply=ReplyTo("thread", first, second)), Prepared("c" * 20, account.now())
    )
    assert server.seen[third.id]["reply_to"] == second.id


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("90", 90),
        ("90.4", 90.4),
        ("0", 1),
        ("nonsense", None),
        ("", None),
        ("-5", None),
        ("99999999999999", None),
        ("1e5", 86400),
    ],
)
def test_waits_are_read(value: str, seconds: float | None) -> None:
    found = asking.read_wait(value)
    assert found == (None if seconds is None else timedelta(seconds=seconds))


def test_waits_are_moments_too() -> None:
    soon = later(90)
    for value in (str(int(soon.timestamp())), soon.isoformat(), iso(soon), soon.strftime("%a, %d %b %Y %H:%M:%S GMT")):
        found = asking.read_wait(value)
        assert found is not None and 80 < found.total_seconds() < 92


@given(st.text(max_size=40))
def test_no_header_breaks_anything(value: str) -> None:
    found = asking.read_wait(value)
    assert found is None or timedelta(0) < found <= timedelta(days=1)


@pytest.mark.parametrize(
    ("sent", "found", "same"),
    [
        ("Quay opens https://a.example/x", "Quay opens https://t.co/abc", True),
        ("Quay “opens”", "quay opens", True),
        ("Quay opens", "Quay closes", False),
        ("q" * 200, "q" * 100, True),
        ("Quay opens at nine", "Quay opens", False),
        ("", "", True),
        ("https://a.example", "Quay", False),
    ],
)
def test_the_same_text_is_known_again(sent: str, found: str, same: bool) -> None:
    assert is_same_text(sent, found) is same


def test_html_of_networks_is_read_as_text() -> None:
    assert strip_html("<p>Good &amp; <b>true</b>.<br />Thanks.</p><p>Anna</p>") == "Good & true.\nThanks.\nAnna"


def test_limits_survive_the_database() -> None:
    limits = Limits(length=5, picture_kinds=("image/png",), posts_left=3)
    assert Limits.from_json({**limits.as_json(), "unknown": 1}) == Limits(
        length=5, picture_kinds=["image/png"], posts_left=3
    )
