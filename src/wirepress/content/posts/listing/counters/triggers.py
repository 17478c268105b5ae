"""The triggers that keep counts and lists. Names carry a mark of their text, so that a changed one is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from wirepress.content.posts.listing.counters import sql
from wirepress.content.posts.listing.counters.scopes import TERM, TREE
from wirepress.core.database.triggers import Trigger

PREFIX: Final = "wirepress_kept_"
LOCK: Final = 7_702_411  # PostgreSQL: who sums the rows of a bucket up does it alone
LETTERS: Final = 2  # one more where texts are folded otherwise: the index is made anew when the triggers are
FOLD: Final = 0.02  # PostgreSQL: how often one more row of a bucket makes somebody sum them up
_COUNTED: Final = "{row}.type <> 'revision'"
_MOVES: Final = ("type", "status", "date", "author_id")
_SEARCHED: Final = ("title", "content", "excerpt", "password", "type", "status", "date")
_MARKS: Final = "SELECT term_id FROM terms_termpost WHERE post_id = {post}"


def marks_search_stale(trigger: Trigger) -> bool:
    """Return whether it tells the index of words what changed."""
    return any("posts_searchstale" in text for text in trigger.statements)


def wanted_triggers(vendor: str) -> Iterator[Trigger]:
    """Every trigger that belongs into the database."""
    counted_old, counted_new = _COUNTED.format(row="OLD"), _COUNTED.format(row="NEW")
    moved = " OR ".join(_differs(name, vendor) for name in _MOVES)
    gone = [*_count(sql.periods("OLD", vendor), -1, vendor), _unlist("OLD.id", "OLD")]
    come = [*_count(sql.periods("NEW", vendor), 1, vendor), *_list_post("NEW.id", vendor)]
    yield _build_trigger("posts_post", "INSERT", counted_new, come, vendor)
    yield _build_trigger("posts_post", "DELETE", counted_old, gone, vendor)
    yield _build_trigger(
        "posts_post", "UPDATE", f"({moved}) AND ({counted_old} OR {counted_new})", [*gone, *come], vendor
    )
    mark = "SELECT {row}.term_id AS ref, {row}.post_id AS post_id"
    yield _build_trigger("terms_termpost", "INSERT", "", _list_mark(mark.format(row="NEW"), vendor), vendor)
    yield _build_trigger("terms_termpost", "DELETE", "", _unlist_mark(), vendor)
    yield _build_trigger(
        "terms_termpost", "UPDATE", "", [*_unlist_mark(), *_list_mark(mark.format(row="NEW"), vendor)], vendor
    )
    yield _build_trigger("terms_term", "INSERT", "NEW.parent_id > 0", _relist("NEW.parent_id", vendor), vendor)
    yield _build_trigger("terms_term", "DELETE", "OLD.parent_id > 0", _relist("OLD.parent_id", vendor), vendor)
    other_place = f"({_differs('parent_id', vendor)} OR {_differs('taxonomy', vendor)})"
    yield _build_trigger(
        "terms_term",
        "UPDATE",
        other_place,
        _relist("OLD.parent_id UNION SELECT NEW.parent_id UNION SELECT NEW.id", vendor),
        vendor,
    )
    bucket = (
        "SELECT {row}.scope AS scope, {row}.ref AS ref, {row}.type AS type, 'publish' AS status, "
        + sql.month("{row}.date", vendor)
        + " AS period"
    )
    yield _build_trigger("posts_listed", "INSERT", "", _count(bucket.format(row="NEW"), 1, vendor), vendor)
    yield _build_trigger("posts_listed", "DELETE", "", _count(bucket.format(row="OLD"), -1, vendor), vendor)
    yield _build_trigger("posts_post", "INSERT", counted_new, _stale("NEW", vendor), vendor)
    yield _build_trigger("posts_post", "DELETE", counted_old, _stale("OLD", vendor), vendor)
    reworded = " OR ".join(_differs(name, vendor) for name in _SEARCHED)
    yield _build_trigger(
        "posts_post", "UPDATE", f"({reworded}) AND ({counted_old} OR {counted_new})", _stale("NEW", vendor), vendor
    )
    if vendor == "postgresql":
        yield _build_trigger("posts_postbucket", "INSERT", f"random() < {FOLD}", [_fold()], vendor)


def _differs(column: str, vendor: str) -> str:
    return f'OLD."{column}" IS {"DISTINCT FROM" if vendor == "postgresql" else "NOT"} NEW."{column}"'


def _count(rows: str, step: int, vendor: str) -> list[str]:
    """One more or less in each bucket that a query names."""
    if vendor == "postgresql":
        return [f"INSERT INTO posts_postbucket ({sql.COLUMNS}, count) SELECT {sql.COLUMNS}, {step} FROM ({rows}) AS k;"]
    same = " AND ".join(f"b.{name} = k.{name}" for name in sql.KEY)
    make = (
        f"INSERT INTO posts_postbucket ({sql.COLUMNS}, count) SELECT {sql.COLUMNS}, 0 FROM ({rows}) AS k"
        f" WHERE NOT EXISTS (SELECT 1 FROM posts_postbucket b WHERE {same});"
    )
    add = f"UPDATE posts_postbucket SET count = count + {step} WHERE id IN (SELECT b.id FROM ({rows}) AS k JOIN posts_postbucket b ON {same});"
    return [make, add] if step > 0 else [add]


def _list_post(post: str, vendor: str) -> list[str]:
    """Return the lists of the terms that mark a post already."""
    marks = _MARKS.format(post=post)
    return [
        _insert(sql.listed(TERM, f"SELECT term_id AS ref, post_id FROM terms_termpost WHERE post_id = {post}"), vendor),
        _insert(
            sql.listed(
                TREE,
                f"SELECT id AS ref, {post} AS post_id FROM ({sql.above(marks)}) AS a WHERE {sql.has_below('a.id')}",
            ),
            vendor,
        ),
    ]


def _insert(rows: str, vendor: str) -> str:
    """Into the lists. PostgreSQL: what another transaction lists at the same moment (a term moves, a post is published) is no error."""
    columns = "scope, ref, type, date, post_id"
    same = "l.scope = r.scope AND l.ref = r.ref AND l.type = r.type AND l.date = r.date AND l.post_id = r.post_id"
    return (
        f"INSERT INTO posts_listed ({columns}) SELECT {columns} FROM"
        f" (SELECT 0 AS scope, 0 AS ref, '' AS type, NULL AS date, 0 AS post_id WHERE FALSE UNION ALL {rows}) AS r"
        f" WHERE NOT EXISTS (SELECT 1 FROM posts_listed l WHERE {same}){' ON CONFLICT DO NOTHING' if vendor == 'postgresql' else ''};"
    )


def _unlist(post: str, row: str) -> str:
    """Out of every list it may stand in: those of its terms and the ones above them."""
    marks = _MARKS.format(post=post)
    return (
        f"DELETE FROM posts_listed WHERE scope IN ({TERM}, {TREE}) AND ref IN ({sql.above(marks)})"
        f" AND type = {row}.type AND date = {row}.date AND post_id = {post};"
    )


def _list_mark(pair: str, vendor: str) -> list[str]:
    term = "SELECT NEW.term_id"
    return [
        _insert(sql.listed(TERM, pair), vendor),
        _insert(
            sql.listed(
                TREE,
                f"SELECT id AS ref, NEW.post_id AS post_id FROM ({sql.above(term)}) AS a WHERE {sql.has_below('a.id')}",
            ),
            vendor,
        ),
    ]


def _unlist_mark() -> list[str]:
    """Return a post lost a term: it stays in the lists above that another of its terms keeps it in."""
    own = "(SELECT {} FROM posts_post WHERE id = OLD.post_id)"
    post = f"type = {own.format('type')} AND date = {own.format('date')} AND post_id = OLD.post_id"
    kept = sql.above(_MARKS.format(post="OLD.post_id"))
    return [
        f"DELETE FROM posts_listed WHERE scope = {TERM} AND ref = OLD.term_id AND {post}"
        " AND NOT EXISTS (SELECT 1 FROM terms_termpost WHERE term_id = OLD.term_id AND post_id = OLD.post_id);",
        f"DELETE FROM posts_listed WHERE scope = {TREE} AND ref IN ({sql.above('SELECT OLD.term_id')}) AND {post} AND ref NOT IN ({kept});",
    ]


def _relist(terms: str, vendor: str) -> list[str]:
    """Return the tree changed: the lists of these terms and all above them are made anew."""
    roots = sql.above(f"SELECT {terms}")
    marks = f"({sql.below(roots)}) AS d JOIN terms_termpost m ON m.term_id = d.id"
    pairs = f"SELECT d.root AS ref, m.post_id FROM {marks} WHERE {sql.has_below('d.root')}"
    return [
        f"DELETE FROM posts_listed WHERE scope = {TREE} AND ref IN ({roots});",
        _insert(sql.listed(TREE, pairs), vendor),
    ]


def _stale(row: str, vendor: str) -> list[str]:
    """The index of words does not know the post any more as it is (see finding/)."""
    letters = f"/* letters {LETTERS} */ "
    if vendor == "postgresql":
        # Not DO NOTHING: the row is locked, so that nobody takes it for done before this change is there to be read.
        note = f"INSERT INTO posts_searchstale (post_id, whole) VALUES ({row}.id, FALSE)"
        return [f"{letters}{note} ON CONFLICT (post_id) DO UPDATE SET whole = FALSE;"]
    forget = f"{letters}DELETE FROM posts_searchstale WHERE post_id = {row}.id;"
    return [forget, f"INSERT INTO posts_searchstale (post_id, whole) VALUES ({row}.id, 0);"]


def _fold() -> str:
    """Sum the rows of the bucket up. Who finds somebody else at it goes on: nobody waits."""
    same = " AND ".join(f'"{name}" = NEW."{name}"' for name in sql.KEY)
    return (
        f"IF pg_try_advisory_xact_lock({LOCK}) THEN"
        f" WITH gone AS (DELETE FROM posts_postbucket WHERE {same} RETURNING count)"
        f" INSERT INTO posts_postbucket ({sql.COLUMNS}, count)"
        f" SELECT {', '.join(f'NEW.{name}' for name in sql.KEY)}, sum(count) FROM gone HAVING sum(count) <> 0;"
        " END IF;"
    )


def _build_trigger(table: str, verb: str, when: str, statements: Sequence[str], vendor: str) -> Trigger:
    text = " ".join(statements)
    mark = hashlib.blake2b(f"{when}{text}".encode(), digest_size=5).hexdigest()
    name = f"{PREFIX}{table}_{verb[0].lower()}_{mark}"
    if vendor == "postgresql":
        condition = f" WHEN ({when})" if when else ""
        return Trigger(
            name,
            table,
            (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $${f"BEGIN {text} RETURN NULL; END"}$$',
                f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" FOR EACH ROW{condition} EXECUTE FUNCTION "{name}"()',
            ),
        )
    return Trigger(
        name,
        table,
        (f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" {f"WHEN {when} " if when else ""}BEGIN {text} END',),
    )
