"""Whatever stands in the tables, no trigger ends a write."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection

from wirepress.content.options.models import Option
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.cache.watched import OTHER, Watched
from wirepress.server.changes import install, triggers
from wirepress.server.models import Change, Document, Page, Shows, Stale

pytestmark = pytest.mark.django_db
ODD = (
    "1",
    '"1"',
    '" 1 "',
    '"one"',
    "1.0",
    "1e400",
    "null",
    "[1]",
    "{}",
    '""',
    "",
    "not even JSON",
    '"9999999999999999999999"',
    None,
)


def _sql(query: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


@pytest.mark.parametrize("stored", ODD)
def test_an_odd_default_category_ends_no_write(stored: str | None) -> None:
    Option.objects.filter(name="default_category").delete()
    _sql("INSERT INTO options_option (name, value) VALUES ('default_category', %s)", stored)
    term = Term.objects.create(taxonomy="category", name="Coast", slug="coast")
    Term.objects.filter(pk=term.pk).update(slug="shore", parent_id=term.pk + 1)
    _sql("UPDATE options_option SET value = '7' WHERE name = 'default_category'")
    Term.objects.filter(pk=term.pk).delete()


@pytest.mark.parametrize("form", ("{}", '"{}"'))
def test_a_default_category_counts_in_either_form(form: str) -> None:
    term, other = (Term.objects.create(taxonomy="category", name=name, slug=name) for name in ("coast", "bay"))
    Option.objects.filter(name="default_category").delete()
    _sql("INSERT INTO options_option (name, value) VALUES ('default_category', %s)", form.format(term.pk))
    Document.objects.create(id=70, body=b"{}")
    Stale.objects.all().delete()
    Term.objects.filter(pk=other.pk).update(slug="gulf")
    assert not Stale.objects.exists()
    Term.objects.filter(pk=term.pk).update(slug="shore")
    assert list(Stale.objects.values_list("id", flat=True)) == [70]


def test_a_document_that_shows_both_owners_is_marked_once() -> None:
    from wirepress.content.media.models import MediaFile

    one, two = (Post.objects.create(type="attachment", status="inherit", title=name) for name in ("one", "two"))
    file = MediaFile.objects.create(post_id=one.pk, path="quay.png")
    Shows.objects.bulk_create(
        [Shows(post_id=71, shown_id=one.pk), Shows(post_id=71, shown_id=two.pk), Shows(post_id=71, shown_id=one.pk)]
    )
    Stale.objects.all().delete()
    MediaFile.objects.filter(pk=file.pk).update(post_id=two.pk)
    assert list(Stale.objects.values_list("id", flat=True)) == [71]


def test_dates_that_no_period_has_end_no_write() -> None:
    term = Term.objects.create(taxonomy="category", name="Coast", slug="coast")
    post = Post.objects.create(status="publish", date=datetime(2026, 3, 1))
    TermPost.objects.create(term_id=term.pk, post_id=post.pk)
    far = (
        ("infinity", "-infinity", "200000-01-01", "0044-03-15 BC")
        if connection.vendor == "postgresql"
        else ("soon", "", "99999-99-99")
    )
    for moment in far:
        _sql("UPDATE posts_post SET date = %s WHERE id = %s", moment, post.pk)
    _sql("UPDATE posts_post SET date = NULL WHERE id = %s", post.pk)


def test_a_table_of_any_key_tells_of_its_changes() -> None:
    """A key of text that is longer than what is noted, one that is NULL, and none that has a column of its own."""
    _sql("CREATE TABLE odd_row (label text, size integer)")
    for watched in (
        Watched("odd_row", OTHER, ref="label", documents="none"),
        Watched("odd_row", "odd", ref="size", documents="none"),
    ):
        for trigger in triggers.build_triggers(watched, ["label", "size"], connection.vendor):
            for statement in trigger.statements:
                _sql(statement.replace("%", "%%"))
    _sql("INSERT INTO odd_row (label, size) VALUES (%s, 1)", "q" * 500)
    _sql("INSERT INTO odd_row (label, size) VALUES (NULL, NULL)")
    _sql("UPDATE odd_row SET label = NULL, size = 3")
    _sql("DELETE FROM odd_row")
    noted = Change.objects.filter(kind__in=("other", "odd"))
    assert noted.filter(ref="").exists() and noted.filter(kind="odd", ref="3").exists()


def test_a_restored_database_forgets_pages_of_the_other_server_s_count() -> None:
    pages = {
        place: Page.objects.create(key=f"{place}", place=place, expires=2**40, made=1, tag="x", headers="[]", body=b"x")
        for place in (1, 2**50)
    }
    Change.objects.create(kind="post", ref="1", xid=2**50)
    assert install.forget_future_transactions() == (2 if connection.vendor == "postgresql" else 0)
    if connection.vendor == "postgresql":
        assert list(Page.objects.filter(place__in=pages).values_list("place", flat=True)) == [1]
        assert not Change.objects.filter(xid=2**50).exists()
