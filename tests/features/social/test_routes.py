"""The queue over REST: what people see and what they do to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.features.conftest import Send
from tests.features.social.conftest import Pass
from tests.features.social.ledger import Ledger, connect
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.social.queue.models import Share
from wirepress.features.social.send.run import send_due

BASE = "/wirepress/v1/social"


@pytest.fixture(autouse=True)
def accounts_of_the_ledger(ledger: Ledger) -> None:
    connect("ledger_1", rules={"every_hours": 6})
    connect("ledger_2")


def _stories(send: Send, count: int) -> list[int]:
    body = {"content": "It rises.", "status": "publish"}
    return [send("editor", "/wp/v2/posts", {"title": f"Tide {at}", **body}).json()["id"] for at in range(count)]


def _get(send: Send, path: str, role: str = "editor") -> Any:
    answer = send(role, f"{BASE}{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_plan_says_account_story_moment_and_text(send: Send) -> None:
    numbers = _stories(send, 3)
    plan = _get(send, "/plan?days=1")
    assert [one["post"] for one in plan] == numbers[::-1]
    assert {one["key"] for one in plan} == {"ledger_1"}
    first = plan[0]
    assert first["text"].startswith("Tide 2\n\nhttp") and first["limit"] == 300 and first["problems"] == []
    assert first["moment"] < plan[1]["moment"] and not Share.objects.exists()


def test_what_the_plan_foresees_is_edited_skipped_moved_and_blocked(
    send: Send, ledger: Ledger, pass_time: Pass
) -> None:
    _stories(send, 4)
    plan = _get(send, "/plan?days=1")

    def keep(one: dict[str, Any], **more: Any) -> int:
        body = {"post": one["post"], "account": one["key"], "slot": one["slot"], **more}
        answer = send("editor", f"{BASE}/shares", body)
        assert answer.status_code == 201, answer.content
        return int(answer.json()["id"])

    keep(plan[0], text="Own words")
    skipped = keep(plan[1])
    assert send("editor", f"{BASE}/shares/{skipped}", method="DELETE").json()["skipped"] is True
    assert send("editor", f"{BASE}/blocks", {"post": plan[2]["post"]}).status_code == 201
    after = _get(send, "/plan?days=1")
    assert [one["slot"] for one in after] == [plan[0]["slot"], plan[1]["slot"]]
    assert after[0]["text"].startswith("Own words") and after[1]["post"] == plan[3]["post"]
    for _ in range(4):
        pass_time(6 * 3600 + 60)
        send_due()
    assert [post["story"] for post in ledger.posts] == [plan[0]["post"], plan[3]["post"]]
    assert ledger.posts[0]["text"].startswith("Own words")


def test_a_share_is_asked_for_by_hand_now_and_for_later(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    number = _stories(send, 1)[0]
    body = {"post": number, "account": "ledger_2", "text": "Now"}
    assert send("editor", f"{BASE}/shares", body).json()["state"] == "waiting"
    later = send("editor", f"{BASE}/shares", {**body, "text": "Later", "when": "2100-01-01T00:00:00"})
    assert later.status_code == 400, "more than a year ahead"
    send_due()
    assert [post["text"].split("\n")[0] for post in ledger.of("ledger_2")] == ["Now"]
    shown = _get(send, f"/shares?post={number}&account=ledger_2")[0]
    assert shown["state"] == "sent" and shown["url"].startswith("https://ledger.example/")
    assert send("editor", f"{BASE}/shares/{shown['id']}", {"text": "x"}).status_code == 409


def test_a_writer_sees_what_became_of_an_own_story(send: Send) -> None:
    mine = send("author", "/wp/v2/posts", {"title": "Mine", "content": "x", "status": "publish"}).json()["id"]
    other = _stories(send, 1)[0]
    assert send("author", f"{BASE}/shares", {"post": mine, "account": "ledger_2"}).status_code == 201
    assert [one["post"] for one in _get(send, f"/shares?post={mine}", "author")] == [mine]
    assert send("author", f"{BASE}/shares").status_code == 403
    assert send("author", f"{BASE}/shares?post={other}").status_code == 403
    assert send("author", f"{BASE}/shares", {"post": other, "account": "ledger_2"}).status_code == 403


def test_rules_are_judged_one_by_one_and_nothing_half_is_kept(send: Send) -> None:
    queue = next(one for one in _get(send, "/queues") if one["key"] == "ledger_2")
    path = f"{BASE}/queues/{queue['id']}"
    wrong = send(
        "administrator",
        path,
        {"rules": {"schedule": "fixed", "times": ["25:00"], "colour": 1}, "format": {"content": "poem"}},
    )
    assert wrong.status_code == 400 and set(wrong.json()["data"]["params"]) == {"times", "colour", "content"}
    assert next(one for one in _get(send, "/queues") if one["key"] == "ledger_2") == queue
    rules = {"schedule": "fixed", "times": ["7:05", "19:30"], "days": [1, 5], "per_day": 1}
    done = send("administrator", path, {"rules": rules, "format": {"utm": True}})
    assert done.status_code == 200 and done.json()["rules"] | rules == done.json()["rules"]
    assert done.json()["format"]["utm"] is True and done.json()["next"]


def test_a_paused_account_and_a_pause_of_all(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    _stories(send, 3)
    number = next(one["id"] for one in _get(send, "/queues") if one["key"] == "ledger_1")
    assert send("administrator", f"{BASE}/queues/{number}", {"paused": True}).json()["paused_reason"]
    assert _get(send, "/plan?days=9") == []
    pass_time(86400)
    send("administrator", f"{BASE}/queues/{number}", {"paused": False})
    send_due()
    assert not ledger.posts, "what it would have shared meanwhile is not made up for"
    send("administrator", f"{BASE}/pause", {"paused": True})
    pass_time(86400)
    assert _get(send, "/plan?days=9") == [] and not send_due().states
    send("administrator", f"{BASE}/pause", {"paused": False})
    assert not send_due().states and len(_get(send, "/plan?days=2")) == 3


def test_a_preview_counts_as_the_network_does(send: Send) -> None:
    number = _stories(send, 1)[0]
    shown = _get(send, f"/preview?post={number}&text=Look")
    assert [one["key"] for one in shown] == ["ledger_1", "ledger_2"]
    assert shown[0]["text"].startswith("Look\n\nhttp") and shown[0]["length"] == len(shown[0]["text"])
    Post.objects.filter(pk=number).update(password="ebb")
    assert "password" in _get(send, f"/preview?post={number}")[0]["problems"][0]


def test_what_failed_is_sent_again_by_a_person(send: Send, ledger: Ledger) -> None:
    from wirepress.features.social.networks.errors import OutcomeUnknown, Refused

    number = _stories(send, 1)[0]
    ledger.before = [Refused("No.")]
    share = send("editor", f"{BASE}/shares", {"post": number, "account": "ledger_2"}).json()["id"]
    send_due()
    assert send("editor", f"{BASE}/shares/{share}/confirm", {}).status_code == 409
    ledger.after = [OutcomeUnknown("Lost.")]
    assert send("editor", f"{BASE}/shares/{share}/retry", {}).json()["share"]["state"] == "waiting"
    send_due()
    found = send("editor", f"{BASE}/shares/{share}/confirm", {"url": "https://ledger.example/7"}).json()["share"]
    assert (found["state"], found["url"]) == ("sent", "https://ledger.example/7")


def test_a_longer_plan_asks_no_more_questions(send: Send) -> None:
    _stories(send, 24)
    queries = []
    for days in (1, 6):
        store.forget()
        with CaptureQueriesContext(connection) as asked:
            assert len(_get(send, f"/plan?days={days}")) == days * 4
        queries.append(len(asked))
    assert queries[0] == queries[1] < 30, queries


def test_messages_of_a_story_take_turns_in_the_plan_as_when_they_are_sent(
    send: Send, ledger: Ledger, pass_time: Pass
) -> None:
    number = _stories(send, 1)[0]
    words = [{"rop_custom_description": word} for word in ("First", "Second")]
    send("editor", f"/wp/v2/posts/{number}", {"meta": {"rop_custom_messages_group": words}})
    queue = next(one for one in _get(send, "/queues") if one["key"] == "ledger_1")
    send("administrator", f"{BASE}/queues/{queue['id']}", {"rules": {"again_after_days": 1}})
    plan = _get(send, "/plan?days=3")
    for _ in range(12):
        pass_time(6 * 3600 + 1)
        send_due()
    told = [post["text"].split("\n")[0] for post in ledger.posts]
    assert told == ["First", "Second", "First"] == [one["text"].split("\n")[0] for one in plan]
