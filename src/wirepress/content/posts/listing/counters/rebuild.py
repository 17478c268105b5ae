"""Counts everything anew, and finds out whether that would change anything."""

from __future__ import annotations

from django.db import connections, transaction

from wirepress.content.posts.listing.counters import sql
from wirepress.content.posts.listing.counters.scopes import AUTHOR, DAY, MONTH, NUMBER, TERM, TREE
from wirepress.content.posts.listing.counters.triggers import LOCK

_MARKS = "SELECT term_id AS ref, post_id FROM terms_termpost"


def rebuild_counters(using: str = "default") -> None:
    """Make lists and buckets from the posts and their terms. Writers wait meanwhile."""
    connection = connections[using]
    lists, buckets = _lists(), _buckets(connection.vendor)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE posts_post, terms_termpost, terms_term IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        cursor.execute("DELETE FROM posts_listed")
        for rows in lists:
            cursor.execute(f"INSERT INTO posts_listed (scope, ref, type, date, post_id) {rows}")
        cursor.execute("DELETE FROM posts_postbucket")
        for rows in buckets:
            cursor.execute(f"INSERT INTO posts_postbucket ({sql.COLUMNS}, count) {rows}")


def counter_differences(using: str = "default") -> int:
    """Return how many buckets and rows of lists are not what a new count gives."""
    connection = connections[using]
    found = 0
    with connection.cursor() as cursor:
        # Lists of trees whose last lower term is gone may lie on: nobody reads them, and they are made anew with the next one.
        read = f"(scope <> {TREE} OR {sql.has_below('ref')})"
        kept = f"SELECT {sql.COLUMNS}, sum(count) AS n FROM posts_postbucket WHERE {read} GROUP BY {sql.COLUMNS} HAVING sum(count) <> 0"
        fresh = " UNION ALL ".join(
            f"SELECT * FROM ({rows}) AS f{place}" for place, rows in enumerate(_buckets(connection.vendor))
        )
        listed = f"SELECT scope, ref, type, date, post_id FROM posts_listed WHERE {read}"
        right = " UNION ALL ".join(f"SELECT * FROM ({rows}) AS r{place}" for place, rows in enumerate(_lists()))
        for one, other in ((kept, fresh), (fresh, kept), (listed, right), (right, listed)):
            cursor.execute(
                f"SELECT count(*) FROM (SELECT * FROM ({one}) AS a EXCEPT SELECT * FROM ({other}) AS b) AS d"
            )
            found += int(cursor.fetchone()[0])
    return found


def _lists() -> list[str]:
    tree = "SELECT DISTINCT o.id FROM terms_term o JOIN terms_term c ON c.taxonomy = o.taxonomy AND c.parent_id = o.id"
    pairs = f"SELECT d.root AS ref, m.post_id FROM ({sql.below(tree)}) AS d JOIN terms_termpost m ON m.term_id = d.id"
    return [sql.listed(TERM, _MARKS), sql.listed(TREE, pairs)]


def _buckets(vendor: str) -> list[str]:
    month, day = sql.month("date", vendor), sql.day("date", vendor)
    posts = "FROM posts_post WHERE type <> 'revision'"
    return [
        f"SELECT {MONTH}, 0, type, status, {month} AS period, count(*) {posts} GROUP BY type, status, period",
        f"SELECT {DAY}, 0, type, status, {day} AS period, count(*) {posts} GROUP BY type, status, period",
        f"SELECT {AUTHOR}, author_id, type, status, {month} AS period, count(*) {posts} AND status = 'publish'"
        " GROUP BY author_id, type, status, period",
        f"SELECT {NUMBER}, 0, type, status, {sql.block('id', vendor)} AS period, count(*) {posts} AND status = 'publish'"
        " GROUP BY type, status, period",
        f"SELECT scope, ref, type, 'publish', {month} AS period, count(*) FROM posts_listed"
        f" WHERE scope = {TERM} OR {sql.has_below('ref')} GROUP BY scope, ref, type, period",
    ]
