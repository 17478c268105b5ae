"""Hand-written questions answer what the ORM answers."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction

from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.database import rows


def _columns(row: Post | PostMeta | User | Term) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def posts(db: None) -> list[Post]:
    made = [
        Post.objects.create(
            title=f"Story {number}", slug=f"story-{number}", date=datetime(2026, 3, 1, 9, number), sticky=number == 1
        )
        for number in range(3)
    ]
    PostMeta.objects.create(post=made[0], key="map", value={"b": [1, None, "ä"], "a": 2})
    PostMeta.objects.create(post=made[0], key="none", value=None)
    return made


def test_rows_have_the_types_that_the_orm_gives(posts: list[Post]) -> None:
    User.objects.create(login="ann", roles=["editor"], extra_capabilities={"read": True})
    for model in (Post, PostMeta, User):
        found = rows.find_rows(model, "id > %s ORDER BY id", [0])
        assert [_columns(row) for row in found] == [_columns(row) for row in model.objects.order_by("pk")]
        assert found
        assert not any(row._state.adding for row in found)


def test_many_numbers_are_asked_for_in_parts_and_each_once(posts: list[Post]) -> None:
    wanted = [posts[1].pk, *range(10**6, 10**6 + 2 * rows.MOST), posts[0].pk, posts[1].pk]
    assert sorted(row.pk for row in rows.select_in(Post, "id", wanted)) == sorted(post.pk for post in posts[:2])
    assert rows.select_in(Post, "id", []) == []


def test_further_columns_stand_beside_the_row(posts: list[Post]) -> None:
    term = Term.objects.create(taxonomy="category", name="Harbour", slug="harbour")
    TermPost.objects.create(term=term, post_id=posts[2].pk, position=4)
    join = "JOIN terms_termpost mark ON mark.term_id = terms_term.id WHERE mark.post_id = %s"
    found = rows.find_rows_joined(Term, ", mark.post_id, mark.position", join, [posts[2].pk])
    assert [(row.name, more) for row, more in found] == [("Harbour", (posts[2].pk, 4))]


def test_a_row_is_written_as_the_orm_writes_it(posts: list[Post]) -> None:
    with transaction.atomic():
        number = rows.next_numbers(Post)[0]
        row = Post(
            id=number,
            title="Ångström's tide",
            content="<p>Low water.</p>",
            date=datetime(2026, 3, 2),
            featured_media=7,
            sticky=True,
        )
        rows.insert_rows(row)
    by_orm = Post.objects.create(
        title="Ångström's tide", content="<p>Low water.</p>", date=datetime(2026, 3, 2), featured_media=7, sticky=True
    )
    assert by_orm.pk > number > posts[-1].pk
    assert {**_columns(Post.objects.get(pk=number)), "id": 0} == {**_columns(Post.objects.get(pk=by_orm.pk)), "id": 0}
    row.title = "Changed"
    row.save()  # the row is known to be there
    assert Post.objects.get(pk=number).title == "Changed"


def test_numbers_are_given_once(posts: list[Post]) -> None:
    with transaction.atomic():
        first = rows.next_numbers(Post, 3)
        for number in first:
            rows.insert_rows(Post(id=number, title="x"))
        again = rows.next_numbers(Post)[0]
    assert len(set(first)) == 3
    assert again > max(first) > posts[-1].pk
