"""What is read most: the lists, where they show, and the category that is kept by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.features.analytics.dashboard.counts import read
from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from wirepress.content.options import features, site, store
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.core.cache import depends
from wirepress.core.hooks import Event
from wirepress.features.analytics.popular import category, jobs, places
from wirepress.features.analytics.popular import settings as chosen
from wirepress.features.analytics.popular.lists import popular_posts
from wirepress.features.analytics.popular.models import PopularPlace, PopularStory
from wirepress.features.analytics.popular.rank import count_views, rank_all

__all__ = ["enter", "staff", "write_for"]
Write = Callable[..., Post]


@pytest.fixture(autouse=True)
def fresh_options() -> Iterator[None]:
    store.forget()
    yield
    store.forget()


@pytest.fixture
def three(write_for: Write) -> list[Post]:
    """Three stories: today's, last week's, and last month's."""
    made = [write_for(title=title, status="publish") for title in ("Today & now", "Week", "Month")]
    read(made[0], 30)
    read(made[1], 200, 4)
    read(made[2], 900, 20)
    return made


def choose(**values: Any) -> None:
    store.put(chosen.OPTION, values)


def test_lists_by_window(three: list[Post], write_for: Write, staff: dict[str, User]) -> None:
    draft, locked, gone = (
        write_for(title=title, **more)
        for title, more in (
            ("D", {"status": "draft"}),
            ("L", {"status": "publish", "password": "reeds"}),
            ("G", {"status": "publish"}),
        )
    )
    for post in (draft, locked, gone, write_for(kind="page", title="P", status="publish")):
        read(post, 5000)
    trash_post(gone, actor=staff["editor"])
    assert rank_all() == ["day", "week", "month"] and rank_all() == []
    titles = {window: [post.title.partition(" ")[0] for post in popular_posts(window, 5)] for window in chosen.WINDOWS}
    assert titles == {"day": ["Today"], "week": ["Week", "Today"], "month": ["Month", "Week", "Today"]}
    assert [post.pk for post in popular_posts("month", 5, without=(three[2].pk,))] == [three[1].pk, three[0].pk]
    three[0].status = "draft"
    three[0].save()
    assert "Today" not in [post.title for post in popular_posts("day", 5)]


def test_of_the_first_day_the_part_counts_that_lies_in_the_window(write_for: Write) -> None:
    post = write_for(status="publish")
    read(post, 100, 1)
    local = site.to_local(site.now_gmt())
    six = site.to_gmt(datetime(local.year, local.month, local.day, 6))
    assert count_views("day", six)[post.pk] == pytest.approx(75)
    assert count_views("day", six + timedelta(days=1)).get(post.pk, 0) == 0


def test_of_one_section(three: list[Post]) -> None:
    coast = create_term("category", "Coast")
    TermPost.objects.create(post_id=three[1].pk, term=coast)
    rank_all()
    assert [post.pk for post in popular_posts("month", 5, section=coast.pk)] == [three[1].pk]


@pytest.mark.parametrize(
    "text",
    [
        "[popular-posts window=month count=2]",
        '[wpp range="last30days" limit=2]',
        "[monsterinsights_popular_posts_inline window=month post_count=2]",
        '<!-- wp:wirepress/popular-posts {"window":"month","count":2,"title":"A \\u003cb\\u003e list"} /-->',
    ],
)
def test_in_a_story(text: str, three: list[Post], write_for: Write) -> None:
    rank_all()
    shown = Client().get(f"/wp-json/wp/v2/posts/{write_for(content=text).pk}").json()["content"]["rendered"]
    assert shown.count("<li>") == 2 and shown.index(">Month</a>") < shown.index(">Week</a>")
    assert "<b>" not in shown and "Today" not in shown


def test_the_plugins_blocks_show_the_list_of_the_site(three: list[Post], write_for: Write) -> None:
    rank_all()
    choose(window="month")
    text = '<!-- wp:monsterinsights/popular-posts-inline {"post_count":2,"widget_title_text":"Tide"} /-->'
    shown = Client().get(f"/wp-json/wp/v2/posts/{write_for(content=text).pk}").json()["content"]["rendered"]
    assert shown.count("<li>") == 2 and ">Tide</h2>" in shown and ">Month</a>" in shown


def test_a_story_does_not_name_itself_and_an_empty_list_is_none(write_for: Write) -> None:
    post = write_for(content="[popular-posts]", status="publish")
    read(post, 50)
    rank_all()
    shown = Client().get(f"/wp-json/wp/v2/posts/{post.pk}").json()["content"]["rendered"]
    assert "popular-posts" not in shown and "<li>" not in shown


def test_a_story_with_a_list_is_told_when_the_list_changes(three: list[Post], write_for: Write) -> None:
    post = write_for(content="[popular-posts]")
    places.hear(Event("post.updated", post.pk, {"type": "post", "status": "publish"}))
    places.hear(Event("post.updated", three[0].pk, {"type": "post", "status": "publish"}))
    assert list(PopularPlace.objects.values_list("post_id", "changed")) == [(post.pk, 0)]
    rank_all()
    rank_all()
    assert PopularPlace.objects.get().changed == 1
    Post.objects.filter(pk=post.pk).update(content="none")
    assert places.note_all() == 0 and not PopularPlace.objects.exists()


def test_pages_with_a_list_rest_on_it(three: list[Post]) -> None:
    with depends.collecting() as found:
        popular_posts("week", 5)
    assert "popular" in found.tags


def test_below_a_story_and_on_the_front_page(three: list[Post]) -> None:
    rank_all()
    address = f"/?p={three[0].pk}"
    assert "Most read" not in Client().get(address, follow=True).content.decode()
    choose(after_story=True, front=True, window="month")
    page = Client().get(address, follow=True).content.decode()
    assert page.index("popular-posts-title") < page.index(">Month</a>") and "readership/popular." in page
    assert 'id="most-read"' in Client().get("/", follow=True).content.decode()


@pytest.mark.parametrize(("role", "views"), [("anonymous", None), ("subscriber", None), ("editor", 900)])
def test_over_rest(role: str, views: int | None, three: list[Post], enter: Enter) -> None:
    rank_all()
    client = enter(role)
    address = "/wp-json/wirepress/v1/popular?window=month&per_page=2"
    if role != "anonymous":
        session = client.session
        nonce = nonces.create("wp_rest", int(session["_auth_user_id"]), session.session_key or "")
        found = client.get(address, headers={"X-WP-Nonce": nonce}).json()
    else:
        found = client.get(address).json()
    assert [(item["place"], item["title"], item["views"]) for item in found] == [
        (1, "Month", views),
        (2, "Week", 200 if views else None),
    ]
    assert client.get("/wp-json/wirepress/v1/popular?window=year").status_code == 400


def test_the_category_follows_the_numbers(three: list[Post]) -> None:
    popular = create_term("category", "Popular")
    choose(category=popular.pk, category_window="week", add_at=100, remove_below=50)
    assert category.keep_category() == category.CategoryChange((three[1].pk,))
    assert Term.objects.get(pk=popular.pk).count == 1 and category.keep_category() == category.CategoryChange()
    later = site.now_gmt() + timedelta(days=30)
    assert category.keep_category(later) == category.CategoryChange((), (three[1].pk,))
    assert Term.objects.get(pk=popular.pk).count == 0


def test_between_the_thresholds_nothing_moves(write_for: Write) -> None:
    popular = create_term("category", "Popular")
    choose(category=popular.pk, add_at=100, remove_below=50)
    post = write_for(status="publish")
    read(post, 70)
    assert category.keep_category() == category.CategoryChange()
    TermPost.objects.create(post_id=post.pk, term=popular)
    assert category.keep_category() == category.CategoryChange()


def test_what_an_editor_did_by_hand_stays(three: list[Post]) -> None:
    popular = create_term("category", "Popular")
    choose(category=popular.pk, category_window="week", add_at=100, remove_below=50)
    TermPost.objects.create(post_id=three[2].pk, term=popular)  # put in by hand, and hardly read
    category.keep_category()
    assert set(TermPost.objects.filter(term=popular).values_list("post_id", flat=True)) == {three[1].pk, three[2].pk}
    TermPost.objects.filter(term=popular, post_id=three[1].pk).delete()  # taken out by hand, and much read
    assert category.keep_category() == category.CategoryChange() == category.keep_category()
    choose(category=popular.pk, category_window="week", add_at=100, remove_below=50, by_hand=True)
    assert category.keep_category() == category.CategoryChange((three[1].pk,), (three[2].pk,))


def test_no_more_than_so_many(write_for: Write) -> None:
    popular = create_term("category", "Popular")
    choose(category=popular.pk, add_at=10, remove_below=5, most=2)
    for views in (11, 13, 12):
        read(write_for(title=str(views), status="publish"), views)
    added = category.keep_category().added
    assert sorted(Post.objects.filter(pk__in=added).values_list("title", flat=True)) == ["12", "13"]


def test_without_a_category_nothing_is_kept(three: list[Post]) -> None:
    for values in ({}, {"category": 999_999}, {"category": "x", "add_at": "y", "window": 7}):
        choose(**values)
        assert category.keep_category() == category.CategoryChange()
    assert jobs.refresh() == "lists: day, week, month" and jobs.refresh() == "lists: as they were"


def test_settings_stand_in_the_newsroom(enter: Enter) -> None:
    shown = enter("administrator").get("/wp-admin/settings/popular/").content.decode()
    assert "Views from which a story is put in" in shown and "the last 24 hours" in shown


def test_off_leaves_no_trace(three: list[Post], write_for: Write) -> None:
    rank_all()
    post = write_for(content="[popular-posts]")
    choose(after_story=True)
    features.switch("analytics", False)
    assert Client().get("/wp-json/wirepress/v1/popular").status_code == 404
    page = Client().get(f"/?p={post.pk}", follow=True).content.decode()
    assert "Most read" not in page and "readership/popular" not in page
    assert PopularStory.objects.exists()
