"""The newsroom's pages about readers."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pyarrow import parquet  # type: ignore[import-untyped]

from tests.features.analytics.dashboard.counts import count, hour_of, label, read, version
from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from tests.web.admin.html import faults
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.analytics.dashboard import cards, export
from wirepress.features.analytics.dashboard.choice import Choice, read_choice
from wirepress.features.analytics.dashboard.reports import REPORTS, make_table
from wirepress.features.analytics.dashboard.table import show_change, show_seconds
from wirepress.features.analytics.dimensions import SITE, Dimension
from wirepress.features.analytics.models import ImportedViews
from wirepress.features.analytics.reports.period import last_days, today
from wirepress.features.analytics.sitenotes.save import NewNote, save_note

__all__ = ["enter", "staff", "write_for"]
BUDGETS = (("readers/", 60), ("readers/report/", 18), ("readers-now/", 45), ("site-notes/", 18))
PAGES = ("readers/", "readers/report/", "readers-now/")
Write = Callable[..., Post]


@pytest.fixture
def ferry(write_for: Write) -> Post:
    store.forget()
    return write_for(title="Ferry", status="publish")


@pytest.fixture
def filled(ferry: Post, write_for: Write, staff: dict[str, User]) -> Post:
    """A story by `author` with all sorts of readers, and one by `author2`."""
    other = write_for(by="author2", title="Mast & sail", status="publish")
    for back in range(3):
        read(ferry, 100 + back, back)
    read(ferry, 50, 30)
    read(other, 7)
    count(SITE, Dimension.AUTHOR, staff["author"].pk, 100)
    count(SITE, Dimension.SCROLL, 0, 0, events=10)
    count(SITE, Dimension.SCROLL, 50, 0, events=4)
    count(SITE, Dimension.VISITS, 2, 20, back=1)
    for dimension, text in (
        (Dimension.CHANNEL, "search"),
        (Dimension.SOURCE, "search.example"),
        (Dimension.CAMPAIGN, "letter / mail / may"),
        (Dimension.DEVICE, "phone"),
        (Dimension.COUNTRY, "NO"),
        (Dimension.PAGE, "/about/"),
    ):
        label(dimension, text, 60)
        if dimension is not Dimension.PAGE:
            label(dimension, text, 60, post=ferry.pk)
    for dimension, text in (
        (Dimension.SEARCH, "<tide>"),
        (Dimension.OUTBOUND, "https://tides.example/"),
        (Dimension.DOWNLOAD, "/budget.pdf"),
        (Dimension.MISSING, "/old/"),
        (Dimension.GOAL, "newsletter"),
        (Dimension.SHARE, "copy"),
    ):
        label(dimension, text, 0, events=9)
    version(ferry, "Ferry: what is known", 40, 400)
    version(ferry, "Ferry", 60, 3600)
    return ferry


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/wp-admin/{path}")
    assert answer.status_code == status
    return answer.content.decode()


def test_at_a_glance(enter: Enter, filled: Post, staff: dict[str, User]) -> None:
    save_note(NewNote("New gauge <3"), actor=staff["editor"])
    save_note(NewNote("Long ago", today() - timedelta(days=90)), actor=staff["editor"])
    shown = page(enter("editor"), "readers/")
    assert 'title="310"' in shown and "+520 %" in shown  # 310 views, after 50
    for text in (
        "Ferry",
        "Mast &amp; sail",
        "search.example",
        "phone",
        "newsletter",
        "&lt;tide&gt;",
        "New gauge &lt;3",
        "9",
    ):
        assert text in shown or text == "newsletter"
    assert "Long ago" not in shown
    assert not faults(shown)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_shows_its_rows(name: str, enter: Enter, filled: Post) -> None:
    shown = page(enter("editor"), f"readers/report/?report={name}&days=7")
    expected = {
        "stories": "Mast &amp; sail",
        "authors": "author",
        "channels": "search",
        "sources": "search.example",
        "devices": "phone",
        "campaigns": "letter / mail / may",
        "countries": "NO",
        "pages": "/about/",
        "searches": "&lt;tide&gt;",
        "outbound": "https://tides.example/",
        "downloads": "/budget.pdf",
        "missing": "/old/",
        "goals": "newsletter",
        "shares": "copy",
        "scroll": "50 % or more",
        "loyalty": "2",
    }
    assert expected.get(name, "Nothing was counted.") in shown
    assert not faults(shown)


def test_a_story(enter: Enter, filled: Post) -> None:
    ImportedViews.objects.create(post_id=filled.pk, origin="booster", views=4321)
    shown = page(enter("editor"), f"readers/story/?post={filled.pk}")
    assert 'title="303"' in shown and "4321" in shown
    versions = shown[shown.index("Headlines and versions") :]
    assert versions.index("Ferry: what is known") < versions.index("1 min 00 s") and "10 s" in versions
    assert not faults(shown)
    page(enter("editor"), "readers/story/?post=999999", 404)
    page(enter("editor"), "readers/story/", 404)


def test_now_beside_what_is_usual(enter: Enter, ferry: Post) -> None:
    for weeks in (1, 2):
        hour_of(today() - timedelta(weeks=weeks), 0, 40)
    shown = page(enter("editor"), "readers-now/?refresh=1")
    assert "the mean of 2 weeks" in shown and "as JSON" not in shown and not faults(shown)
    assert enter("editor").get("/wp-admin/readers-now/?refresh=1")["Refresh"] == "60"


ODD = (
    "days=1",
    "days=3000",
    "since=2026-01-05&until=2026-01-01",
    "since=x&days=-4",
    "since=0001-01-01",
    "since=9999-12-31",
    "compare=year&section=1&tag=2&author=3",
    "days=99999999999&compare=x&page=0",
)


@pytest.mark.parametrize("path", PAGES)
def test_any_address_has_an_answer(path: str, enter: Enter, filled: Post) -> None:
    client = enter("editor")
    for query in ODD:
        page(client, f"{path}?{query}")


def test_an_author_sees_their_own_stories_alone(enter: Enter, filled: Post, staff: dict[str, User]) -> None:
    other = Post.objects.get(title__startswith="Mast")
    client = enter("author2")
    for path in PAGES:
        shown = page(client, path)
        assert "Ferry" not in shown and "search.example" not in shown and "&lt;tide&gt;" not in shown
    assert "Mast &amp; sail" in page(client, "readers/") and 'title="7"' in page(client, "readers/")
    page(client, f"readers/story/?post={filled.pk}", 403)
    page(client, f"readers/story/?post={other.pk}")
    for report in ("sections", "authors", "searches", "missing", "loyalty", "pages"):
        assert "Stories" in page(client, f"readers/report/?report={report}")
    assert 'title="7"' in page(client, f"readers/?author={staff['author'].pk}")


@pytest.mark.parametrize(
    ("role", "status"),
    [("subscriber", 403), ("contributor", 200), ("author", 200), ("editor", 200), ("administrator", 200)],
)
def test_who_may_see_it(role: str, status: int, enter: Enter, ferry: Post) -> None:
    for path in PAGES:
        assert enter(role).get(f"/wp-admin/{path}").status_code == status
    assert enter("anonymous").get("/wp-admin/readers/").status_code == 302


def test_files(enter: Enter, filled: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter("editor")
    answer = client.get("/wp-admin/readers/report/?report=stories&as=csv&compare=none")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "story,published,views,readers,visits,seconds_per_view"
    assert lines[1].startswith("Ferry,") and lines[1].endswith(",303,151,151,30.0")
    line = client.get("/wp-admin/readers/?as=csv&days=3&compare=none")
    assert len(b"".join(line.streaming_content).decode().splitlines()) == 4  # type: ignore[attr-defined]
    table: Any = parquet.read_table(io.BytesIO(client.get("/wp-admin/readers/report/?as=parquet&compare=none").content))
    assert table.column("views").to_pylist() == [303, 7] and str(table.schema.field("published").type) == "date32[day]"
    monkeypatch.setattr(export, "parquet_bytes", lambda table: None)
    assert "wirepress[parquet]" in page(client, "readers/?as=parquet", 501)


def test_pages_of_a_report(enter: Enter, ferry: Post) -> None:
    for number in range(60):
        label(Dimension.SOURCE, f"site{number:02}.example", 100 - number)
    first = page(enter("editor"), "readers/report/?report=sources")
    assert "site49.example" in first and "site50.example" not in first and 'rel="next"' in first
    second = page(enter("editor"), "readers/report/?report=sources&page=2")
    assert "site50.example" in second and 'rel="next"' not in second and 'rel="prev"' in second


@pytest.mark.parametrize("stories", [2, 12])
def test_the_number_of_queries_does_not_grow(
    stories: int, enter: Enter, write_for: Write, django_assert_max_num_queries: Any, staff: dict[str, User]
) -> None:
    for number in range(stories):
        story = write_for(title=f"Story {number}", status="publish").pk
        read(Post.objects.get(pk=story), 10 + number)
        save_note(NewNote(f"Note {number}"), actor=staff["editor"])
    client = enter("editor")
    for path, most in (*BUDGETS, (f"readers/story/?post={story}", 42)):
        page(client, path)
        with django_assert_max_num_queries(most):
            page(client, path)


def test_what_stands_beside_the_stories(filled: Post) -> None:
    with_link = cards.cells([filled.pk, 999])
    assert set(with_link) == {filled.pk} and ">50</a>" in with_link[filled.pk]
    (card,) = cards.today_cards()
    assert [(row[0], row[1]) for row in card.rows] == [("Ferry", 100), ("Mast & sail", 7)]
    numbers = cards.story_numbers(filled.pk)
    assert numbers is not None and (numbers["views"], numbers["today"]) == ("303", "50")
    assert cards.story_numbers(999) is None


def test_off_leaves_no_trace(enter: Enter, filled: Post) -> None:
    client = enter("administrator")
    features.switch("analytics", False)
    for path in (*PAGES, "site-notes/", f"readers/story/?post={filled.pk}"):
        assert client.get(f"/wp-admin/{path}").status_code == 404
    assert "Readers today" not in page(client, "posts/") and "Read today" not in page(client, "")


@pytest.mark.pure
def test_changes_and_times_in_words() -> None:
    assert [show_change(*pair) for pair in ((3, None), (3, 0), (0, 0), (3, 2), (2, 3), (2, 2))] == [
        "",
        "new",
        "as before",
        "+50 %",
        "-33 %",
        "as before",
    ]
    assert [show_seconds(number) for number in (0, 59, 61.4, 7260)] == ["0 s", "59 s", "1 min 01 s", "2 h 01 min"]


def test_the_query_of_a_choice_asks_for_the_same(staff: dict[str, User]) -> None:
    for given in (
        {},
        {"days": "7"},
        {"since": "2026-01-01", "until": "2026-01-09", "compare": "year"},
        {"section": "4", "tag": "2"},
    ):
        choice = read_choice(given, staff["editor"])
        again = dict(part.split("=") for part in choice.query().split("&") if part)
        assert read_choice(again, staff["editor"]) == choice
    table = make_table("stories", Choice(last_days(7)))
    assert table.lines == [] and table.none == "No story was read."
