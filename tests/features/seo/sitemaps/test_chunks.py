"""Chunks stay what they are: a publication makes its own anew, and no other."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.features.seo.sitemaps.conftest import START, Tell, links
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import chunks
from wirepress.features.seo.sitemaps.chunks import refresh_stale
from wirepress.features.seo.sitemaps.models import SitemapChunk, SitemapState


def _rows(first: int, count: int, step: int = 1) -> list[Post]:
    dates = dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), START)
    return [
        Post(pk=first + place * step, status="publish", title="T", slug=f"s{first + place * step}", **dates)
        for place in range(count)
    ]


def _every() -> list[list[str]]:
    names = [name for name in links("/sitemap.xml") if name.startswith("/post-")]
    return [links(name) for name in names]


def _joined(files: list[list[str]]) -> list[str]:
    return list(chain.from_iterable(files))


@pytest.fixture
def small(tell: Tell) -> None:
    seo.change(SitemapSettings, {"size": 10})


def test_a_publication_makes_one_chunk_anew(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Post.objects.bulk_create(_rows(1, 35))
    before = _every()
    assert sorted(_joined(before)) == sorted(f"/s{number}/" for number in range(1, 36))
    refresh_stale()
    made: list[int] = []
    refresh = chunks.refresh
    monkeypatch.setattr(chunks, "refresh", lambda chunk: (made.append(chunk.number), refresh(chunk))[1])
    Post.objects.bulk_create(_rows(40, 1))
    after = _every()
    assert len(made) == 1 and len(after) >= len(before)
    assert before[:-1] == after[: len(before) - 1]
    Post.objects.filter(pk=3).delete()
    made.clear()
    assert "/s3/" not in _joined(_every()) and len(made) == 1
    made.clear()
    assert _every() and made == []


def test_only_the_changed_entry_is_made(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Post.objects.bulk_create(_rows(1, 8))
    _every()
    made: list[int] = []
    make = chunks.entries.make
    monkeypatch.setattr(chunks.entries, "make", lambda ids, chosen: (made.extend(ids), make(ids, chosen))[1])
    Post.objects.filter(pk=5).update(modified=START + timedelta(1), modified_gmt=START + timedelta(1))
    assert _every()[0][0] == "/s5/" and made == [5]


def test_numbers_far_apart_share_a_file_and_full_ranges_are_cut(tell: Tell) -> None:
    Post.objects.bulk_create([*_rows(200, 60), *_rows(92_417, 1), *_rows(500_000, 3, 9000)])
    assert [len(one) for one in _every()] == [64]
    seo.change(SitemapSettings, {"size": 20})
    sizes = [len(one) for one in _every()]
    assert sum(sizes) == 64 and max(sizes) <= 60


def test_another_form_of_addresses_makes_all_anew(small: None) -> None:
    Post.objects.bulk_create(_rows(1, 15))
    assert "/s3/" in _joined(_every())
    store.put("permalink_structure", "/n/%postname%/")
    assert "/n/s3/" in _joined(_every()) and "/s3/" not in _joined(_every())


def test_a_page_moves_with_the_one_above(tell: Tell) -> None:
    above = tell("About", type="page", slug="about")
    tell("Desk", type="page", slug="desk", parent_id=above.pk)
    assert "/about/desk/" in links("/page-sitemap.xml")
    later = START + timedelta(days=30)
    Post.objects.filter(pk=above.pk).update(slug="who", modified=later, modified_gmt=later)
    assert "/who/desk/" in links("/page-sitemap.xml")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["add", "drop", "hide", "touch"]), st.integers(1, 60)), min_size=1, max_size=25)
)
def test_whatever_happens_every_story_stands_in_one_file(small: None, deeds: list[tuple[str, int]]) -> None:
    Post.objects.all().delete()
    SitemapChunk.objects.all().delete()
    SitemapState.objects.all().delete()
    for place, (deed, number) in enumerate(deeds):
        rows = Post.objects.filter(pk=number)
        if deed == "add" and not rows.exists():
            Post.objects.bulk_create(_rows(number, 1))
        elif deed == "drop":
            rows.delete()
        elif deed == "hide":
            rows.update(status="draft")
        else:
            moment = START + timedelta(hours=place + 1)
            rows.update(status="publish", modified=moment, modified_gmt=moment)
        if place % 3 == 0:
            _every()
    expected = sorted(f"/s{number}/" for number in Post.objects.filter(status="publish").values_list("pk", flat=True))
    assert sorted(_joined(_every())) == expected
