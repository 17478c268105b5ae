"""Sitemaps name what readers may see, in pages of fixed size, wherever the numbers lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import etree

from wirepress.content.options import site, store
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.web.site.sitemaps import lists

START = datetime(2026, 3, 1, 8, 0)


@pytest.fixture
def paper(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Twelve stories with numbers far from each other, every third a draft; three addresses to a sitemap."""
    monkeypatch.setattr(lists, "SIZE", 3)
    store.forget()
    store.put("permalink_structure", "/%year%/%postname%/")
    writer = User.objects.create(login="ann", nicename="ann", display_name="Ann")
    section = Term.objects.create(taxonomy="category", slug="tides", name="Tides", count=8)
    numbers = [5, 6, 7, 4095, 4096, 4097, 9000, 20_000, 20_001, 20_002, 10**12, 10**14]
    for place, number in enumerate(numbers):
        Post.objects.create(
            id=number,
            type="post",
            status="publish" if place % 3 else "draft",
            slug=f"story-{number}",
            author=writer,
            date=START,
            date_gmt=START,
            modified=START,
            modified_gmt=START,
        )
        TermPost.objects.create(term=section, post_id=number)
    yield [number for place, number in enumerate(numbers) if place % 3]
    store.forget()


def _links(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/xml; charset=UTF-8"
    etree.fromstring(answer.content)
    return re.findall(r"<loc>([^<]+)</loc>", answer.content.decode())


def test_every_published_story_stands_in_one_sitemap(paper: list[int]) -> None:
    index = _links("/wp-sitemap.xml")
    maps = [link for link in index if "-posts-post-" in link]
    assert len(maps) == 3
    found = [link for page in maps for link in _links(page.removeprefix("http://news.example"))]
    assert found == [f"http://news.example/2026/story-{number}/" for number in paper]
    assert Client().get("/wp-sitemap-posts-post-4.xml").status_code == 404
    assert "http://news.example/wp-sitemap-taxonomies-category-1.xml" in index
    assert _links("/wp-sitemap-users-1.xml") == ["http://news.example/author/ann/"]


def test_a_scheduled_story_stands_there_when_its_hour_has_come(
    paper: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    Post.objects.create(id=8000, type="post", status="future", slug="tonight", date=START, date_gmt=START)
    monkeypatch.setattr(site, "now_gmt", lambda: START - timedelta(hours=1))
    assert read.ids_by_number("post", lists._due("post"), 0, 99) == paper
    monkeypatch.setattr(site, "now_gmt", lambda: START + timedelta(hours=1))
    every = sorted([*paper, 8000])
    for start in range(10):
        assert read.ids_by_number("post", lists._due("post"), start, 3) == every[start : start + 3]


def test_a_site_that_asks_robots_to_stay_away_has_none(paper: list[int]) -> None:
    assert b"Sitemap: http://news.example/sitemap.xml" in Client().get("/robots.txt").content
    store.put("blog_public", 0)
    assert Client().get("/wp-sitemap.xml").status_code == 404
    assert b"Sitemap" not in Client().get("/robots.txt").content


def test_plain_addresses(paper: list[int]) -> None:
    assert (
        Client()
        .get("/?sitemap=posts&sitemap-subtype=post&paged=2")["Location"]
        .endswith("/wp-sitemap-posts-post-2.xml")
    )
    store.put("permalink_structure", "")
    assert len(_links("/?sitemap=posts&sitemap-subtype=post&paged=2")) == 3
    assert "http://news.example/?sitemap=users&amp;paged=1" in _links("/?sitemap=index")
    assert Client().get("/?sitemap-stylesheet=index").content.startswith(b"<?xml")
    assert Client().get("/wp-sitemap.xml").status_code == 404
