"""Many new rows recorded together leave what row by row would have left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.cache import bulk_inserts
from wirepress.core.database.triggers import _present
from wirepress.server.changes.triggers import PREFIX
from wirepress.transfer.upsert import upsert_rows

pytestmark = pytest.mark.django_db
MANY = 60  # posts; enough to be recorded together
DAY = datetime(2026, 3, 4, 5, 6, 7)


def ask(sql: str) -> set[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return set(cursor.fetchall())


def set_up() -> None:
    """Two stories that show what is to come, and nothing recorded."""
    Term.objects.get_or_create(pk=7001, defaults={"taxonomy": "post_tag", "slug": "t", "name": "T"})
    for number in (8001, 8002):
        Post.objects.create(pk=number, type="post", status="publish", title="Shows", date=DAY)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO delivery_shows (post_id, shown_id) VALUES (8001, 9003), (8002, 9012)")
        cursor.execute("DELETE FROM delivery_change")
        cursor.execute("DELETE FROM delivery_stale")


def write() -> None:
    """Rows of all sorts: stories, drafts, files, revisions; meta that counts and that does not."""
    kinds = ("post", "page", "attachment", "revision")
    states = ("publish", "draft", "private")
    numbers = range(9001, 9001 + MANY)
    with transaction.atomic():
        posts = [
            {
                "id": n,
                "type": kinds[n % 4],
                "status": states[n % 3],
                "title": f"100% {n}",
                "parent_id": n % 5 * 8001,
                "date": DAY,
            }
            for n in numbers
        ]
        upsert_rows(Post, posts)
        keys = ("subtitle", "_edit_last")
        upsert_rows(PostMeta, [{"id": n, "post_id": n, "key": keys[n % 2], "value": "x"} for n in numbers])
        upsert_rows(
            TermPost, [{"post_id": n, "term_id": 7001, "position": 0} for n in numbers], key=("post_id", "term_id")
        )
        upsert_rows(MediaFile, [{"post_id": n, "path": f"{n}.png"} for n in numbers if n % 4 == 2], key=("post_id",))


def recorded() -> tuple[set[Any], set[Any]]:
    return ask("SELECT kind, ref FROM delivery_change"), ask("SELECT id, level FROM delivery_stale")


def present() -> set[str]:
    with connection.cursor() as cursor:
        return {name for name, _ in _present(cursor, connection.vendor, PREFIX)}


@pytest.fixture
def row_by_row(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(bulk_inserts, "FEW", 10**9)


def test_together_is_what_row_by_row_would_be(row_by_row: Callable[[], None]) -> None:
    found = []
    for way in range(2):
        with transaction.atomic():
            if way:
                row_by_row()
            set_up()
            write()
            found.append(recorded())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert {8001, 8002} <= {number for number, _ in found[0][1]}
    assert len(found[0][0]) > MANY / 2


def test_triggers_are_back_and_heed_the_next_row() -> None:
    before = present()
    set_up()
    write()
    assert present() == before
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM delivery_change")
    Post.objects.create(pk=9500, type="post", status="publish", title="Next", date=DAY)
    assert ("post", "9500") in recorded()[0]


def test_an_error_leaves_triggers_and_records_alone() -> None:
    before = present()
    set_up()
    rows = [{"id": n, "post_id": n, "key": None, "value": "x"} for n in range(9001, 9001 + MANY)]
    with pytest.raises(Exception, match=r"(?i)null"), transaction.atomic():
        upsert_rows(PostMeta, rows)
    assert present() == before
    assert recorded() == (set(), set())
    PostMeta.objects.create(post_id=8001, key="subtitle", value="x")
    assert ("post", "8001") in recorded()[0]
