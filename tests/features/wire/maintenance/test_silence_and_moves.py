"""A source that falls silent though every look succeeds, and a feed that broke while its site names another one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.maintenance.test_alerts import Box
from tests.features.wire.maintenance.test_alerts import box as box
from tests.features.wire.stories import rss, stories, story
from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.jobs.models import QueuedJob
from wirepress.core.jobs.perform import perform
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.maintenance.alerts import is_any_news, send_alerts
from wirepress.features.wire.maintenance.health import source_state
from wirepress.features.wire.maintenance.moved_feed import accept_suggestion, refuse_suggestion, search_feed
from wirepress.features.wire.maintenance.silence import LEAST, measure_silences, usual_silence
from wirepress.features.wire.models import Run, Source

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.pure
def test_the_usual_silence_is_that_of_its_own_history() -> None:
    start = datetime(2026, 5, 1)
    hourly = [start + number * HOUR for number in range(24 * 8)]
    assert usual_silence(hourly) == LEAST
    assert (
        usual_silence(hourly[:19]) == 0
        and usual_silence([start + timedelta(minutes=number) for number in range(100)]) == 0
    )
    nights = [moment for moment in hourly if 7 <= moment.hour <= 21]
    assert usual_silence(nights) == 1.5 * 10 * 3600
    assert usual_silence(nights[:60]) >= 24 * 3600  # no weekend is known yet


def _history(source: Source, until: datetime) -> None:
    Run.objects.bulk_create(
        Run(source=source, began=until - number * HOUR, ended=until - number * HOUR, status=200, found=3, filed=1)
        for number in range(24 * 9)
    )
    Source.objects.filter(pk=source.pk).update(last_new=until, good=until, looked=until)


def test_a_busy_source_that_sends_the_same_is_not_well_and_that_is_told_once(
    add: Add, feeds: FeedServer, box: Box
) -> None:
    source = add()
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run_source(source.pk)
    now = site.now_gmt()
    _history(source, now - timedelta(minutes=30))
    assert measure_silences() == 1 and not is_any_news()
    source.refresh_from_db()
    assert (source.silence, source_state(source, now)) == (LEAST, "well")
    Run.objects.all().delete()
    _history(source, now - 5 * HOUR)
    Source.objects.filter(pk=source.pk).update(silent_after=None)
    measure_silences()
    run_source(source.pk)  # the same document once more: a good look
    source.refresh_from_db()
    assert source.failures == 0 and source_state(source, site.now_gmt()) == "silent" and is_any_news()
    assert send_alerts() == 1 and send_alerts() == 0
    assert "has fallen silent" in box.mails[0]["Subject"] and "nothing new" in box.mails[0].get_content()
    feeds.put("/feed", rss([*stories(3), story(9)], str(feeds)))
    run_source(source.pk)
    source.refresh_from_db()
    assert source_state(source, site.now_gmt()) == "well"
    assert send_alerts() == 1 and "well again" in box.mails[1]["Subject"]


def _moved(feeds: FeedServer) -> None:
    page = f"<html><head><title>Courier</title><link rel='alternate' type='application/rss+xml' title='News' href='{feeds}/new.xml'></head>"
    feeds.put("/", Answer(page.encode(), kind="text/html"))
    feeds.put("/new.xml", rss(stories(2), str(feeds)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "now", [Answer(b"", 404), Answer(b"", 410), Answer(b"<html><body>We have moved</body></html>", kind="text/html")]
)
def test_a_feed_that_broke_is_searched_on_its_home_page_and_the_editor_is_asked(
    now: Answer, add: Add, feeds: FeedServer, box: Box
) -> None:
    source = add()
    _moved(feeds)
    feeds.put("/feed", now)
    for _ in range(3):
        Source.objects.filter(pk=source.pk).update(due=site.now_gmt())
        assert perform("wire.check", {"source_id": source.pk}).error == ""
    assert QueuedJob.objects.filter(name="wire.search").count() == 1
    assert perform("wire.search", {"source_id": source.pk}).answer == f"{feeds}/new.xml"
    assert send_alerts() == 1 and send_alerts() == 0
    text = box.mails[0].get_content()
    assert f"{feeds}/new.xml" in text and f"/wp-admin/wire-sources/source/?id={source.pk}" in text
    source.refresh_from_db()
    accept_suggestion(source)
    source.refresh_from_db()
    assert (source.url, source.suggested, source.failures) == (f"{feeds}/new.xml", "", 0) and source.due is not None
    assert run_source(source.pk).filed == 2


def test_a_suggestion_that_was_refused_is_not_made_again_and_a_page_without_feeds_suggests_none(
    add: Add, feeds: FeedServer
) -> None:
    source = add()
    _moved(feeds)
    feeds.put("/feed", Answer(b"", 404))
    Source.objects.filter(pk=source.pk).update(failures=2, error="x")
    assert search_feed(source.pk) == f"{feeds}/new.xml" and search_feed(source.pk) == ""  # once a day
    source.refresh_from_db()
    refuse_suggestion(source)
    with pytest.raises(ActionRefused):
        refuse_suggestion(source)
    Source.objects.filter(pk=source.pk).update(searched=None)
    assert search_feed(source.pk) == ""
    well = add("/well", name="Well")
    assert search_feed(well.pk) == "" and Source.objects.get(pk=well.pk).searched is None


def test_links_of_the_mail_lead_to_pages_that_there_are(add: Add, box: Box, newsroom: object) -> None:
    import re

    from django.test import Client

    source = add()
    Source.objects.filter(pk=source.pk).update(failures=3, error="x")
    assert send_alerts() == 1
    links = re.findall(r"http://news\.example(/\S+)", box.mails[0].get_content())
    assert len(links) == 2
    client = Client()
    client.force_login(newsroom)  # type: ignore[arg-type]
    assert [client.get(link).status_code for link in links] == [200, 200]
