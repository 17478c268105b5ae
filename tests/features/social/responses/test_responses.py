"""What readers did is counted, seldom enough; answers become comments that wait, once, where that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.features.social.connections.conftest import connect as connect
from tests.features.social.connections.conftest import key_file as key_file
from tests.features.social.connections.conftest import open_server as open_server
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection, ReplyComment, SocialAccount
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import LinkCard, Message
from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.responses import jobs
from wirepress.features.social.responses.counts import DAY, HOUR
from wirepress.features.social.responses.replies import OPTION

Shared = Callable[..., Share]


@pytest.fixture
def story(db: None) -> Post:
    moment = "2026-03-02 05:00:00"
    return Post.objects.create(
        status="publish", title="Quay", slug="quay", date=moment, date_gmt=moment, modified=moment, modified_gmt=moment
    )


@pytest.fixture
def share(story: Post) -> Shared:
    """share(account, age=seconds): something that the account sent."""

    def _share(account: SocialAccount, age: int = HOUR) -> Share:
        message = Message(f"Quay opens, part {age}", LinkCard("https://news.example/quay", "Quay"))

        def send(network: Any, ready: Any) -> Any:
            return network.send(ready, message, network.prepare(ready, message, f"key-{age:012}"))

        sent = use_account(account, send)
        columns = {"remote_id": sent.id, "remote_url": sent.url, "remote_more": dict(sent.more)}
        moments = {"due": 1, "ended": now_unix() - age}
        return Share.objects.create(
            account=account.key,
            service=account.service,
            post_id=story.pk,
            key=f"{account.pk}-{age}",
            state="sent",
            **columns,
            **moments,
        )

    return _share


@pytest.mark.parametrize("network", ["mastodon", "bluesky", "facebook", "vk"])
def test_shares_are_counted_once_an_hour_while_they_are_young(
    connect: Any, open_server: Any, share: Shared, network: str
) -> None:
    server = open_server(network)
    account = connect(server, network)
    row = share(account)
    assert jobs.is_any_due() and jobs.read_responses() == "1 shares looked at, 0 answers taken over"
    row.refresh_from_db()
    assert row.counts["likes"] == 3 and row.counts["replies"] == 2 and not jobs.is_any_due()
    Share.objects.update(counted=now_unix() - HOUR)
    assert jobs.is_any_due()
    Share.objects.update(counted=now_unix() - HOUR, ended=now_unix() - 2 * DAY)
    assert not jobs.is_any_due()
    Share.objects.update(counted=0, ended=now_unix() - 31 * DAY)
    assert not jobs.is_any_due()


def test_what_costs_is_looked_at_once(connect: Any, open_server: Any, share: Shared) -> None:
    server = open_server("twitter")
    share(connect(server, "twitter"))
    assert not jobs.is_any_due()
    Share.objects.update(ended=now_unix() - 3 * DAY)
    jobs.read_responses()
    assert Share.objects.get().counts["reposts"] == 1
    Share.objects.update(counted=now_unix() - 2 * DAY)
    assert not jobs.is_any_due()


def test_an_account_in_trouble_is_left_alone_and_a_failure_waits_for_the_next_time(
    connect: Any, open_server: Any, share: Shared
) -> None:
    server = open_server("mastodon")
    share(connect(server, "mastodon"))
    server.fail("broken", "any")
    server.fail("broken", "any")
    assert "0 shares" in jobs.read_responses() and Share.objects.get().counts == {} and not jobs.is_any_due()
    Share.objects.update(counted=0)
    AccountConnection.objects.update(state="revoked")
    assert not jobs.is_any_due()


@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
def test_answers_become_comments_that_wait_once(
    connect: Any, open_server: Any, share: Shared, story: Post, network: str
) -> None:
    server = open_server(network)
    share(connect(server, network))
    jobs.read_responses()
    assert not Comment.objects.exists()  # nobody has asked for it
    store.put(OPTION, True)
    Share.objects.update(counted=0)
    assert jobs.read_responses().endswith("1 answers taken over")
    comment = Comment.objects.get()
    assert (comment.post_id, comment.approved, comment.author_name) == (story.pk, "0", "Anna")
    assert comment.content == "Good &amp; true.\nThanks." and "anna" in comment.author_url
    for _ in range(2):
        Share.objects.update(counted=0)
        assert jobs.read_responses().endswith("0 answers taken over")
    comment.delete()  # a moderator threw it away: it does not come again
    Share.objects.update(counted=0)
    jobs.read_responses()
    assert not Comment.objects.exists() and ReplyComment.objects.count() == 1


def test_a_story_that_takes_no_comments_gets_none(connect: Any, open_server: Any, share: Shared, story: Post) -> None:
    share(connect(open_server("mastodon"), "mastodon"))
    store.put(OPTION, True)
    Post.objects.update(comment_status="closed")
    jobs.read_responses()
    assert not Comment.objects.exists() and not ReplyComment.objects.exists()


def test_networks_that_do_not_count_say_so(connect: Any, open_server: Any, share: Shared) -> None:
    account = connect(open_server("telegram"), "telegram")
    row = share(account)
    assert not jobs.is_any_due()
    with pytest.raises(errors.NotSupported):
        use_account(account, lambda network, ready: network.read_counts(ready, []))
    assert row.counts == {}
