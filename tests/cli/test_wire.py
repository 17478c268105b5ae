"""`wirepress wire ...` as a newcomer types it: real processes, a local site to gather from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.features.wire.feedserver import Answer, FeedServer, atom_of, feed_server, rss_of
from tests.features.wire.gathering_newsroom import newsroom as newsroom
from tests.features.wire.stories import stories, story
from tests.serving import served
from tests.site_templates import copy_site
from wirepress.cli.main import app
from wirepress.content.users.models import User

Ask = Callable[..., Any]

HOME = "<html><head><title>Courier</title><link rel='alternate' type='application/rss+xml' title='The Courier' href='/feed.xml'></head></html>"


@pytest.fixture(scope="module")
def feeds() -> Iterator[FeedServer]:
    with feed_server({"/feed.xml": rss_of(stories(4)), "/atom.xml": atom_of(stories(3, 20))}) as server:
        server.put("/", Answer(HOME.encode(), kind="text/html"))
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newcomer") / "site"
    copy_site(folder, "https://news.example")
    return folder


def _run(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    environment = {**kept, "WIREPRESS_SITE": str(site), "COLUMNS": "200"}
    command = [sys.executable, "-m", "wirepress", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_newcomer_adds_a_source_and_gathers(site: Path, feeds: FeedServer) -> None:
    refused = _run(site, "wire", "add", f"{feeds}/feed.xml")
    assert refused.returncode == 2 and "--allow-private" in refused.stderr and "Nothing was added" in refused.stderr
    added = _run(site, "wire", "add", f"{feeds}/", "--allow-private", "--category", "Coast")
    assert added.returncode == 0, added.stderr
    assert "Courier is added" in added.stdout and f"{feeds}/feed.xml" in added.stdout
    assert "wire run" in added.stdout and "50 newest" in added.stdout and "Coast" in added.stdout
    ran = _run(site, "wire", "run")
    assert ran.returncode == 0 and ran.stdout.split()[-8:] == ["4", "4", "0", "0", "0", "0", "0", "0"], (
        ran.stdout + ran.stderr
    )
    assert "Nothing is due" in _run(site, "wire", "run").stdout
    listed = _run(site, "wire", "list").stdout
    assert "Courier" in listed and "Well" in listed


def test_the_list_fits_into_eighty_columns(here: Ask, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        name = f"The Very Long Name of a Newspaper of Marrow Bay and all of its Islands, number {number}"
        feeds.put(f"/{number}.xml", rss_of(stories(2, 70 + 10 * number)))
        assert here("wire", "add", f"{feeds}/{number}.xml", "--allow-private", "--name", name).exit_code == 0
        assert here("wire", "run", name).exit_code == 0
    monkeypatch.setenv("COLUMNS", "80")
    lines = here("wire", "list").output.splitlines()
    assert len(lines) == 4 and max(map(len, lines)) <= 80
    assert all(
        "Well" in line and "the-very-long-name" in line and line.split()[-3:] == ["2", "2", "0"] for line in lines[1:]
    )


@pytest.fixture
def here(newsroom: User, feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Commands in this process, on the tests' database: here("wire", "list")."""
    monkeypatch.setattr("wirepress.cli.wire.common.require_tables", lambda: None)
    monkeypatch.setenv("COLUMNS", "200")
    yield lambda *words, **more: CliRunner().invoke(app, list(words), **more)


def test_a_trial_shows_each_fate_and_files_nothing(here: Ask, feeds: FeedServer) -> None:
    added = here("wire", "add", f"{feeds}/atom.xml", "--allow-private", "--name", "Observer", "--status", "pending")
    assert added.exit_code == 0 and "wait in the queue" in added.output
    tested = here("wire", "test", "observer")
    assert tested.exit_code == 0 and tested.output.count("FILE") == 3 and "Nothing was filed" in tested.output
    assert "picture:" in tested.output and "waits in the queue" in tested.output and "credit: Observer" in tested.output
    twin = here("wire", "add", f"{feeds}/atom.xml", "--allow-private")
    assert twin.exit_code == 2 and "gathered already" in twin.output
    assert here("wire", "run", "observer").exit_code == 0
    assert "nothing has changed" in here("wire", "run", "observer").output


def test_lists_go_out_and_come_in(here: Ask, feeds: FeedServer, tmp_path: Path) -> None:
    here("wire", "add", f"{feeds}/feed.xml", "--allow-private", "--name", "Courier", "--category", "Coast")
    here("wire", "add", f"{feeds}/atom.xml", "--allow-private", "--name", "Observer")
    listed = tmp_path / "sources.opml"
    assert "2 sources are written" in here("wire", "opml", "export", str(listed)).output
    assert f"{feeds}/feed.xml" in listed.read_text() and "Coast" in listed.read_text()
    assert (
        here("wire", "disable", "observer").exit_code == 0
        and "paused already" in here("wire", "disable", "observer").output
    )
    assert "by itself never" not in here("wire", "enable", "observer").output
    assert "Its stories stay" in here("wire", "remove", "courier", "--yes").output
    taken = here("wire", "opml", "import", str(listed))
    assert "1 added, 1 were here already, 0 refused" in taken.output
    assert here("wire", "opml", "import", str(tmp_path / "none")).exit_code == 2


def test_what_cannot_be_done_is_said(here: Ask, feeds: FeedServer) -> None:
    feeds.put("/late.xml", rss_of(stories(1, 60)))
    assert here("wire", "add", f"{feeds}/late.xml", "--allow-private", "--name", "Late").exit_code == 0
    feeds.put("/late.xml", Answer(b"", 500))
    failed = here("wire", "run", "late")
    assert failed.exit_code == 1 and "500" in failed.output
    missing = here("wire", "run", "nobody")
    assert missing.exit_code == 2 and "There is no source 'nobody'" in missing.output and "late" in missing.output
    assert here("wire", "add", f"{feeds}/nothing-here", "--allow-private").exit_code == 2
    assert here("wire", "add").exit_code == 2
    pushed = here("wire", "add", "--kind", "push", "--name", "Agency")
    assert pushed.exit_code == 0 and "/wirepress/v1/wire/agency/items" in pushed.output and "Secret" in pushed.output


def test_stories_stand_on_the_site_and_in_rest_with_the_seeds_shape(
    tmp_path: Path, feeds: FeedServer, shared: Path
) -> None:
    seed = json.loads((shared / "golden" / "seed-post-92417.json").read_text())
    with served(tmp_path / "site", workers=1) as service:
        folder = tmp_path / "site"
        assert (
            _run(folder, "wire", "add", f"{feeds}/feed.xml", "--allow-private", "--category", "Coast").returncode == 0
        )
        ran = _run(folder, "wire", "run")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        (document,) = service.get(
            f"/index.php?rest_route=/wp/v2/posts&search={story(4).title.split()[0]}&per_page=1"
        ).json()
        assert list(document) == list(seed) and list(document["meta"]) == list(seed["meta"])
        assert set(document["_links"]) - {"curies"} <= set(seed["_links"]) | {"wp:featuredmedia"}
        assert document["title"]["rendered"] == story(4).title
        assert "Read Time:" in document["content"]["rendered"] and "twp-reactions" in document["content"]["rendered"]
        assert (
            document["excerpt"]["rendered"].startswith("<div><img")
            and "wp-post-image" in document["excerpt"]["rendered"]
        )
        page = service.get(f"/?p={document['id']}").body.decode()
        assert story(4).title in page and "Coast" in page and f'<link rel="canonical" href="{feeds}/stories/4">' in page
        assert "wire-credit" in page and "reaction" in page and ("min read" in page or "Under a minute" in page)
        metrics = service.get("/-/metrics").body.decode()
        assert 'wirepress_wire_sources{state="well"} 1.0' in metrics
