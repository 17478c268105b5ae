"""What the wire does by itself, as the queue of jobs runs it."""

from __future__ import annotations

import pytest

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories
from wirepress.content.posts.models import Post
from wirepress.core.jobs import known
from wirepress.core.jobs.models import QueuedJob
from wirepress.core.jobs.perform import perform
from wirepress.core.jobs.worker import run_once
from wirepress.features.wire.ingest.runs import lease


@pytest.mark.django_db(transaction=True)
def test_the_queue_gathers_what_is_due_and_one_source_when_it_is_asked(add: Add, feeds: FeedServer) -> None:
    source, broken = add(), add("/broken", name="Broken")
    feeds.put("/feed", rss(stories(2), str(feeds)))
    feeds.put("/broken", Answer(b"", 404))
    names = {name: job for name, job in known.every().items() if name.startswith("wire.")}
    assert set(names) == {
        f"wire.{name}" for name in ("due", "check", "look", "search", "measure", "digest", "expire", "forget", "renew")
    }
    assert names["wire.due"].every is not None and names["wire.look"].every is None
    needed = names["wire.due"].needed
    assert needed is not None and needed()
    done = perform("wire.due", {})
    assert (done.error, done.answer) == ("", 2) and perform("wire.due", {}).answer == 2
    assert (
        QueuedJob.objects.filter(name="wire.check").count() == 2
    )  # a job for each source, and no second one that waits
    assert run_once() >= 2 and Post.objects.filter(type="post").count() == 2
    assert not needed()  # nothing is due, and nobody is to be told
    assert perform("wire.check", {"source_id": source.pk}).answer == ""  # somebody has looked meanwhile
    feeds.put("/feed", rss(stories(3), str(feeds)))
    assert perform("wire.look", {"source_id": source.pk}).answer == "1 filed, 0 queued, 0 left out"
    assert "404" in str(perform("wire.look", {"source_id": broken.pk}).answer)
    assert lease.take_lease(source.pk, "another-machine-1-1-1") == "free"
    assert "Another worker" in str(perform("wire.look", {"source_id": source.pk}).answer)
    for name in ("wire.expire", "wire.forget", "wire.renew"):
        assert perform(name, {}).error == ""
