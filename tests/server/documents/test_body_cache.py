"""Bodies of documents at hand, and the line that asks PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import postgres_server
from wirepress.server.documents import postgresql_connection as lines
from wirepress.server.documents.body_cache import BodyCache
from wirepress.server.documents.postgresql_connection import PostgresConnection

ROOM = 100


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3), st.integers(0, 140), st.booleans()), max_size=60))
def test_bodies_are_right_and_never_more_than_the_room(steps: list[tuple[int, int, int, bool]]) -> None:
    kept, last = BodyCache(ROOM), {}
    for number, version, size, moved in steps:
        digest, body = (f"{version}", f"{version}"), (b"%d" % version * size, b"m" * size if moved else None)
        found = kept.get(number, digest)
        assert found is None or found == last[number, version]
        kept.put(number, digest, body)
        last[number, version] = body
        whole = [one for one in range(1, 7) for old in range(4) if kept.get(one, (f"{old}", f"{old}")) is not None]
        assert len(whole) == len(set(whole))  # one version of a post
        assert kept._used <= ROOM and kept._used == sum(len(a) + len(b or b"") for _, (a, b) in kept._kept.values())


@pytest.fixture(params=[True, False], ids=["prepared", "behind a pool"])
def line(request: pytest.FixtureRequest) -> Iterator[PostgresConnection]:
    with postgres_server.database() as url:
        found = PostgresConnection(url, prepares=request.param)
        yield found
        found.close()


def test_rows_are_what_a_cursor_reads(line: PostgresConnection) -> None:
    sql = (
        "SELECT %s::bigint + 1, %s || 'é', 'a'::varchar, NULL, true, '\\x00ff'::bytea, 2.5::numeric, DATE '2026-11-26'"
    )
    assert line._connection is None
    found = line.execute(sql, (41, "ca"))
    assert line._connection is not None
    with psycopg.ClientCursor(line._connection) as cursor:
        assert found == cursor.execute(sql, (41, "ca")).fetchall()
    assert line.execute("SELECT 1 WHERE %s = 'no'", ("yes",)) == []


def test_a_cut_line_is_mended_and_an_error_is_told(line: PostgresConnection) -> None:
    number = line.execute("SELECT pg_backend_pid()", ())[0][0]
    with postgres_server.other(line._conninfo) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (number,))
    with pytest.raises(psycopg.Error):
        line.execute("SELECT pg_backend_pid()", ())
    assert line.execute("SELECT pg_backend_pid()", ())[0][0] != number
    with pytest.raises(psycopg.errors.UndefinedTable):
        line.execute("SELECT * FROM nowhere", ())
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        line.execute("CREATE TABLE somewhere (id int)", ())
    assert line.execute("SELECT 7", ()) == [(7,)]


def test_it_remembers_so_many_statements_and_no_more(line: PostgresConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PREPARED_MAX", 5)
    for number in [*range(12), *range(12)]:
        assert line.execute(f"SELECT {number}, %s", ("x",)) == [(number, "x")]
        assert len(line._prepared) <= 5 and len(line._numbered) <= 5
