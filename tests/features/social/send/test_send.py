"""Sending: each story goes out once, in time, and what goes wrong is said."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from tests.features.conftest import Send
from tests.features.social.conftest import Pass
from tests.features.social.ledger import Ledger, LedgerNetwork, connect
from tests.waiting import PATIENCE
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social.models import AccountConnection
from wirepress.features.social.networks.errors import (
    Duplicate,
    NetworkError,
    OutcomeUnknown,
    PictureRefused,
    RateLimited,
    Refused,
    TokenExpired,
    Unavailable,
)
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.send.run import send_due

HOUR, DAY = 3600, 86400


def publish(send: Send, title: str = "Tide", text: str = "", **fields: Any) -> int:
    """Publish a story that asks to be shared now; return its number."""
    meta = {"rop_publish_now": "yes", "rop_publish_now_accounts": {"ledger_1": text}}
    body = {"title": title, "content": "It rises.", "status": "publish", "meta": meta, **fields}
    answer = send("editor", "/wp/v2/posts", body)
    assert answer.status_code == 201, answer.content
    return int(answer.json()["id"])


def meta_of(send: Send, number: int) -> Any:
    return send("editor", f"/wp/v2/posts/{number}?context=edit").json()["meta"]


def test_a_published_story_is_sent_once_and_its_record_says_so(send: Send, ledger: Ledger) -> None:
    connect()
    number = publish(send, text="Look: {title}")
    assert meta_of(send, number)["rop_publish_now_status"] == "queued"
    assert send_due().states == {"sent": 1} and not send_due().states
    assert [(post["text"].split("\n")[0], post["story"]) for post in ledger.posts] == [("Look: Tide", number)]
    meta = meta_of(send, number)
    assert (meta["rop_publish_now"], meta["rop_publish_now_status"]) == ("no", "done")
    assert [item["status"] for item in meta["rop_publish_now_history"]] == ["success"]
    assert list(meta["rop_publish_now_history"][0]) == ["account", "service", "timestamp", "status"]


def test_a_refusal_is_an_error_with_the_networks_answer(send: Send, ledger: Ledger) -> None:
    connect()
    ledger.before = [Refused("The Ledger takes no tides.", answer="TIDES_FORBIDDEN")]
    number = publish(send)
    assert send_due().states == {"failed": 1}
    meta = meta_of(send, number)
    assert meta["rop_publish_now_status"] == "done" and meta["rop_publish_now_history"][0]["status"] == "error"
    stored = PostMeta.objects.get(post_id=number, key="rop_publish_now_history").value
    assert "TIDES_FORBIDDEN" in stored[0]["answer"]
    assert not send_due().states and not ledger.posts, "what was refused is not tried again"


def test_a_save_that_says_yes_again_sends_nothing(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    number = publish(send, text="words")
    send_due()
    pass_time(120)
    meta = {"rop_publish_now": "yes", "rop_publish_now_accounts": {"ledger_1": "words"}}
    assert send("editor", f"/wp/v2/posts/{number}", {"title": "Tides", "meta": meta}).status_code == 200
    assert "sent" not in send_due().states and len(ledger.posts) == 1


def test_an_answer_that_was_lost_is_asked_for_and_not_sent_again(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.after = [OutcomeUnknown("No answer came.")]
    publish(send)
    assert send_due().states == {"unknown": 1}
    pass_time(10)
    assert send_due().states == {"sent": 1}
    assert len(ledger.posts) == 1 and ledger.calls == ["prepare", "send", "look_up"]


def test_what_is_certainly_not_there_is_sent_with_the_same_key(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.before = [OutcomeUnknown("The connection broke.")]
    publish(send)
    send_due()
    pass_time(10)
    assert send_due().states == {"sent": 1} and len(ledger.posts) == 1
    assert ledger.posts[0]["key"] == Share.objects.get().key


def test_where_nobody_can_tell_a_person_decides(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.can_find, ledger.after = False, [OutcomeUnknown("No answer came.")]
    publish(send)
    for _ in range(6):
        send_due()
        pass_time(7 * HOUR)
    row = Share.objects.get()
    assert (row.state, row.next_try, len(ledger.posts)) == (Share.UNKNOWN, 0, 1)
    assert ledger.calls.count("send") == 1


@pytest.mark.parametrize("trouble", [TokenExpired("Expired."), Unavailable("Down."), Refused("What?")])
def test_trouble_while_asking_is_no_answer(
    send: Send, ledger: Ledger, pass_time: Pass, monkeypatch: pytest.MonkeyPatch, trouble: NetworkError
) -> None:
    """The post is there, its answer was lost, and now the network cannot be asked: it is not sent again."""
    connect()
    publish(send)
    ledger.after = [OutcomeUnknown("No answer came.")]
    send_due()
    with monkeypatch.context() as patch:
        patch.setattr(LedgerNetwork, "look_up", lambda *_: (_ for _ in ()).throw(trouble))
        for _ in range(3):
            pass_time(HOUR)
            assert "sent" not in send_due().states
    AccountConnection.objects.update(state="well", error="")
    row = Share.objects.get()
    assert row.state == Share.UNKNOWN
    pass_time(HOUR)
    send_due()
    row.refresh_from_db()
    assert len(ledger.posts) == 1 and (row.state == Share.SENT or (row.next_try == 0 and type(trouble) is Refused))


def test_a_paused_account_is_not_sent_to_by_the_way(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    publish(send)
    ledger.before = [OutcomeUnknown("The connection broke.")]
    send_due()
    AccountQueue.objects.update(paused=True)
    pass_time(HOUR)
    send_due()
    assert not ledger.posts
    AccountQueue.objects.update(paused=False)
    pass_time(HOUR)
    assert send_due().states == {"sent": 1}


def test_what_passes_is_tried_again_and_given_up_after_a_day(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    number = publish(send)
    ledger.before = [Unavailable("Out of order.")] * 20
    for _ in range(40):
        send_due()
        pass_time(HOUR)
    row = Share.objects.get()
    assert row.state == Share.FAILED and "Out of order." in row.answer and 4 < row.tries < 20
    assert meta_of(send, number)["rop_publish_now_history"][0]["status"] == "error"


def test_a_rate_limit_keeps_the_account_quiet(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.before = [RateLimited("Too much.", retry_after=timedelta(minutes=20))]
    publish(send, "One")
    assert send_due().states == {"waiting": 1}
    publish(send, "Two")
    pass_time(600)
    assert not send_due().states
    pass_time(700)
    send_due()
    pass_time(700)
    send_due()
    assert [post["text"][:3] for post in ledger.posts] == ["One", "Two"]


def test_an_expired_token_stops_the_account_and_loses_nothing(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.before = [TokenExpired("The token has expired.")]
    publish(send)
    assert send_due().states == {"waiting": 1} and not send_due().states
    assert AccountConnection.objects.get().state == "expired"
    AccountConnection.objects.update(state="well", error="")
    assert send_due().states == {"sent": 1} and len(ledger.posts) == 1


def test_a_refused_picture_is_left_out(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.before = [PictureRefused("Too big.")]
    number = publish(send)
    Share.objects.update(
        message={"text": "Tide", "picture": {"number": 1, "url": "x", "path": "x", "kind": "image/png"}}
    )
    assert send_due().states == {"waiting": 1}
    pass_time(1)
    assert send_due().states == {"sent": 1} and ledger.posts[0]["pictures"] == 0
    assert meta_of(send, number)["rop_publish_now_status"] == "done"


def test_a_duplicate_that_the_network_names_is_taken_as_sent(send: Send, ledger: Ledger) -> None:
    connect()
    ledger.before = [Duplicate("Held already.", sent_id="urn:7")]
    publish(send)
    assert send_due().states == {"sent": 1} and Share.objects.get().remote_id == "urn:7"


def test_a_text_that_does_not_fit_is_cut_at_a_word(send: Send, ledger: Ledger) -> None:
    connect()
    publish(send, text="tide " * 200)
    assert send_due().states == {"sent": 1}
    assert len(ledger.posts[0]["text"]) <= 300 and "http" in ledger.posts[0]["text"]


def test_a_fault_of_the_program_is_not_taken_for_a_refusal(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    ledger.after = [ZeroDivisionError("a plugin's fault")]
    publish(send)
    assert send_due().states == {"unknown": 1}
    pass_time(10)
    assert send_due().states == {"sent": 1} and len(ledger.posts) == 1


def test_a_scheduled_story_is_shared_when_it_is_out(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    from wirepress.content.options import site
    from wirepress.content.workflows.announce_due import announce_due

    connect()
    soon = (site.now_gmt() + timedelta(hours=2)).isoformat()
    number = publish(send, status="future", date_gmt=soon)
    assert not send_due().states and not ledger.posts
    pass_time(2 * HOUR + 60)
    announce_due()
    assert send_due().states == {"sent": 1} and ledger.posts[0]["story"] == number


def _lock(post: Post) -> None:
    post.password = "ebb"
    post.save()


def _hide(post: Post) -> None:
    post.status = "private"
    post.save()


@pytest.mark.parametrize(("change", "words"), [(_lock, "password"), (_hide, "not published"), (Post.delete, "exists")])
def test_a_story_that_may_not_be_read_does_not_go_out(
    send: Send, ledger: Ledger, change: Callable[[Post], None], words: str
) -> None:
    connect()
    number = publish(send)
    change(Post.objects.get(pk=number))
    assert send_due().states == {"dropped": 1} and not ledger.posts
    assert words in Share.objects.get().answer


def test_a_correction_is_carried_out_and_a_kill_takes_away(send: Send, ledger: Ledger) -> None:
    from wirepress.features.social.queue.jobs import follow_post

    connect()
    number = publish(send, "Tide rises")
    send_due()
    assert send("editor", f"/wp/v2/posts/{number}", {"title": "Tide falls"}).status_code == 200
    follow_post(number)
    assert ledger.posts[0]["text"].startswith("Tide falls") and ledger.calls[-1] == "edit"
    assert send("editor", f"/wp/v2/posts/{number}", {"slug": "low-tide"}).status_code == 200
    follow_post(number)
    assert ledger.calls.count("edit") == 1, "what readers see there has not changed"
    assert send("editor", f"/wp/v2/posts/{number}", method="DELETE").status_code == 200
    follow_post(number)
    assert not ledger.posts and Share.objects.get().state == Share.REMOVED


def test_where_a_network_cannot_delete_it_is_said(send: Send, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from wirepress.features.social.networks.basic_network import BasicNetwork
    from wirepress.features.social.queue.jobs import follow_post

    connect()
    number = publish(send)
    send_due()
    monkeypatch.setattr(LedgerNetwork, "delete", BasicNetwork.delete)
    send("editor", f"/wp/v2/posts/{number}", method="DELETE")
    follow_post(number)
    row = Share.objects.get()
    assert (row.state, row.follow) == (Share.SENT, "") and "by hand" in row.follow_note


def test_a_first_comment_is_a_step_of_its_own(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect()
    AccountQueue.objects.update(format={"link_in_comment": True, "comment_text": "More:"})
    publish(send)
    ledger.after = [None, OutcomeUnknown("No answer.")]
    assert send_due().states == {"sent": 1, "unknown": 1}
    pass_time(10)
    assert send_due().states == {"sent": 1}
    first, comment = ledger.posts
    assert "http" not in first["text"] and comment["text"].startswith("More: http") and comment["reply"] == first["key"]


def test_a_paused_account_sends_nothing(send: Send, ledger: Ledger) -> None:
    connect()
    AccountQueue.objects.update(paused=True)
    publish(send)
    assert not send_due().states
    AccountQueue.objects.update(paused=False)
    assert send_due().states == {"sent": 1}


def test_after_three_days_of_standstill_there_is_no_flood(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    """A round each minute for two hours: nothing older than a day goes out, and five minutes lie between the late ones."""
    connect()
    for number in range(4):
        publish(send, f"Old {number}")
    pass_time(2 * DAY)
    for number in range(6):
        publish(send, f"Late {number}")
    pass_time(DAY - HOUR)
    moments = []
    for _ in range(60):
        before = len(ledger.posts)
        send_due()
        moments += [_] * (len(ledger.posts) - before)
        pass_time(60)
    assert [post["text"].split("\n")[0] for post in ledger.posts] == [f"Late {number}" for number in range(6)]
    assert all(later - earlier >= 5 for earlier, later in itertools.pairwise(moments))
    assert Share.objects.filter(state=Share.DROPPED).count() == 4


def test_a_slot_is_filled_once_whoever_looks(send: Send, ledger: Ledger, pass_time: Pass) -> None:
    connect(rules={"every_hours": 1})
    connect("ledger_2", rules={"every_hours": 2})
    for number in range(5):
        send("editor", "/wp/v2/posts", {"title": f"Tide {number}", "content": "x", "status": "publish"})
    for _ in range(12):
        pass_time(30 * 60)
        send_due()
        send_due()
    assert len(ledger.of("ledger_1")) == 5 and len(ledger.of("ledger_2")) == 3
    assert len({post["key"] for post in ledger.posts}) == 8


def test_saving_does_not_wait_for_a_network(send: Send, ledger: Ledger) -> None:
    """A network keeps a share for as long as it likes: meanwhile stories are published."""
    connect()
    publish(send, "First")
    reached, let_go = threading.Event(), threading.Event()

    def keep() -> None:
        reached.set()
        assert let_go.wait(PATIENCE)

    def work() -> None:
        send_due()
        connections.close_all()

    ledger.at_call = keep
    sender = threading.Thread(target=work)
    sender.start()
    assert reached.wait(PATIENCE)
    publish(send, "Second")
    assert not ledger.posts and sender.is_alive(), "the story was stored while the network had not answered"
    let_go.set()
    sender.join(PATIENCE)
    assert len(ledger.posts) == 1
