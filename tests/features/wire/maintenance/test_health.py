"""What the newsroom is told of its sources, and what machines are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories
from wirepress.content.options import site
from wirepress.content.options.features import extensions, switch
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.maintenance.health import DAYS, load_all_health, load_health, source_state
from wirepress.features.wire.models import Source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "new"),
        ({"looked": 0}, "well"),
        ({"failures": 1, "looked": 0}, "failing"),
        ({"failures": 3}, "trouble"),
        ({"failures": 1, "due": None}, "gone"),
        ({"enabled": False, "failures": 3}, "paused"),
        ({"kind": "push", "due": None}, "push"),
        ({"looked": 0, "due": -7200}, "late"),
    ],
)
def test_states(fields: dict[str, Any], state: str) -> None:
    now = site.now_gmt()
    source = Source(name="x", slug="x", created=now, due=now + timedelta(minutes=5))
    for name, value in fields.items():
        setattr(
            source, name, now + timedelta(seconds=value) if name in ("looked", "due") and value is not None else value
        )
    assert source_state(source, now) == state


def test_numbers_and_errors_of_each_source(add: Add, feeds: FeedServer) -> None:
    good, bad = add(), add("/bad", name="Bad", limits={"per_run": 1})
    feeds.put("/feed", rss(stories(3), str(feeds)))
    feeds.put("/bad", Answer(b"", 404))
    run_source(good.pk)
    run_source(good.pk)
    run_source(bad.pk)
    one, other = load_health(Source.objects.get(pk=good.pk)), load_health(Source.objects.get(pk=bad.pk))
    assert (one.state, one.items, one.filed_lately, one.error, len(one.days)) == ("well", 3, 3, "", DAYS)
    assert (one.days[-1].looks, one.days[-1].bad, one.days[-1].filed) == (2, 0, 3) and one.days[0].looks == 0
    assert (other.state, other.items, other.days[-1].bad) == ("failing", 0, 1) and "404" in other.error
    with CaptureQueriesContext(connection) as asked:
        load_all_health(list(Source.objects.all()))
    assert len(asked) == 3  # the sources, their items, their looks


def test_metrics_come_with_the_feature_and_go_with_it(add: Add, feeds: FeedServer) -> None:
    source = add(status="pending")
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    rows = {
        (row.name, *row.labels.values()): row.value
        for row in extensions().collect("metrics")
        if row.name.startswith("wirepress_wire")
    }
    assert rows["wirepress_wire_sources", "well"] == 1 and rows["wirepress_wire_waiting", "queued"] == 2
    assert (
        rows["wirepress_wire_entries_day", "queued"] == 2
        and rows["wirepress_wire_last_good_seconds", source.slug] > 1.7e9
    )
    switch("wire", False)
    try:
        assert not [row for row in extensions().collect("metrics") if row.name.startswith("wirepress_wire")]
        assert not [job for job in extensions().declared("jobs") if job.name.startswith("wire.")]
    finally:
        switch("wire", True)
