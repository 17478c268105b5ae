"""The morning knows what happened: the digest's page, its mail once a day, the card on Today, and the list of corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.features.wire.feedserver import FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.maintenance.test_alerts import Box
from tests.features.wire.maintenance.test_alerts import box as box
from tests.features.wire.stories import rss, stories, story
from wirepress.content.options import site, store
from wirepress.content.users.models import User
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.maintenance.digest import build_digest
from wirepress.features.wire.maintenance.digest_mail import HOUR, SENT, is_digest_due, send_digest
from wirepress.features.wire.models import Change, Item, Source

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def night(add: Add, feeds: FeedServer) -> Source:
    """A night: three stories, one of them corrected, one kept out, one withdrawn."""
    source = add(
        filters=[
            {
                "name": "no gulls",
                "keep": "exclude",
                "when": {"any": [{"field": "title", "how": "word", "value": "gulls"}]},
            }
        ]
    )
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run_source(source.pk)
    item = Item.objects.filter(state="filed").order_by("pk")[0]
    Change.objects.create(
        item=item,
        made=site.now_gmt(),
        outcome="update",
        words="The source has changed it.",
        parts={"text": ["Six boats sank.", "Seven boats sank."]},
    )
    Change.objects.create(item=item, made=site.now_gmt(), outcome="flag", words="Taken back.", parts={})
    Item.objects.filter(title=story(3).title).update(
        state="skipped",
        verdict={"action": "skip", "reasons": [{"rule": "filter", "words": "Kept out by the filter “no gulls”."}]},
    )
    return source


def test_it_counts_what_happened_and_why_stories_were_kept_out(night: Source) -> None:
    now = site.now_gmt()
    Source.objects.filter(pk=night.pk).update(failures=3, error="The server answered 500.")
    with CaptureQueriesContext(connection) as asked:
        digest = build_digest(now - DAY, now + DAY)
    assert len(asked) <= 22
    assert [digest.part(name).number for name in ("filed", "changed", "withdrawn", "held")] == [2, 1, 1, 0]
    assert digest.kept_out == [("Kept out by the filter “no gulls”.", 1)] and digest.looks == 1
    assert [source.name for source in digest.trouble] == ["Courier"] and not digest.quiet
    assert build_digest(now - 3 * DAY, now - 2 * DAY).part("filed").number == 0


def test_the_mail_comes_once_a_day_at_its_hour(night: Source, box: Box) -> None:
    hour = site.to_local(site.now_gmt()).hour
    store.put(HOUR, (hour + 1) % 24)
    assert hour == 23 or not is_digest_due()
    store.put(HOUR, hour)
    assert is_digest_due() and "2 filed" in send_digest()
    assert send_digest() == "" and not is_digest_due() and len(box.mails) == 1
    text = box.mails[0].get_content()
    assert story(1).title in text and "Corrected" in text and "no gulls" in text and "/wp-admin/wire-digest/" in text
    store.put(SENT, "2020-01-01")
    box.full = True
    assert send_digest() == "" and is_digest_due()
    box.full = False
    store.put(HOUR, -1)
    assert not is_digest_due()


def test_pages_show_it(night: Source, newsroom: User) -> None:
    client = Client()
    client.force_login(newsroom)
    page = client.get("/wp-admin/wire-digest/").content.decode()
    assert story(1).title in page and "Kept out, and why" in page and "no gulls" in page
    listed = client.get("/wp-admin/wire-corrections/").content.decode()
    assert "<del>Six</del>" in listed.replace(' class="diff-del"', "") or ("Six" in listed and "Seven" in listed)
    assert "Applied" in listed and "Courier" in listed
    assert client.get("/wp-admin/wire-corrections/?outcome=freeze").status_code == 200
    today = client.get("/wp-admin/").content.decode()
    assert "The wire, last 24 hours" in today and "/wp-admin/wire-digest/" in today
    Source.objects.update(due=site.now_gmt() - timedelta(hours=3))
    today = client.get("/wp-admin/").content.decode()
    assert "No worker looks at the wire" in today and "3 hours" in today
    assert "No worker looks" in client.get("/wp-admin/wire-digest/").content.decode()
