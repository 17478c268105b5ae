"""What does not come by asking an address: a watched folder, a hub that tells of news."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.features.wire.feedserver import Answer, FeedServer
from tests.features.wire.gathering_newsroom import Add
from tests.features.wire.stories import rss, stories
from wirepress.content.posts.models import Post
from wirepress.features.wire.fetch import collect
from wirepress.features.wire.ingest.runs.run import run_source
from wirepress.features.wire.models import Item, Subscription
from wirepress.features.wire.sources.manage import add_source

pytestmark = pytest.mark.django_db


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))


def test_files_of_a_folder_are_filed_and_set_aside(newsroom: Any, tmp_path: Path) -> None:
    source = add_source({"name": "Agency", "url": str(tmp_path), "kind": "folder"})
    _put(tmp_path / "one.xml", rss(stories(2), "https://agency.example"))
    _put(tmp_path / "two.xml", b"no document at all")
    run = run_source(source.pk)
    assert (run.filed, run.error) == (2, "") and any("two.xml" in note for note in run.notes)
    assert (tmp_path / "done" / "one.xml").exists() and (tmp_path / "broken" / "two.xml").exists()
    assert run_source(source.pk).found == 0
    source.refresh_from_db()
    assert source.failures == 0 and source.due


def test_a_file_is_set_aside_only_after_its_stories_are_filed(
    newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = add_source({"name": "Agency", "url": str(tmp_path), "kind": "folder"})
    _put(tmp_path / "one.xml", rss(stories(2), "https://agency.example"))

    def cut(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(collect.Collected, "set_files_done", cut)
    with pytest.raises(KeyboardInterrupt):
        run_source(source.pk)
    assert Post.objects.filter(type="post").count() == 2 and (tmp_path / "one.xml").exists()
    monkeypatch.undo()
    assert run_source(source.pk).filed == 0 and (tmp_path / "done" / "one.xml").exists()
    assert Item.objects.count() == 2


def test_a_hub_is_asked_once_and_its_refusal_is_no_trouble(add: Add, feeds: FeedServer) -> None:
    source = add()
    feeds.put("/hub", Answer(b"no", 403))
    feeds.put(
        "/feed",
        Answer(rss(stories(1), str(feeds)), headers={"Link": f'<{feeds}/hub>; rel="hub", <{feeds}/feed>; rel="self"'}),
    )
    run = run_source(source.pk)
    assert run.filed == 1 and not run.error
    row = Subscription.objects.get()
    assert row.hub == f"{feeds}/hub" and row.topic == f"{feeds}/feed" and row.state == "refused"
    feeds.put(
        "/feed",
        Answer(rss(stories(2), str(feeds)), headers={"Link": f'<{feeds}/hub>; rel="hub", <{feeds}/feed>; rel="self"'}),
    )
    run_source(source.pk)
    assert feeds.paths().count("/hub") == 1
