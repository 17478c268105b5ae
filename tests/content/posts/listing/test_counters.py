"""Kept counts and lists are what a new count gives, whoever wrote, and lists read by them are those that the long way finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from wirepress.content.options import site
from wirepress.content.posts.listing import filters, ordering, queries, search
from wirepress.content.posts.listing.counters import find_by_counters, install, rebuild
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost

pytestmark = pytest.mark.django_db
START = datetime(2024, 1, 30, 22, 0)
STATUSES = ("publish", "publish", "publish", "draft", "future", "trash")


class World:
    """Random posts and terms, written past every action."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.deeds: list[Callable[[], Any]] = [
            self.add,
            self.add,
            self.add,
            self.change,
            self.drop,
            self.mark,
            self.mark,
            self.unmark,
            self.new_term,
            self.move_term,
            self.drop_term,
        ]

    def step(self) -> None:
        self.dice.choice(self.deeds)()

    def _one(self, model: Any) -> Any:
        numbers = list(model.objects.order_by("id").values_list("id", flat=True))
        return self.dice.choice(numbers) if numbers else 0

    def _fields(self) -> dict[str, Any]:
        moment = START + timedelta(hours=self.dice.randrange(0, 2000, 7))
        return {
            "type": self.dice.choice(("post", "post", "post", "page", "revision")),
            "status": self.dice.choice(STATUSES),
            "date": moment,
            "date_gmt": moment,
            "author_id": self.dice.randrange(3),
        }

    def add(self) -> None:
        Post.objects.create(**self._fields())

    def change(self) -> None:
        fields = self._fields()
        some = self.dice.sample(sorted(fields), self.dice.randrange(1, 4))
        Post.objects.filter(pk=self._one(Post)).update(**{name: fields[name] for name in some})

    def drop(self) -> None:
        Post.objects.filter(pk=self._one(Post)).delete()

    def mark(self) -> None:
        term = self._one(Term)
        if term:
            post = self._one(Post) if self.dice.random() < 0.9 else self.dice.randrange(10**6, 10**6 + 5)
            TermPost.objects.bulk_create([TermPost(term_id=term, post_id=post)], ignore_conflicts=True)

    def unmark(self) -> None:
        TermPost.objects.filter(pk=self._one(TermPost)).delete()

    def new_term(self) -> None:
        Term.objects.create(
            taxonomy=self.dice.choice(("category", "category", "post_tag")),
            name="t",
            slug="t",
            parent_id=self._one(Term),
        )

    def move_term(self) -> None:
        Term.objects.filter(pk=self._one(Term)).update(parent_id=self.dice.choice((0, self._one(Term))))

    def drop_term(self) -> None:
        if self.dice.random() < 0.3:
            Term.objects.filter(pk=self._one(Term)).delete()


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_a_new_count_gives(seed: int) -> None:
    world = World(seed)
    for number in range(120):
        world.step()
        if number % 15 == 0:
            assert rebuild.counter_differences() == 0, number
    assert rebuild.counter_differences() == 0
    rebuild.rebuild_counters()
    assert rebuild.counter_differences() == 0


def test_a_wrong_count_is_found_and_mended() -> None:
    Post.objects.create(type="post", status="publish", date=START)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE posts_postbucket SET count = count + 1")
    assert rebuild.counter_differences() > 0
    rebuild.rebuild_counters()
    assert rebuild.counter_differences() == 0


def test_what_was_written_without_triggers_is_counted_when_they_are_back() -> None:
    install.remove_triggers()
    Post.objects.create(type="post", status="publish", date=START)
    assert rebuild.counter_differences() > 0
    install.after_migrate()
    assert rebuild.counter_differences() == 0
    assert install.install_triggers() == []


def _long_way(query: PostQuery) -> tuple[list[int], int]:
    due, phrase = filters.due_ids(), search.parse_phrase("")
    rows = Post.objects.filter(filters.query_condition(query, due, phrase))
    ids = ordering.order_rows(rows, query, phrase).values_list("id", flat=True)
    return list(ids[query.start : query.start + query.per_page]), rows.count()


@pytest.mark.parametrize("hour_has_come", (True, False))
def test_lists_are_those_of_the_long_way(hour_has_come: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "now_gmt", lambda: START + timedelta(hours=1200 if hour_has_come else -1))
    world = World(11)
    for _ in range(200):
        world.step()
    taxonomies = dict(Term.objects.values_list("id", "taxonomy"))
    shelves: list[dict[str, Any]] = [
        {},
        {"types": ("page",)},
        {"author": (1,)},
        *(
            {"terms": [TermCondition(taxonomy, [term], children=children)]}
            for term, taxonomy in taxonomies.items()
            for children in (False, True)
        ),
        *({"from_date": datetime(2024, month, 1), "until_date": datetime(2024, month + 1, 1)} for month in (1, 2, 3)),
        {"from_date": datetime(2024, 2, 7), "until_date": datetime(2024, 2, 9)},
    ]
    for asked in shelves:
        for order in ("desc", "asc"):
            for page in (1, 2, 5, 20):
                query = PostQuery(**asked, order=order, page=page, per_page=3)
                short = find_by_counters.find_by_counters(query, filters.due_ids())
                assert short is not None
                assert short == _long_way(query), (asked, order, page)


def test_posts_without_a_date_are_listed_the_long_way() -> None:
    for number in range(3):
        Post.objects.create(type="post", status="publish", date=START if number else None)
    assert find_by_counters.find_by_counters(PostQuery(), []) is None
    assert queries.find_posts(PostQuery()).total == 3
