"""Dates in arguments and bodies: parts that overflow are rolled over, as PHP does."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.web.rest.conftest import Ask, Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import store

SHOWN = [
    ("2026-09-31T23:59:59", "2026-10-01T23:59:59"),
    ("2026-02-30 00:00:00", "2026-03-02T00:00:00"),
    ("2026-04-30T24:00:00", "2026-05-01T00:00:00"),
    ("2026-04-30T23:59:60", "2026-05-01T00:00:00"),
    ("2026-06-31T24:00:00Z", "2026-07-01T20:00:00"),
    ("2026-06-31T24:00:00+02", "2026-07-01T18:00:00"),
    ("2026-06-31T24:00:00-01:30", "2026-07-01T21:30:00"),
]
REFUSED = [
    "2026-09-32T00:00:00",
    "2026-13-01T00:00:00",
    "2026-09-30T25:00:00",
    "2026-09-30T00:60:00",
    "2026-09-30T00:00:61",
    "2026-09-31",
]


@pytest.fixture(autouse=True)
def new_york(people: object) -> None:
    store.put("timezone_string", "America/New_York")


@pytest.mark.parametrize("route", ["posts", "pages", "media", "comments"])
@pytest.mark.parametrize("name", ["before", "after", "modified_before", "modified_after"])
def test_arguments(ask: Ask, route: str, name: str) -> None:
    if route == "comments" and name.startswith("modified"):
        return
    for given, _ in SHOWN:
        assert ask(f"/wp/v2/{route}?{name}={given.replace('+', '%2B')}").status_code == 200, given
    for given in REFUSED:
        answer = ask(f"/wp/v2/{route}?{name}={given}")
        assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param"), given


def test_an_argument_means_the_day_that_it_rolls_to(ask: Ask, write: Write) -> None:
    write("Last", date=datetime(2025, 9, 30, 12))
    write("First", date=datetime(2025, 10, 1, 12))
    titles = [story["title"]["rendered"] for story in ask("/wp/v2/posts?after=2025-09-31T00:00:00").json()]
    assert titles == ["First"]
    titles = [story["title"]["rendered"] for story in ask("/wp/v2/posts?before=2025-09-30T24:00:00").json()]
    assert titles == ["Last"]


@pytest.mark.parametrize(("given", "shown"), SHOWN)
def test_dates_of_stories(ask: Ask, given: str, shown: str) -> None:
    answer = ask("/wp/v2/posts", "editor", "POST", {"title": "Tide", "date": given, "status": "draft"})
    assert (answer.status_code, answer.json()["date"]) == (201, shown)


def test_dates_in_gmt_and_of_comments(ask: Ask, write: Write) -> None:
    story = ask(
        "/wp/v2/posts", "editor", "POST", {"title": "Tide", "date_gmt": "2025-09-31T04:00:00", "status": "publish"}
    ).json()
    assert (story["date"], story["date_gmt"]) == ("2025-10-01T00:00:00", "2025-10-01T04:00:00")
    said = ask(
        "/wp/v2/comments",
        "administrator",
        "POST",
        {"post": story["id"], "content": "Wet", "date": "2025-09-31T24:00:60"},
    )
    assert said.json()["date"] == "2025-10-02T00:01:00"
    changed = ask(f"/wp/v2/comments/{said.json()['id']}", "administrator", "POST", {"date_gmt": "2025-02-29T00:00:00Z"})
    assert Comment.objects.get(pk=changed.json()["id"]).date_gmt == datetime(2025, 3, 1)


@pytest.mark.parametrize("given", REFUSED)
def test_what_is_no_date_is_refused(ask: Ask, given: str) -> None:
    assert ask("/wp/v2/posts", "editor", "POST", {"title": "Tide", "date": given}).status_code == 400
