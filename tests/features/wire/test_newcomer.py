"""A newcomer's first quarter of an hour: two sources are added by the command line, and their stories stand on the site."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import site as sites
from tests.browser.site import STORY, Site, command
from tests.features.wire.feedserver import FeedServer, atom_of, feed_server, rss_of
from tests.features.wire.stories import stories, story
from tests.waiting import PATIENCE

RSS, ATOM = stories(3), stories(2, first=20)


@pytest.fixture(scope="module")
def feeds() -> Iterator[FeedServer]:
    with feed_server({"/rss.xml": rss_of(RSS), "/atom.xml": atom_of(ATOM)}) as base:
        yield base


@pytest.fixture(scope="module")
def site(feeds: FeedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on which the newcomer has typed three commands."""
    running = sites.make(tmp_path_factory.mktemp("newcomer"))
    try:
        assert "Courier" in command(
            running.folder, "wire", "add", f"{feeds}/rss.xml", "--allow-private", "--category", "Coast"
        )
        command(running.folder, "wire", "add", f"{feeds}/atom.xml", "--name", "Observer", "--allow-private")
        command(running.folder, "wire", "run")
        _wait(running)
        yield running
    finally:
        sites.stop(running)


def _wait(site: Site) -> None:
    """The served site's own worker may be at a source at this moment: what it has begun it ends."""
    deadline = time.monotonic() + PATIENCE
    while len(_documents(site)) < len(sites.documents()) + len(RSS) + len(ATOM) and time.monotonic() < deadline:
        time.sleep(0.5)


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


def _documents(site: Site) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        _get(f"{site.url}/index.php?rest_route=/wp/v2/posts&per_page=50&_embed=wp:term")
    )
    return found


def _named(site: Site, title: str) -> dict[str, Any]:
    return next(one for one in _documents(site) if one["title"]["rendered"] == title)


def _shape(value: Any) -> Any:
    """Keys in their order, all the way down; of lists the first thing's."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return (
        [_shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else type(value).__name__
    )


def _ordered(document: dict[str, Any]) -> str:
    others = ("categories", "tags", "class_list", "_links", "_embedded")
    return json.dumps(_shape({name: value for name, value in document.items() if name not in others}))


def test_every_story_of_both_sources_is_published(site: Site) -> None:
    titles = {one["title"]["rendered"] for one in _documents(site)}
    assert {one.title for one in [*RSS, *ATOM]} <= titles


def test_a_story_has_the_shape_of_any_other_post(site: Site) -> None:
    ours = _named(site, RSS[0].title)
    other = next(one for one in _documents(site) if one["id"] == STORY)
    assert list(ours) == list(other)
    assert _ordered(ours) == _ordered(other)
    assert list(ours["_links"]) == list(other["_links"])


def test_a_story_has_the_seeds_keys_in_their_order(site: Site, shared: Path) -> None:
    seed = json.loads((shared / "golden" / "seed-post-92417.json").read_text())
    address = f"{site.url}/index.php?rest_route=/wp/v2/posts/{_named(site, RSS[0].title)['id']}"
    assert list(json.loads(_get(address))) == list(seed)


def test_its_excerpt_carries_the_sources_picture_and_its_body_the_text_and_the_credit(
    site: Site, feeds: FeedServer
) -> None:
    told = RSS[0]
    document = _named(site, told.title)
    picture = re.search(r"<div[^>]*>\s*(?:<a [^>]*>\s*)?<img [^>]*?src=\"([^\"]+)\"", document["excerpt"]["rendered"])
    assert picture is not None and picture[1] == f"{feeds}{told.picture_path}"
    body = document["content"]["rendered"]
    assert told.paragraphs[-1] in body and "Courier" in body and f"{feeds}{told.path}" in body


def test_categories_are_filed_by_the_newcomers_word(site: Site) -> None:
    names = [term["name"] for group in _named(site, RSS[0].title)["_embedded"]["wp:term"] for term in group]
    assert "Coast" in names


def test_the_public_page_shows_credit_picture_category_read_time_and_reactions(site: Site, feeds: FeedServer) -> None:
    told = RSS[0]
    page = _get(_named(site, told.title)["link"])
    assert told.title in page and told.paragraphs[1] in page
    assert "Courier" in page and f"{feeds}{told.path}" in page, "credit"
    assert f"{feeds}{told.picture_path}" in page, "picture"
    assert "Coast" in page, "category"
    assert "min read" in page.lower() or "read time" in page.lower() or "minute" in page.lower(), "read time"
    assert page.count('name="reaction"') >= 6 or page.count("data-reaction") >= 6, "reactions"
    assert f'<link rel="canonical" href="{feeds}{told.path}"' in page


def test_a_second_run_asks_politely_and_files_nothing_twice(site: Site, feeds: FeedServer) -> None:
    before = len(_documents(site))
    asked = len(feeds.asked)
    command(site.folder, "wire", "run", "observer")
    again = [one for one in feeds.asked[asked:] if one.path == "/atom.xml"]
    assert again and again[0].headers.get("if-none-match")
    assert len(_documents(site)) == before
    feeds.put("/atom.xml", atom_of([*ATOM, story(30)]))
    command(site.folder, "wire", "run", "observer")
    assert len(_documents(site)) == before + 1
