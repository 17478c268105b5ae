"""Views and shares: counted together, a reload is no view, no address stays, nobody else is asked."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.features.engagement.conftest import Story
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users.actions.create import create_user
from wirepress.core.cache import depends
from wirepress.core.contract.reader_actions import ReaderAction
from wirepress.features.engagement import tally
from wirepress.features.engagement.importing import adopt
from wirepress.features.engagement.lists.most import counts_of, most
from wirepress.features.engagement.models import DailyViews, PostCount
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.settings import OPTION
from wirepress.features.engagement.sharing import count as share_count
from wirepress.features.engagement.sharing.count import Share, count_shares
from wirepress.features.engagement.views import count as view_count
from wirepress.features.engagement.views.count import View, count_views, read_views
from wirepress.features.engagement.views.recent import RecentViews

TRACKING = f"{OPTION}[twp_be_enable_post_visit_tracking]"


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has been counted before."""
    monkeypatch.setattr(view_count, "RECENT", RecentViews())
    monkeypatch.setattr(share_count, "_RECENT", RecentViews())


@pytest.fixture
def counting(story: Story) -> Story:
    """A site that counts views."""
    store.put(TRACKING, 1)
    return story


def _open(post: int, **headers: Any) -> Any:
    return Client().post(f"/wp-json/wirepress/v1/posts/{post}/views", "{}", content_type="application/json", **headers)


def test_each_reader_is_a_view_and_a_reload_is_none(counting: Story) -> None:
    post = counting()
    for address, views in (("192.0.2.1", 1), ("192.0.2.2", 2), ("192.0.2.1", 2)):
        assert _open(post.pk, REMOTE_ADDR=address).json() == {"views": views}
    assert Client().get(f"/wp-json/wirepress/v1/posts/{post.pk}/views").json() == {"views": 2}
    assert DailyViews.objects.get().count == 2


def test_views_are_not_counted_unless_they_are_switched_on(story: Story) -> None:
    post = story()
    assert _open(post.pk).status_code == 404
    assert "data-views" not in Client().get(f"/?p={post.pk}", follow=True).content.decode()
    assert PostCount.objects.count() == 0


def test_whoever_writes_here_is_no_reader(counting: Story) -> None:
    post, client = counting(), Client()
    client.force_login(create_user(login="ed", email="ed@desk.example", password="four-red-buoys", role="editor"))
    client.post(f"/wp-json/wirepress/v1/posts/{post.pk}/views", "{}", content_type="application/json")
    assert read_views([post.pk]) == {post.pk: 1}  # without its nonce the session is nobody's
    nonce = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").content.decode()
    answer = client.post(
        f"/wp-json/wirepress/v1/posts/{post.pk}/views",
        "{}",
        content_type="application/json",
        HTTP_X_WP_NONCE=nonce,
        HTTP_USER_AGENT="other",
    )
    assert answer.json() == {"views": 1}


def test_pages_of_other_sites_and_what_is_not_public_are_refused(counting: Story) -> None:
    post, draft = counting(), counting(status="draft", slug="draft")
    assert _open(post.pk, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
    assert _open(draft.pk).status_code == _open(10**17).status_code == 404
    assert PostCount.objects.count() == 0


def test_the_page_says_how_often_it_was_read_and_is_not_made_anew(counting: Story) -> None:
    post = counting()
    count_views([View(post.pk, reader_of(f"192.0.2.{number}", "x")) for number in range(57)])
    with depends.collecting() as found:
        page = Client().get(f"/?p={post.pk}", follow=True).content.decode()
    assert f'data-views="{post.pk}">57 views</span>' in page
    assert not any(tag.startswith("view") for tag in found.tags)
    store.put(f"{OPTION}[twp_be_views_label]", "Lida:")
    assert "Lida: 57" in Client().get(f"/?p={post.pk}", follow=True).content.decode()


def _crowd(posts: list[int], client: int) -> None:
    dice = random.Random(client)
    try:
        for turn in range(40):
            some = [View(dice.choice(posts), reader_of(f"192.0.2.{client}", f"{turn}/{n}")) for n in range(10)]
            count_views(some)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_no_view_is_lost_however_many_write_at_once() -> None:
    store.forget()
    store.put(TRACKING, 1)
    moment = "2026-05-04 06:00:00"
    posts = [
        Post.objects.create(status="publish", title="C", slug=f"c{n}", date=moment, date_gmt=moment).pk
        for n in range(5)
    ]
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(_crowd, posts, client) for client in range(6)]:
            done.result()
    assert sum(read_views(posts).values()) == 6 * 40 * 10
    assert sum(DailyViews.objects.values_list("count", flat=True)) == 6 * 40 * 10
    store.forget()


def test_a_view_that_could_not_be_written_may_come_again(counting: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    post = counting()
    view = View(post.pk, reader_of("192.0.2.1", "x"))

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("away")

    with monkeypatch.context() as broken:
        broken.setattr(view_count, "add_together", fail)
        with pytest.raises(OSError, match="away"):
            count_views([view])
    assert count_views([view]) == [1]


def test_views_of_an_old_site_come_along(counting: Story) -> None:
    post = counting()
    PostMeta.objects.create(post=post, key="twp_be_post_views_count", value="57")
    store.put("twp_visited_date", {"2026-05-01": [{"post_id": post.pk, "twp_be_post_visited": "5"}, 7], "x": []})
    adopt.adopt_meta()
    assert adopt.adopt_days() == 1
    count_views([View(post.pk, reader_of("192.0.2.1", "x"))])
    assert read_views([post.pk]) == {post.pk: 58}
    PostMeta.objects.create(post=post, key="twp_be_post_views_count", value="60")
    adopt.adopt_meta()
    adopt.adopt_days()
    assert read_views([post.pk]) == {post.pk: 61}
    assert DailyViews.objects.filter(day="2026-05-01").get().count == 5


def test_the_most_read_are_those_of_the_last_days(counting: Story) -> None:
    old, new, draft = counting(), counting(slug="new"), counting(slug="draft", status="draft")
    today = site.to_local(site.now_gmt()).date()
    for post, back, count in ((old, 30, 90), (new, 1, 3), (old, 0, 1), (draft, 0, 500)):
        DailyViews.objects.create(post=post, day=today - timedelta(days=back), count=count)
        PostCount.objects.update_or_create(post=post, name=tally.VIEWS, defaults={"count": count})
    assert most("read", 5, 7) == [new.pk, old.pk] and most("read", 5, 60) == [old.pk, new.pk]
    assert counts_of("read", [old.pk], 60) == {old.pk: 91}
    answer = Client().get("/wp-json/wirepress/v1/most-read?days=60&per_page=1").json()
    assert [(row["id"], row["count"]) for row in answer] == [(old.pk, 91)]
    assert Client().get("/wp-json/wirepress/v1/most-read?days=9999").status_code == 400


def test_shares_are_counted_by_network_and_announced(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    post, told = story(), []
    monkeypatch.setattr(share_count, "announce_reader_actions", lambda actions: told.extend(actions))
    reader, other = reader_of("192.0.2.1", "x"), reader_of("192.0.2.2", "x")
    count_shares([Share(post.pk, "facebook", reader), Share(post.pk, "copy", reader), Share(post.pk, "copy", other)])
    assert count_shares([Share(post.pk, "copy", reader)]) == [{"facebook": 1, "copy": 2}]
    assert [(one.kind, one.name) for one in told] == [("share", "facebook"), ("share", "copy"), ("share", "copy")]
    assert all(isinstance(one, ReaderAction) and one.post_id == post.pk for one in told)


def test_a_share_by_rest(story: Story) -> None:
    post, client = story(), Client()
    path = f"/wp-json/wirepress/v1/posts/{post.pk}/shares"
    answer = client.post(path, json.dumps({"network": "linkedin"}), content_type="application/json")
    assert answer.json() == {"total": 1, "networks": {"linkedin": 1}} == client.get(path).json()
    assert client.post(path, json.dumps({"network": "myspace"}), content_type="application/json").status_code == 400
    page = client.get(f"/?p={post.pk}", follow=True).content.decode()
    assert 'class="twp-social-count"' in page
    store.put(f"{OPTION}[social_share_ed_socila_counter]", 0)
    assert 'class="twp-social-count"' not in client.get(f"/?p={post.pk}", follow=True).content.decode()


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("ab"), st.floats(0, 100)), max_size=40))
def test_nobody_is_counted_twice_within_the_time(seen: list[tuple[int, str, float]]) -> None:
    recent, last = RecentViews(seconds=10, most=5), {}
    for post, reader, moment in sorted(seen, key=lambda one: one[2]):
        new = recent.is_new(post, reader, moment)
        before = last.get((post, reader))
        if new:
            last[post, reader] = moment
        else:
            assert before is not None and moment - before < 10
