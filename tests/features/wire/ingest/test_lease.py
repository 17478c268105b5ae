"""One worker at a time for a source, on this machine and on others; a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import transaction

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add, child, ended
from tests.features.wire.stories import rss, stories
from wirepress.content.options import site
from wirepress.core.process_names import has_died, holder_name
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.run import CUT_OFF, SourceBusy, run_source
from wirepress.features.wire.models import Item, Run, Source


@pytest.mark.django_db
def test_a_source_is_taken_once_and_given_back(add: Add) -> None:
    source = add()
    first, second = holder_name(), holder_name()
    assert first != second and len(first) <= 64
    assert lease.take_lease(source.pk, first) == "free"
    assert lease.take_lease(source.pk, second) == ""
    lease.release_lease(source.pk, second)  # not theirs
    assert lease.take_lease(source.pk, second) == ""
    lease.release_lease(source.pk, first)
    assert lease.take_lease(source.pk, second) == "free"
    with pytest.raises(SourceBusy):
        run_source(source.pk)


@pytest.mark.django_db
def test_a_lease_that_was_not_renewed_is_anothers(add: Add) -> None:
    source = add()
    elsewhere = "another-machine-7-7-7"
    assert lease.take_lease(source.pk, elsewhere) == "free"
    mine = holder_name()
    assert lease.take_lease(source.pk, mine) == ""  # nothing is known of it but that it says it lives
    Source.objects.filter(pk=source.pk).update(lease_until=site.now_gmt() - timedelta(seconds=1))
    assert lease.take_lease(source.pk, mine) == "over"
    with pytest.raises(lease.LeaseLost), transaction.atomic():
        lease.renew_lease(source.pk, elsewhere)
    lease.renew_lease(source.pk, mine)


@pytest.mark.django_db
def test_a_process_of_this_machine_that_died_holds_nothing(add: Add) -> None:
    source = add()
    mine = holder_name()
    assert not has_died(mine) and not has_died("") and not has_died("elsewhere-1-2-3")
    machine, _, start, chance = mine.split("-")
    assert has_died(f"{machine}-{os.getpid()}-{int(start) - 1}-{chance}")  # its number is another process's now
    assert lease.take_lease(source.pk, f"{machine}-4194304999-5-{chance}") == "free"
    assert lease.take_lease(source.pk, mine) == "over"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_fetch_the_same_source(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", Answer(rss(stories(2), str(feeds)), pause=1.0))

    def work() -> None:
        try:
            run_source(source.pk)
        except SourceBusy:
            os.kill(os.getpid(), signal.SIGKILL)

    first, second = child(work), child(work)
    assert sorted((ended(first), ended(second))) == ["killed", "well"]
    assert feeds.paths().count("/feed") == 1
    assert Item.objects.filter(state="filed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_source_files_nothing_more(
    add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add()
    feeds.put("/feed", rss(stories(3), str(feeds)))

    def stolen(*args: object, **named: object) -> None:
        Source.objects.filter(pk=source.pk).update(
            lease_holder="another-machine-1-1-1", lease_until=site.now_gmt() + timedelta(hours=1)
        )

    monkeypatch.setattr(
        "wirepress.features.wire.ingest.judging.detect_language", lambda text, hint="": stolen() or "en"
    )
    with pytest.raises(lease.LeaseLost):
        run_source(source.pk)
    assert Item.objects.count() == 0
    assert Source.objects.get(pk=source.pk).lease_holder == "another-machine-1-1-1"


@pytest.mark.django_db(transaction=True)
def test_a_killed_look_is_said_to_be_cut_off_and_done_again_at_once(
    add: Add, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add()
    feeds.put("/feed", rss(stories(3), str(feeds)))

    def die(*args: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("wirepress.features.wire.ingest.runs.run._SourceRun._close_run", die)
    assert ended(child(lambda: run_source(source.pk) and None)) == "killed"
    monkeypatch.undo()
    assert Source.objects.get(pk=source.pk).lease_holder and Item.objects.count() == 3
    began = time.monotonic()
    run = run_source(source.pk)
    assert time.monotonic() - began < 30 and not run.error
    assert list(Run.objects.order_by("pk").values_list("error", flat=True)) == [CUT_OFF, ""]
    assert Item.objects.count() == 3
