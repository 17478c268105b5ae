"""What has to hold on every network, against a server that behaves like its API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.features.social.networks.cases import CASES, LINK, PICTURE, TEXT, Case, connect
from tests.features.social.servers.kit import NetworkServer, serve
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.meta import containers
from wirepress.features.social.networks.protocol import ConnectedAccount, ReplyTo, Sent
from wirepress.features.social.networks.registry import BUILT_IN
from wirepress.features.social.networks.shared import asking

KEY = "0123456789abcdef01"
EVERY = [pytest.param(case, id=case.name) for case in CASES]


@pytest.fixture(params=EVERY)
def case(request: pytest.FixtureRequest) -> Case:
    """One network after the other."""
    chosen: Case = request.param
    return chosen


@pytest.fixture
def server(case: Case, monkeypatch: pytest.MonkeyPatch) -> Iterator[NetworkServer]:
    """Its server; nobody waits long."""
    monkeypatch.setattr(asking, "SECONDS", 5.0)
    monkeypatch.setattr(containers, "PAUSE", 0.0)
    with serve(case.server()) as there:
        yield there


def only(*abilities: str, fault: str = "", uploads: bool = False) -> pytest.MarkDecorator:
    """Only networks that can do it, that know the fault, that are sent pictures as bytes."""
    chosen = [
        case
        for case in CASES
        if set(abilities) <= case.network.facts.abilities
        and fault not in case.without
        and (not uploads or (getattr(case.network, "uploads", True) and case.name != "webhook"))
    ]
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in chosen])


def send(case: Case, account: ConnectedAccount, key: str = KEY, **given: Any) -> Sent:
    message = case.message(**given)
    prepared = case.network.prepare(account, message, key)
    return case.network.send(account, message, prepared)


def text_of(post: dict[str, Any]) -> str:
    return str(post["text"]).replace("&amp;", "&")


def test_every_built_in_network_is_tested() -> None:
    assert {case.name for case in CASES} == set(BUILT_IN) - {"practice"}  # which talks to nobody


def test_an_account_is_connected_checked_and_its_limits_are_read(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    profile = case.network.check(account)
    assert profile.id == account.id and not server.seen
    limits = case.network.read_limits(account)
    assert limits.length >= 280 and not case.network.compose(case.message(), limits).problems


def test_readers_see_the_text_and_the_link_once(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    sent = send(case, account)
    (post,) = server.seen.values()
    shown = text_of(post)
    assert shown.startswith(TEXT) and (LINK.url in shown) != (post.get("link", "") == LINK.url)
    if case.name not in ("slack", "webhook", "discord"):
        assert sent.id and "://" in sent.url
    composed = case.network.compose(case.message(), case.network.facts.limits)
    assert shown == composed.text


@only("pictures")
def test_pictures_go_with_their_texts(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    send(case, account, pictures=[PICTURE])
    (post,) = server.seen.values()
    if "alt" in case.network.facts.abilities:
        alts = post["alts"] if "alts" in post else _alts_elsewhere(post)
        assert alts == [PICTURE.alt]
    else:
        assert post.get("pictures") == 1 or len(post["photos"]) == 1
    assert LINK.url in (text_of(post), post.get("link"), post.get("value", {}).get("text")) or LINK.url in text_of(post)


def _alts_elsewhere(post: dict[str, Any]) -> list[str]:
    if "value" in post:
        return [one["alt"] for one in post["value"]["embed"]["images"]]
    return [one["description"] for one in post["media_attachments"]]


def test_too_many_requests_say_when_to_come_back(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    server.fail("rate")
    with pytest.raises(errors.RateLimited) as caught:
        case.network.send(account, message, prepared)
    assert abs(caught.value.retry_after - case.wait) < timedelta(seconds=4) and not server.seen


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_access_that_is_no_longer_good_is_named(case: Case, server: NetworkServer, state: str) -> None:
    account = connect(case, server)
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    server.state = state
    kinds = {"expired": errors.TokenExpired, "revoked": errors.TokenRevoked, **case.kinds}
    actions = [lambda: case.network.send(account, message, prepared), lambda: case.network.check(account)]
    for action in actions[:1] if case.name == "webhook" else actions:  # which cannot be asked without posting
        with pytest.raises(kinds[state]) as caught:
            action()
        assert not any(secret in str(caught.value) for secret in account.secrets.values() if len(secret) > 5)
    assert not server.seen


@only(fault="duplicate")
def test_a_duplicate_is_named(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message()
    server.fail("duplicate")
    with pytest.raises(errors.Duplicate) as caught:
        case.network.send(account, message, case.network.prepare(account, message, KEY))
    assert not caught.value.passing and not server.seen
    assert caught.value.sent_id == ("urn:li:share:7001" if case.name == "linkedin" else "")


def test_a_refused_text_is_named(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message()
    step = "/42/threads" if case.name == "threads" else "/42/media" if case.name == "instagram" else "create"
    server.fail("text", step)
    with pytest.raises(case.kinds.get("text", errors.TextRefused)) as caught:
        case.network.send(account, message, case.network.prepare(account, message, KEY))
    assert not caught.value.passing and not server.seen


@only(fault="picture")
def test_a_refused_picture_is_named(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message(pictures=[PICTURE])
    server.fail("picture", case.picture_at)
    with pytest.raises(errors.PictureRefused):
        case.network.send(account, message, case.network.prepare(account, message, KEY))
    assert not server.seen


@only("pictures", uploads=True)
def test_a_picture_that_is_none_is_refused_before_anything_is_sent(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message(pictures=[replace(PICTURE, body=b"not a picture", kind="image/webp2")])
    with pytest.raises(errors.PictureRefused):
        case.network.send(account, message, case.network.prepare(account, message, KEY))
    assert not server.seen


def test_a_broken_server_leaves_the_outcome_open(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    server.fail("broken")
    with pytest.raises(errors.OutcomeUnknown):
        case.network.send(account, message, prepared)
    server.fail("broken_after")
    with pytest.raises(errors.OutcomeUnknown):
        case.network.send(account, message, prepared)
    assert len(server.seen) == 1


@pytest.mark.parametrize("fault", ["lost", "hang"])
def test_a_post_that_was_taken_in_silence_is_found(
    case: Case, server: NetworkServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = connect(case, server)
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    server.fail(fault)
    if fault == "hang":
        monkeypatch.setattr(asking, "SECONDS", 0.15)
        monkeypatch.setattr(asking, "UPLOAD_SECONDS", 0.15)
    with pytest.raises(errors.OutcomeUnknown):
        case.network.send(account, message, prepared)
    monkeypatch.setattr(asking, "SECONDS", 5.0)
    stored = type(prepared).from_json(prepared.as_json())  # as after a restart
    facts = case.network.facts
    if "find" not in facts.abilities:
        with pytest.raises(errors.OutcomeUnknown, match="Look there"):
            case.network.look_up(account, message, stored)
    elif (
        case.name == "linkedin"
    ):  # a member's posts cannot be listed: the same text is refused by the first one's number
        assert case.network.look_up(account, message, stored) is None
        with pytest.raises(errors.Duplicate) as caught:
            case.network.send(account, message, stored)
        assert caught.value.sent_id in server.seen
    elif case.name != "webhook":
        found = case.network.look_up(account, message, stored)
        assert found is not None and found.id in server.seen
    if facts.repeat is not None:
        case.network.send(account, message, stored)
    assert len(server.seen) == 1


@only("find")
def test_what_was_never_taken_is_not_found_and_goes_once(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    send(case, account, "ffffffffffffffff00", text="Another story about tides and other things that move")
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    assert case.network.look_up(account, message, prepared) is None
    case.network.send(account, message, prepared)
    assert len(server.seen) == 2


def test_a_slow_server_is_waited_for(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    server.slow = 0.05
    send(case, account)
    assert len(server.seen) == 1


def test_nobody_there_means_nothing_taken(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    message = case.message()
    prepared = case.network.prepare(account, message, KEY)
    with serve(case.server()) as other:
        gone = other.base
    moved = {name: value.replace(server.base, gone) for name, value in account.options.items()}
    secrets = {name: value.replace(server.base, gone) for name, value in account.secrets.items()}
    with pytest.raises(errors.Unavailable):
        case.network.send(replace(account, options=moved, secrets=secrets), message, prepared)


def test_what_was_sent_is_changed(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    sent = send(case, account)
    message = case.message(text="Corrected: the quay opens on Tuesday")
    if case.name == "reddit":
        with pytest.raises(errors.NotSupported):
            case.network.edit(account, sent, message)
        return
    if "edit" not in case.network.facts.abilities:
        with pytest.raises(errors.NotSupported):
            case.network.edit(account, sent, message)
        return
    again = case.network.edit(account, sent, message)
    assert text_of(server.seen[again.id]).startswith(message.text) and len(server.seen) == 1


def test_what_was_sent_is_deleted_and_may_be_gone_already(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    sent = send(case, account)
    if "delete" not in case.network.facts.abilities:
        with pytest.raises(errors.NotSupported):
            case.network.delete(account, sent)
        return
    case.network.delete(account, sent)
    assert not server.seen
    case.network.delete(account, sent)


@pytest.mark.parametrize("kind", ["thread", "comment"])
def test_threads_and_first_comments(case: Case, server: NetworkServer, kind: Any) -> None:
    account = connect(case, server)
    first = send(case, account)
    message = case.message(text="Read more about it here", pictures=[], reply=ReplyTo(kind, first, first))
    composed = case.network.compose(message, case.network.facts.limits)
    if kind not in case.network.facts.abilities:
        assert composed.problems
        return
    assert not composed.problems
    case.network.send(account, message, case.network.prepare(account, message, "fedcba9876543210ff"))
    post = list(server.seen.values())[-1]
    above = (
        post.get("below")
        or post.get("reply_to")
        or post.get("in_reply_to_id")
        or post.get("value", {}).get("reply", {}).get("root", {}).get("uri")
    )
    assert above == first.id and text_of(post) == composed.text and LINK.url in (text_of(post) + post.get("link", ""))


def test_what_readers_did_is_counted(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    sent = send(case, account)
    if "counts" not in case.network.facts.abilities:
        with pytest.raises(errors.NotSupported):
            case.network.read_counts(account, [sent])
        return
    found = case.network.read_counts(account, [sent])[sent.id]
    assert (found.likes, found.replies) == (3, 2) and found.reposts in (1, None)


def test_replies_of_readers_are_read_and_our_own_are_not(case: Case, server: NetworkServer) -> None:
    account = connect(case, server)
    sent = send(case, account)
    if "replies" not in case.network.facts.abilities:
        with pytest.raises(errors.NotSupported):
            case.network.read_replies(account, sent)
        return
    (reply,) = case.network.read_replies(account, sent)
    assert reply.text == "Good & true.\nThanks." and reply.parent == sent.id and reply.author.lower() == "anna"


def test_a_text_that_is_too_long_is_cut_at_a_word_and_keeps_its_link(case: Case) -> None:
    limits = case.network.facts.limits
    message = case.message(text="harbour " * (limits.length // 4))
    assert case.network.compose(message, limits).problems
    short = case.network.shorten(message, limits)
    composed = case.network.compose(short, limits)
    assert not composed.problems and composed.length <= limits.length and "harbour…" in composed.text
    assert limits.length - composed.length < 60
