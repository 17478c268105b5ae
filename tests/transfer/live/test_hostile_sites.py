"""Hostile sites, and ones that lie, end the reading and do no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scripted_wordpress import Asked, scripted_wordpress
from tests.transfer.live.reading import read, signed, stories
from wirepress.content.posts.models import Post
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.sources import find_sources
from wirepress.transfer.live import asking, read_lists

pytestmark = pytest.mark.usefixtures("room", "no_waiting")


def test_the_same_page_again_and_again_comes_to_an_end() -> None:
    with scripted_wordpress(stories=150, totals=False) as site:
        site.change = lambda asked, rows: [site.story(number) for number in range(1, 101)]
        site.rows["/wp/v2/posts"] *= 50
        report = read(site)
        assert stories() == set(range(1, 101))
        assert report.failed and any("again and again" in one.reason for one in report.refusals)
        assert len(site.asked) < 40


@pytest.mark.parametrize("total", ["999999999", "0", "-5", "many", "9" * 400])
def test_lies_about_totals_do_no_harm(total: str) -> None:
    with scripted_wordpress(stories=130) as site:
        site.totals = False
        page = site.rows["/wp/v2/pages"]
        headers = {"X-WP-Total": total, "X-WP-TotalPages": total}
        site.answer(r"^/wp/v2/pages", body=page, headers=headers)
        read(site)
        assert stories() == set(range(1, 131)) and Post.objects.filter(type="page").count() == 2
        assert len(site.asked) < 60


def test_documents_of_a_wrong_form_are_named_and_the_others_come() -> None:
    with scripted_wordpress(stories=3) as site:
        odd: list[Any] = [
            site.story(0),
            site.story(-4),
            {**site.story(50), "id": "50"},
            {**site.story(51), "id": 2**70},
            {**site.story(52), "title": 7},
            {**site.story(53), "modified_gmt": ["x"]},
            {**site.story(54), "modified_gmt": "zzzz"},
            "a text",
            None,
            [],
            {"id": True, "type": "post"},
        ]
        site.change = lambda asked, rows: (
            [*rows, *odd] if asked.route == "/wp/v2/posts" and "_fields" not in asked.query else rows
        )
        report = read(site)
        assert stories() == {1, 2, 3} and report.failed
        tally = report.total
        assert tally.read == tally.created + tally.updated + tally.unchanged + tally.refused + report.lost_of(
            "pictures"
        )
        site.rows["/wp/v2/users"] = [{"id": "1"}, {"id": -3, "name": "x"}, 5]  # type: ignore[list-item]
        site.rows["/wp/v2/categories"] = [{"id": 0, "name": 3}]
        site.change = None
        read(site)


def test_a_password_goes_to_the_named_site_alone() -> None:
    with scripted_wordpress() as other, scripted_wordpress() as site:
        site.answer("^/$", status=302, headers={"Location": f"{other.address}/"})
        with pytest.raises(UnreadableSource):
            signed(site)
        site.scripts.clear()
        site.link = False
        site.head = f'<link rel="https://api.w.org/" href="{other.address}/wp-json/">'
        with pytest.raises(UnreadableSource, match=r"not sent there|is not asked"):
            signed(site)
        assert not any(one.signed for one in other.asked)


def test_own_networks_are_closed_to_who_may_not_look_into_them() -> None:
    with scripted_wordpress() as site:
        with pytest.raises(UnreadableSource, match="not asked"):
            find_sources(ImportRequest((site.address,), public_only=True))
        assert not site.asked


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://100.100.100.200/"])
def test_machines_secrets_are_never_asked_for(address: str) -> None:
    with pytest.raises(UnreadableSource, match="not asked"):
        find_sources(ImportRequest((address,)))


def test_a_redirect_into_ones_own_network_is_not_followed() -> None:
    with scripted_wordpress() as inner, scripted_wordpress() as site:
        site.answer("^/wp/v2/posts", status=302, headers={"Location": f"{inner.address}/wp-json/wp/v2/posts"})
        with pytest.raises(UnreadableSource, match="not asked"):
            read(site)
        assert not inner.asked


def test_limits_end_a_run_and_the_next_one_goes_on() -> None:
    with scripted_wordpress(stories=250) as site:
        report = read(site, pages=5)
        assert report.failed and any("limit" in note for note in report.notes) and 0 < len(stories()) < 250
        report = read(site)
        assert not report.failed and stories() == set(range(1, 251))
        assert read(site, minutes=1e-9).incomplete


def test_two_imports_of_one_site_do_not_meet(room: Path) -> None:
    from wirepress.transfer.live.reading_state import ReadingState

    with scripted_wordpress() as site:
        with (
            ReadingState.open(site.address + "/", "").locked(),
            pytest.raises(UnreadableSource, match="another import"),
        ):
            read(site)
        read(site)


@pytest.mark.parametrize(
    "told",
    [
        {"rest_base": "../../../wp-admin/x"},
        {"rest_base": "a?b=c"},
        {"rest_base": 5},
        {"rest_base": "x", "rest_namespace": "//evil"},
        7,
    ],
)
def test_routes_that_lead_out_of_the_api_are_not_asked(told: Any) -> None:
    with scripted_wordpress() as site:
        site.answer("^/wp/v2/types$", body={"post": {"rest_base": "posts"}, "odd": told, "<b>": {"rest_base": "posts"}})
        read(site)
        assert stories() == {1, 2, 3, 4, 5}
        assert not any("evil" in one.path or "wp-admin" in one.path or "b=c" in one.path for one in site.asked)


def test_pages_without_end_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_lists, "PER_PAGE", 2)
    monkeypatch.setattr(read_lists, "PAGES_MAX", 6)
    with scripted_wordpress(totals=False) as site:

        def ever_more(asked: Asked, rows: list[Any]) -> list[Any]:
            first = int(asked.query.get("page", 1)) * 2
            return [site.story(first), site.story(first + 1)] if asked.route == "/wp/v2/posts" else rows

        site.change = ever_more
        site.rows["/wp/v2/posts"] = [site.story(number) for number in range(1, 400)]
        report = read(site)
        assert len(stories()) == 12 and report.failed
        assert any("more than 6 pages" in one.reason for one in report.refusals)


def test_answers_that_are_too_long_are_asked_for_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SIZE", 20_000)
    with scripted_wordpress(stories=100) as site:
        site.rows["/wp/v2/posts"][41]["content"] = {"raw": "x" * 30_000, "rendered": ""}
        report = read(site)
        assert stories() == set(range(1, 101)) - {42}
        assert [one.index for one in report.refusals] == [42]


def test_a_site_that_hides_its_stories_takes_none_away_at_once() -> None:
    with scripted_wordpress(stories=60) as site:
        read(site)
        kept = site.rows["/wp/v2/posts"]
        site.rows["/wp/v2/posts"] = kept[:5]
        report = read(site)
        assert report.failed and "55 of 60 are gone" in report.refusals[0].reason and len(stories()) == 60
        site.rows["/wp/v2/posts"] = kept
        assert not read(site).failed and len(stories()) == 60
        site.rows["/wp/v2/posts"] = kept[:5]
        read(site)
        assert not read(site).failed and stories() == {1, 2, 3, 4, 5}
