"""Rights that end, and what is forgotten with time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.wire.feedserver import FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories, story
from wirepress.content.options import site
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.models import Post
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.maintenance.expire import expire_stories
from wirepress.features.wire.maintenance.prune import prune_records
from wirepress.features.wire.models import Item, Run
from wirepress.settings import limits

pytestmark = pytest.mark.django_db


def test_a_story_leaves_the_site_when_its_rights_end(add: Add, feeds: FeedServer) -> None:
    source = add(rights={"keep_days": 2})
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run_source(source.pk)
    assert expire_stories() == 0 and Post.objects.filter(status="publish").count() == 3
    item = Item.objects.get(title=story(1).title)
    assert item.expires == item.seen + timedelta(days=2)
    past = site.now_gmt() - timedelta(hours=1)
    Item.objects.exclude(title=story(3).title).update(expires=past)
    delete_post(Post.objects.get(title=story(2).title), actor=Publisher(1))
    assert expire_stories() == 1 and expire_stories() == 0
    item.refresh_from_db()
    assert Post.objects.get(pk=item.post_id).status == "draft"
    assert item.flag == "expired" and "is a draft again" in item.flag_words and item.expires is None
    assert Post.objects.get(title=story(3).title).status == "publish"


def test_old_looks_and_old_texts_go_and_keys_stay(add: Add, feeds: FeedServer) -> None:
    source = add(limits={"on_first_run": 1})
    feeds.put("/feed", rss(stories(3), str(feeds)))
    run_source(source.pk)
    long_ago = site.now_gmt() - timedelta(days=400)
    assert prune_records() == 0
    Item.objects.update(seen=long_ago)
    Run.objects.update(began=long_ago)
    assert prune_records() >= 3 and prune_records() == 0  # a look, two texts (and fingerprints)
    assert not Run.objects.exists() and Item.objects.count() == 3
    assert Item.objects.get(state="filed").entry and not Item.objects.filter(state="skipped").first().entry
    assert limits.WIRE_RUNS_DAYS < 400
    run = run_source(source.pk)
    assert run.filed == 0 and Post.objects.filter(type="post").count() == 1
