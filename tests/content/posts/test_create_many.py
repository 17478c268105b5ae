"""Posts made together are what they would be one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sections import first_section
from wirepress.content.errors import ActionRefused
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.create_many import create_posts
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User

pytestmark = pytest.mark.django_db
PLAIN = (
    "type",
    "status",
    "author_id",
    "title",
    "content",
    "excerpt",
    "date",
    "date_gmt",
    "modified",
    "comment_status",
    "ping_status",
    "title_key",
)


@pytest.fixture
def chief(db: None) -> Iterator[User]:
    store.forget()
    store.put("default_category", first_section().pk)
    yield create_user(login="chief", email="chief@desk.example", password="six-green-lamps", role="administrator")
    store.forget()


def _fields(number: int, **more: Any) -> dict[str, Any]:
    moment = datetime(2026, 11, 3, 8, number)
    return {
        "title": f"Ferry {number}",
        "content": f"<p>Boat {number}.</p>",
        "status": "publish",
        "date_gmt": moment,
        **more,
    }


def test_each_is_what_it_would_be_alone(chief: User) -> None:
    coast = create_term("category", "Coast").pk
    tag = create_term("post_tag", "boats").pk
    writes = [
        _fields(1, categories=[coast]),
        _fields(2, tags=[tag, 999_999]),
        _fields(3, status="draft"),
        _fields(4, status="pending", categories=[]),
        _fields(5, title=""),
        _fields(6, date_gmt=datetime(2090, 1, 1)),
    ]
    alone = [create_post(dict(fields), actor=chief) for fields in writes]
    facts = [{name: getattr(post, name) for name in PLAIN} | {"terms": _terms(post)} for post in alone]
    counts = dict(Term.objects.values_list("pk", "count"))
    totals = dict(PostTotal.objects.filter(type="post").values_list("status", "count"))
    together = create_posts([(dict(fields), chief) for fields in writes])
    for post, expected in zip(together, facts, strict=True):
        kept = Post.objects.get(pk=post.pk)
        shown = {name: getattr(kept, name) for name in PLAIN} | {"terms": _terms(kept)}
        if expected["status"] in ("draft", "pending"):
            shown |= {name: expected[name] for name in ("date", "modified")}  # now, a moment later
        assert shown == expected
        assert kept.guid == f"http://news.example/?p={kept.pk}"
    assert dict(Term.objects.values_list("pk", "count")) == {pk: 2 * count for pk, count in counts.items()}
    assert dict(PostTotal.objects.filter(type="post").values_list("status", "count")) == {
        status: 2 * count for status, count in totals.items()
    }
    assert [post.slug for post in together] == ["ferry-1-2", "ferry-2-2", "", "", str(together[4].pk), "ferry-6-2"]


def _terms(post: Post) -> list[int]:
    return sorted(TermPost.objects.filter(post_id=post.pk).values_list("term_id", flat=True))


def test_slugs_of_one_batch_are_told_apart_and_reserved_ones_are_not_given(chief: User) -> None:
    create_post(_fields(1), actor=chief)
    made = create_posts(
        [(_fields(1), chief), (_fields(1), chief), (_fields(9, title="Feed"), chief), (_fields(9, title="Feed"), chief)]
    )
    slugs = [post.slug for post in made]
    assert slugs[:2] == ["ferry-1-2", "ferry-1-3"] and "feed" not in slugs and len(set(slugs)) == 4


def test_one_that_is_refused_keeps_all_out(chief: User) -> None:
    with pytest.raises(ActionRefused):
        create_posts([(_fields(1), chief), ({"title": "", "content": "", "status": "publish"}, chief)])
    assert not Post.objects.exists() and create_posts([]) == []


def test_twenty_cost_hardly_more_than_two(chief: User) -> None:
    coast = create_term("category", "Coast").pk
    counts = []
    for first, number in ((0, 2), (20, 20)):
        with CaptureQueriesContext(connection) as asked:
            create_posts([(_fields(first + step, categories=[coast]), chief) for step in range(number)])
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 4
