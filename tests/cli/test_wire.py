"""`wirepress wire ...` as a newcomer types it: real processes, a local site to gather from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.wire.feedserver import Answer, FeedServer, atom_of, feed_server, rss_of
from tests.features.wire.stories import stories, story
from tests.serving import served

HOME = "<html><head><title>Courier</title><link rel='alternate' type='application/rss+xml' title='The Courier' href='/feed.xml'></head></html>"


@pytest.fixture(scope="module")
def feeds() -> Iterator[FeedServer]:
    with feed_server({"/feed.xml": rss_of(stories(4)), "/atom.xml": atom_of(stories(3, 20))}) as server:
        server.put("/", Answer(HOME.encode(), kind="text/html"))
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newcomer") / "site"
    _run(folder, "init", str(folder), "--url", "https://news.example", "--permalinks", "plain")
    return folder


def _run(site: Path, *words: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    environment = {**kept, "WIREPRESS_SITE": str(site), "COLUMNS": "200"}
    command = [sys.executable, "-m", "wirepress", *words]
    done = subprocess.run(command, env=environment, input=stdin, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_newcomer_adds_sources_and_gathers(site: Path, feeds: FeedServer) -> None:
    refused = _run(site, "wire", "add", f"{feeds}/feed.xml")
    assert refused.returncode == 2 and "--allow-private" in refused.stderr and "Nothing was added" in refused.stderr
    added = _run(site, "wire", "add", f"{feeds}/", "--allow-private", "--category", "Coast")
    assert added.returncode == 0, added.stderr
    assert "The Marrow Bay Courier is added" in added.stdout or "The Courier is added" in added.stdout
    assert f"{feeds}/feed.xml" in added.stdout and "wire run" in added.stdout and "50 newest" in added.stdout
    twin = _run(site, "wire", "add", f"{feeds}/feed.xml", "--allow-private")
    assert twin.returncode == 2 and "gathered already" in twin.stderr
    second = _run(site, "wire", "add", f"{feeds}/atom.xml", "--allow-private", "--name", "Observer", "--status", "pending")
    assert second.returncode == 0 and "wait in the queue" in second.stdout

    tested = _run(site, "wire", "test", "observer")
    assert tested.returncode == 0 and tested.stdout.count("FILE") == 3 and "Nothing was filed" in tested.stdout
    assert "picture:" in tested.stdout and "waits in the queue" in tested.stdout

    ran = _run(site, "wire", "run")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Observer" in ran.stdout and "all" in ran.stdout
    again = _run(site, "wire", "run")
    assert "Nothing is due" in again.stdout
    once = _run(site, "wire", "run", "observer")
    assert once.returncode == 0 and "nothing has changed" in once.stdout
    listed = _run(site, "wire", "list").stdout
    assert "observer" in listed and "Well" in listed

    exported = _run(site, "wire", "opml", "export").stdout
    assert f"{feeds}/feed.xml" in exported and "Coast" in exported
    assert _run(site, "wire", "disable", "observer").returncode == 0
    removed = _run(site, "wire", "remove", "observer", "--yes")
    assert removed.returncode == 0 and "3 items were forgotten" in removed.stdout
    imported = _run(site, "wire", "opml", "import", "-", stdin=exported.encode())
    assert "1 added, 1 were here already, 0 refused" in imported.stdout, imported.stdout + imported.stderr


def test_a_source_that_fails_ends_the_command_with_1_and_says_why(site: Path, feeds: FeedServer) -> None:
    feeds.put("/late.xml", rss_of(stories(1, 60)))
    assert _run(site, "wire", "add", f"{feeds}/late.xml", "--allow-private", "--name", "Late").returncode == 0
    feeds.put("/late.xml", Answer(b"", 500))
    failed = _run(site, "wire", "run", "late")
    assert failed.returncode == 1 and "500" in failed.stdout
    missing = _run(site, "wire", "run", "nobody")
    assert missing.returncode == 2 and "There is no source 'nobody'" in missing.stderr and "late" in missing.stderr
    assert _run(site, "wire", "add", f"{feeds}/nothing-here", "--allow-private").returncode == 2


def test_stories_stand_on_the_site_and_in_rest_with_the_seeds_shape(tmp_path: Path, feeds: FeedServer, shared: Path) -> None:
    seed = json.loads((shared / "golden" / "seed-post-92417.json").read_text())
    with served(tmp_path / "site", workers=1) as service:
        folder = tmp_path / "site"
        assert _run(folder, "wire", "add", f"{feeds}/feed.xml", "--allow-private", "--category", "Coast").returncode == 0
        ran = _run(folder, "wire", "run")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        (document,) = service.get(f"/index.php?rest_route=/wp/v2/posts&search={story(4).title.split()[0]}&per_page=1").json()
        assert list(document) == list(seed) and list(document["meta"]) == list(seed["meta"])
        assert set(document["_links"]) - {"curies"} <= set(seed["_links"]) | {"wp:featuredmedia"}
        assert document["title"]["rendered"] == story(4).title
        assert "Read Time:" in document["content"]["rendered"] and "twp-reactions" in document["content"]["rendered"]
        assert document["excerpt"]["rendered"].startswith("<div><img") and "wp-post-image" in document["excerpt"]["rendered"]
        page = service.get(f"/?p={document['id']}").body.decode()
        assert story(4).title in page and "Coast" in page and f'<link rel="canonical" href="{feeds}/stories/4">' in page
        assert "wire-credit" in page and "reaction" in page and "Read Time" in page
        metrics = service.get("/-/metrics").body.decode()
        assert 'wirepress_wire_sources{state="well"} 1.0' in metrics
