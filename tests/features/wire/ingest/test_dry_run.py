"""A trial shows each entry's fate and its reasons, and keeps nothing."""

from __future__ import annotations

import pytest

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories, story
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.features.wire.ingest.runs.dry_run import run_dry
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Item, Run, Source

pytestmark = pytest.mark.django_db


def test_every_fate_is_what_a_run_then_does(add: Add, feeds: FeedServer) -> None:
    no_sport = {
        "name": "no herons",
        "keep": "exclude",
        "when": {"any": [{"field": "title", "how": "word", "value": "herons"}]},
    }
    source = add(filters=[no_sport], terms={"always": ["Coast"]}, limits={"per_run": 4, "on_first_run": 6})
    feeds.put("/feed", rss(stories(12), str(feeds)))
    trial = run_dry(source)
    fates = {fate.entry.title: fate for fate in trial.fates}
    assert not trial.error and len(fates) == 12
    shown = next(fate for fate in trial.fates if fate.what == "file")
    assert (
        shown.words > 50 and shown.picture and shown.credit == "Courier" and list(shown.verdict.categories) == ["Coast"]
    )
    assert all(fate.reasons for fate in trial.fates)
    assert not Post.objects.exists() and not Item.objects.exists() and not Run.objects.exists()
    assert not Term.objects.filter(name="Coast").exists() and not Source.objects.get().validators
    run_source(source.pk)
    states = {"file": "filed", "skip": "skipped", "hold": "held"}
    assert {item.title: item.state for item in Item.objects.all()} == {
        title: states[fate.what] for title, fate in fates.items()
    }


def test_what_is_here_already_is_said_and_the_rest_counted(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", rss(stories(2), str(feeds)))
    run_source(source.pk)
    feeds.put("/feed", rss([story(3), story(2).corrected(), story(1)], str(feeds)))
    trial = run_dry(Source.objects.get(), count=2)
    assert [fate.what for fate in trial.fates] == ["change", "file"] and trial.left == 1
    assert [fate.what for fate in run_dry(source).fates] == ["known", "change", "file"]
    assert Item.objects.count() == 2


def test_a_source_that_answers_nothing_is_said_in_words(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/feed", Answer(b"", 404))
    trial = run_dry(source)
    assert "404" in trial.error and not trial.fates
