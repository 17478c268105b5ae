"""Who wants a look while another worker has one under way waits for it, and is told what it brought."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from typer.testing import CliRunner

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add, child, ended
from tests.features.wire.stories import rss, stories
from wirepress.cli.main import app
from wirepress.core.process_names import holder_name
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.run import SourceBusy, run_source
from wirepress.features.wire.ingest.runs.run_due import run_due
from wirepress.features.wire.ingest.runs.wait_for_run import WAITING, run_or_wait
from wirepress.features.wire.models import Item, Run, Source


def _elsewhere(source: Source) -> threading.Thread:
    """Another worker that looks at the source, and is at it already."""
    begun = threading.Event()

    def look() -> None:
        try:
            run_source(source.pk, say=lambda step, done, total: begun.set())
        finally:
            connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    assert begun.wait(20)
    return thread


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", [("wire", "run", "courier"), ("wire", "run")])
def test_the_command_waits_for_another_workers_look_and_shows_what_it_brought(
    words: tuple[str, ...], add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wirepress.cli.wire.common.require_tables", lambda: None)
    monkeypatch.setenv("COLUMNS", "200")
    source = add()
    feeds.put("/feed", Answer(rss(stories(3), str(feeds)), pause=1.0))
    other = _elsewhere(source)
    done = CliRunner().invoke(app, list(words))
    other.join()
    assert done.exit_code == 0 and "Courier" in done.output, done.output
    assert done.stdout.split()[-8:] == ["3", "3", "0", "0", "0", "0", "0", "0"]
    assert feeds.paths().count("/feed") == 1 and Run.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_waiting_is_shown_and_ends(add: Add, feeds: FeedServer) -> None:
    source = add()
    assert lease.take_lease(source.pk, "another-machine-1-1-1") == "free"
    steps: list[str] = []
    with pytest.raises(SourceBusy, match="goes on"):
        run_or_wait(source.pk, say=lambda step, done, total: steps.append(step), patience=0.3)
    assert steps and set(steps) == {WAITING}
    assert not feeds.paths()


@pytest.mark.django_db(transaction=True)
def test_a_look_whose_worker_gives_up_or_dies_is_made_here(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", rss(stories(2), str(feeds)))
    holder = "another-machine-1-1-1"
    assert lease.take_lease(source.pk, holder) == "free"
    timer = threading.Timer(0.4, lambda: (lease.release_lease(source.pk, holder), connections.close_all()))
    timer.start()
    assert run_or_wait(source.pk, patience=20).filed == 2
    timer.join()

    def die() -> None:
        lease.take_lease(source.pk, holder_name())

    assert ended(child(die)) == "well"
    assert run_due() == 0  # not due
    assert not run_or_wait(source.pk, patience=20).error
    assert Item.objects.count() == 2
