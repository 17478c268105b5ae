"""A worker is killed between every two stages, and in the middle of them: nothing is filed twice, nothing is lost."""

from __future__ import annotations

import importlib
import os
import signal
from typing import Any

import pytest

from tests.features.wire.feedserver import FeedServer
from tests.features.wire.gathering_newsroom import Add, child, ended
from tests.features.wire.stories import rss, stories
from wirepress.content.posts.models import Post, PostTotal
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Item, Source, Version

WIRE = "wirepress.features.wire.ingest"
COUNT = 12
POINTS = [  # (where, how many calls of it are survived, killed before or after the next one)
    ("runs.run.collect_source", 0, "before"),
    ("runs.run.collect_source", 0, "after"),
    ("recognising.KnownItems", 0, "after"),
    ("judging.decide_entry", 4, "before"),
    ("intake.prepare_story", 2, "after"),
    ("intake.prepare_story", 7, "before"),
    ("prepare.choose_picture", 1, "after"),
    ("intake.make_fingerprint", 5, "after"),
    ("intake.find_nearest", 1, "after"),
    ("persist.publish_all", 1, "after"),
    ("publish.create_posts", 0, "after"),
    ("create_many.announce_change", 3, "after"),
    ("intake.write_items", 0, "before"),
    ("intake.write_items", 1, "after"),
    ("intake.Intake.commit_cases", 0, "after"),
    ("intake.Intake.commit_cases", 1, "before"),
    ("runs.run._SourceRun._close_run", 0, "before"),
    ("runs.run._SourceRun._close_run", 0, "after"),
]


def deadly(real: Any, survived: int, when: str) -> Any:
    """The function, which kills its process at one call."""
    calls = [0]

    def called(*args: Any, **named: Any) -> Any:
        calls[0] += 1
        last = calls[0] > survived
        if last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*args, **named)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return called


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("where", "survived", "when"), POINTS, ids=lambda value: str(value))
def test_killed_at_any_moment_nothing_is_filed_twice_or_lost(
    where: str, survived: int, when: str, add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add()
    feeds.put("/feed", rss(stories(COUNT), str(feeds)))
    path, _, name = where.rpartition(".")
    room = "wirepress.content.posts.actions" if path == "create_many" else WIRE
    holder = importlib.import_module(f"{room}.{path.partition('.')[0]}")
    for part in path.split(".")[1:]:
        holder = getattr(holder, part)
    with monkeypatch.context() as patch:
        patch.setattr(holder, name, deadly(getattr(holder, name), survived, when))
        assert ended(child(lambda: run_source(source.pk) and None)) == "killed"
    assert ended(child(lambda: run_source(source.pk) and None)) == "well"
    assert sorted(Post.objects.values_list("title", flat=True)) == sorted(one.title for one in stories(COUNT))
    items = Item.objects.filter(state="filed")
    assert items.count() == COUNT == Item.objects.count()
    assert sorted(items.values_list("post_id", flat=True)) == sorted(Post.objects.values_list("pk", flat=True))
    assert Version.objects.count() == COUNT
    assert PostTotal.objects.get(type="post", status="publish").count == COUNT
    left = Source.objects.get(pk=source.pk)
    assert left.good is not None and left.validators and not left.lease_holder
