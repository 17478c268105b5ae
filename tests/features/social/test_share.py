"""Publish now: a published story that says yes queues its active accounts, once a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features.conftest import Send
from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social import accounts, decide
from wirepress.features.social.models import ShareTurn, SocialAccount

PAGE, BIRD, GONE = "facebook_1_2", "twitter_abc_3", "facebook_9_9"


@pytest.fixture(autouse=True)
def known_accounts(transactional_db: None) -> None:
    accounts.forget_accounts()
    for key, service, active in ((PAGE, "facebook", True), (BIRD, "twitter", True), (GONE, "facebook", False)):
        SocialAccount.objects.create(key=key, service=service, active=active)


def _story(send: Send, role: str = "editor", **fields: Any) -> Any:
    answer = send(role, "/wp/v2/posts", {"title": "Tide", "content": "It rises.", "status": "publish", **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def _queued(document: Any) -> list[str]:
    return [item["account"] for item in document["meta"]["rop_publish_now_history"] if item["status"] == "queued"]


def _yes(*keys: str) -> dict[str, Any]:
    return {"rop_publish_now": "yes", "rop_publish_now_accounts": dict.fromkeys(keys, "look")}


def test_the_answer_to_publishing_shows_the_queue(send: Send) -> None:
    draft = _story(send, status="draft", meta=_yes(PAGE, BIRD))
    assert _queued(draft) == [] and draft["meta"]["rop_publish_now_status"] == "pending"
    shown = send("editor", f"/wp/v2/posts/{draft['id']}", {"status": "publish"}).json()
    assert _queued(shown) == [PAGE, BIRD] and shown["meta"]["rop_publish_now_status"] == "queued"
    first = shown["meta"]["rop_publish_now_history"][0]
    assert (first["service"], list(first)) == ("facebook", ["account", "service", "timestamp", "status"])


def test_accounts_that_are_not_active_stay_in_the_map_only(send: Send) -> None:
    story = _story(send, meta=_yes(GONE, "nobody_1", BIRD))
    assert _queued(story) == [BIRD]
    assert list(story["meta"]["rop_publish_now_accounts"]) == [GONE, "nobody_1", BIRD]
    assert _queued(_story(send, meta=_yes(GONE))) == []


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
def test_only_what_is_public_is_shared(send: Send, status: str) -> None:
    fields = {"date_gmt": "2099-01-01T00:00:00"} if status == "future" else {}
    assert _queued(_story(send, status=status, meta=_yes(PAGE), **fields)) == []


def test_without_a_map_every_active_account_shares(send: Send) -> None:
    assert _queued(_story(send, meta={"rop_publish_now": "yes"})) == [PAGE, BIRD]
    assert _queued(_story(send, meta={"rop_publish_now": "yes", "rop_publish_now_accounts": {}})) == []
    assert _queued(_story(send, meta={"rop_publish_now": "no"})) == []


def test_a_story_is_looked_at_once_a_minute(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    story = _story(send)
    path = f"/wp/v2/posts/{story['id']}"
    assert _queued(send("editor", path, {"meta": _yes(PAGE)}).json()) == []
    later = site.now_gmt() + timedelta(seconds=61)
    monkeypatch.setattr(site, "now_gmt", lambda: later)
    assert _queued(send("editor", path, {"title": "Later"}).json()) == [PAGE]


def _share(send: Send, role: str, number: int, accounts: Any) -> Any:
    return send(role, f"/tweet-old-post/v8/share/{number}", {"rop_publish_now_accounts": accounts})


def test_sharing_by_hand_does_not_wait(send: Send) -> None:
    story = _story(send)
    for _ in range(2):
        body = _share(send, "editor", story["id"], {PAGE: "now"}).json()
        assert body["success"] is True
        assert [item["account"] for item in body["history"]] == [PAGE]  # the queued one gave way
    document = send("", f"/wp/v2/posts/{story['id']}").json()
    assert document["meta"]["rop_publish_now_accounts"] == {PAGE: "now"}


def test_a_draft_keeps_the_wish(send: Send) -> None:
    draft = _story(send, status="draft")
    assert _share(send, "editor", draft["id"], {PAGE: "soon"}).json()["history"] == []
    assert _queued(send("editor", f"/wp/v2/posts/{draft['id']}", {"status": "publish"}).json()) == [PAGE]


@pytest.mark.parametrize(("role", "status"), [("", 401), ("subscriber", 403), ("contributor", 403), ("author", 403)])
def test_nobody_shares_what_he_may_not_edit(send: Send, post: Post, role: str, status: int) -> None:
    assert _share(send, role, post.pk, {PAGE: "x"}).status_code == status
    assert not PostMeta.objects.filter(post=post).exists() and not ShareTurn.objects.exists()


@pytest.mark.parametrize("wrong", [None, {}, [], "x", {PAGE: 5}, {PAGE: {"a": "b"}}, {PAGE: "x" * 10_001}])
def test_accounts_have_to_be_named(send: Send, post: Post, wrong: Any) -> None:
    answer = _share(send, "editor", post.pk, wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert not PostMeta.objects.filter(post=post).exists()


@pytest.mark.parametrize("number", [10**9, 10**17, 10**30])
def test_an_unknown_story_is_a_404(send: Send, number: int) -> None:
    assert _share(send, "editor", number, {PAGE: "x"}).status_code == 404


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_due_is_a_minute_or_a_clock_set_back(looked: int, now: int) -> None:
    assert decide.is_due(looked, now) == (now - looked >= 60 or now < looked)
    assert decide.is_due(None, now)


@given(st.dictionaries(st.sampled_from([PAGE, BIRD, GONE]), st.text(max_size=5)), st.integers(0, 10**10))
def test_a_queue_has_one_waiting_item_for_each_account(messages: dict[str, str], now: int) -> None:
    active = {PAGE: "facebook", BIRD: "twitter"}
    once = decide.queue_shares(messages, active, [], now)
    wanted = [key for key in messages if key in active]
    if not wanted:
        assert once is None
        return
    assert once is not None and [item["account"] for item in once] == wanted
    assert decide.queue_shares(messages, active, once, now + 5) == [{**item, "timestamp": now + 5} for item in once]


def test_moments_are_whole_seconds(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "now_gmt", lambda: datetime(2026, 3, 2, 5, 0, 7))
    story = _story(send, meta=_yes(PAGE))
    assert story["meta"]["rop_publish_now_history"][0]["timestamp"] == 1772427607


def test_without_an_active_account_no_turn_is_taken(send: Send) -> None:
    SocialAccount.objects.all().delete()
    accounts.forget_accounts()
    story = _story(send, meta={"rop_publish_now": "yes"})
    assert not ShareTurn.objects.exists()
    SocialAccount.objects.create(key=PAGE, service="facebook")
    accounts.forget_accounts()
    changed = send("editor", f"/wp/v2/posts/{story['id']}", {"title": "Ebb", "meta": _yes(PAGE)}).json()
    assert _queued(changed) == [PAGE]
