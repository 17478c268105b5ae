"""Whoever sends dies at any statement and any call: nothing is posted twice, nothing is lost.

Death is an exception that no code catches, at the n-th question to the database or at the n-th call of the network, before it took
the post or after. An open transaction is rolled back, as a dead process's is.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.effort import every_nth
from tests.features.social.conftest import Pass
from tests.features.social.ledger import Ledger, connect
from wirepress.content.options import site
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.send import recover
from wirepress.features.social.send.run import send_due
from wirepress.features.social.share import queue_post

POINTS = 200
STORIES = ("Ebb", "Flood", "Slack")


class Killed(BaseException):
    """The process is gone."""


class Death:
    """Comes at the n-th point that is passed."""

    def __init__(self, at: int) -> None:
        self.left = at

    def pass_point(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.pass_point()
        return execute(sql, params, many, context)


@pytest.fixture
def stories(ledger: Ledger, pass_time: Pass, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three stories that two accounts share now, and a slot of one of the accounts that is due."""
    monkeypatch.setattr(recover, "has_died", lambda holder: True)
    connect("ledger_1", rules={"every_hours": 1, "order": "oldest"})
    connect("ledger_2")
    now = site.now_gmt()
    Post.objects.create(status="publish", title="Slot", content="x", date=now, date_gmt=now - timedelta(days=1))
    pass_time(90 * 60)
    for title in STORIES:
        late = site.now_gmt()
        post = Post.objects.create(
            status="publish", title=title, content="x", date=late, date_gmt=late, modified_gmt=late
        )
        PostMeta.objects.create(post=post, key="rop_publish_now", value="yes")
        queue_post(post.pk, forced=True)


def _round(ledger: Ledger, at: int) -> bool:
    """Whether the process lived through the round."""
    death = Death(at)
    ledger.at_call = death.pass_point
    try:
        with connection.execute_wrapper(death):
            send_due()
    except Killed:
        return False
    finally:
        ledger.at_call = lambda: None
    return True


def _assert_sent_once(ledger: Ledger, pass_time: Pass, at: int) -> None:
    for _ in range(6):
        send_due()
        pass_time(400)
    seen = Counter((post["account"], post["text"].split("\n")[0]) for post in ledger.posts)
    wanted = {(account, title) for account in ("ledger_1", "ledger_2") for title in STORIES} | {("ledger_1", "Slot")}
    assert seen == Counter(dict.fromkeys(wanted, 1)), (at, seen)
    assert set(Share.objects.values_list("state", flat=True)) == {Share.SENT}
    statuses = PostMeta.objects.filter(key="rop_publish_now_status").values_list("value", flat=True)
    assert set(statuses) == {"done"} and len(statuses) == len(STORIES)


@pytest.mark.parametrize("at", every_nth(range(1, POINTS + 1), 25))
def test_nothing_is_posted_twice_and_nothing_is_lost(stories: None, ledger: Ledger, pass_time: Pass, at: int) -> None:
    assert not _round(ledger, at), "the round has fewer points than are tried"
    _assert_sent_once(ledger, pass_time, at)


def test_it_dies_again_and_again(stories: None, ledger: Ledger, pass_time: Pass) -> None:
    for at in (31, 47, 12, 58, 90, 5, 77):
        _round(ledger, at)
        pass_time(1)
    _assert_sent_once(ledger, pass_time, 0)


def test_a_wish_that_nobody_came_to_queue_is_found(ledger: Ledger, pass_time: Pass) -> None:
    """The process died between the story's commit and its event."""
    connect("ledger_1")
    now = site.now_gmt()
    post = Post.objects.create(status="publish", title="Ebb", content="x", date=now, date_gmt=now, modified_gmt=now)
    PostMeta.objects.create(post=post, key="rop_publish_now", value="yes")
    assert send_due().states == {"sent": 1} and len(ledger.posts) == 1
    assert AccountQueue.objects.count() == 1
