"""The SQL of triggers: one for each table, kind of change and verb, for both databases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from wirepress.core.cache.watched import Watched
from wirepress.core.database.triggers import Trigger

PREFIX: Final = "wirepress_heard_"
CHANNEL: Final = "wirepress_changes"
XID: Final = "pg_current_xact_id()::text::bigint"
REF_MAX: Final = 191  # characters of what a change is about
_TEXT: Final = f"varchar({REF_MAX})"  # PostgreSQL cuts what is longer, instead of ending the write
VERBS: Final = ("INSERT", "UPDATE", "DELETE")
RESTING: Final = "wirepress.resting"  # PostgreSQL: 'on' in a transaction that records many new rows together
_AWAKE: Final = f"COALESCE(current_setting('{RESTING}', true), '') <> 'on'"
_SQLITE_MARK: Final = "hex(randomblob(8)), 0"
_POSTGRESQL_MARK: Final = f"gen_random_uuid()::text, {XID}"
# Of rows of this very transaction: nobody else ever waits for one, or makes it wait.
_CLASH: Final = "DO UPDATE SET level = GREATEST(delivery_stale.level, EXCLUDED.level), mark = EXCLUDED.mark"


def build_triggers(watched: Watched, columns: Sequence[str], vendor: str) -> Iterator[Trigger]:
    """Yield the triggers for one kind of change. `columns`: all of the table; `vendor`: sqlite or postgresql."""
    for verb in VERBS:
        make = _postgresql_trigger if vendor == "postgresql" else _sqlite_trigger
        yield make(watched, [one for one in columns if one not in watched.ignore], verb)


def _row_names(verb: str) -> tuple[str, ...]:
    return {"INSERT": ("NEW",), "DELETE": ("OLD",)}.get(verb, ("OLD", "NEW"))


def _condition(watched: Watched, columns: Sequence[str], verb: str, differs: str) -> str:
    """Return the SQL condition under which a change counts: the row is meant before or after it, and a column that counts differs."""
    parts = []
    if watched.only:
        parts.append("(" + " OR ".join(f"({watched.only.format(row=row)})" for row in _row_names(verb)) + ")")
    if verb == "UPDATE":
        counted = watched.columns or columns
        parts.append("(" + " OR ".join(differs.format(column=f'"{name}"') for name in counted) + ")")
    return " AND ".join(parts)


def _trigger_name(watched: Watched, verb: str, text: str) -> str:
    mark = hashlib.blake2b(text.encode(), digest_size=5).hexdigest()
    return f"{PREFIX}{watched.table}_{verb[0].lower()}_{mark}"


def _ref_expressions(watched: Watched, verb: str) -> list[str]:
    """Return SQL for the objects that the change is about. An update that moves a row to another owner is about both."""
    if verb != "UPDATE" or watched.ref in ("id", "name"):
        return [f'{_row_names(verb)[-1]}."{watched.ref}"']
    return [f'OLD."{watched.ref}"', f'NEW."{watched.ref}"']


def _stale_documents_query(watched: Watched, verb: str, given: str = "") -> str:
    """Return the query for the documents that the change makes stale: post, level (1: only their live values), a new mark, the
    transaction. No post comes twice. `given`: a query for what the change is about, in place of the trigger's row."""
    level = 1 if _is_live(watched) else 2
    marked = f"{level}, {{mark}}"
    kept = f"SELECT id, {marked} FROM delivery_document"
    refs = _ref_expressions(watched, verb)
    given = given or " UNION ".join(f"SELECT {ref} AS ref" for ref in refs)
    by_kind = {
        "own": f"SELECT ref AS id, {marked} FROM ({given}) AS given WHERE ref > 0",
        "term": f"SELECT id, {marked} FROM (SELECT DISTINCT post_id AS id FROM terms_termpost WHERE term_id IN ({given})) AS marked",
        "author": f"SELECT id, {marked} FROM posts_post WHERE author_id IN ({given})",
        "shown": f"SELECT id, {marked} FROM (SELECT DISTINCT post_id AS id FROM delivery_shows WHERE shown_id IN ({given})) AS showing",
        # The way to a category leads through those above it, and the default one stands in for none.
        "paths": f"{kept} WHERE EXISTS (SELECT 1 FROM terms_term below WHERE below.parent_id IN ({given}))"
        # Compared as texts: whoever wrote the option, nothing in it can end a write. Older imports stored a text, so quotes may stand around it.
        f" OR CAST({refs[0]} AS {_TEXT}) IN (SELECT trim(value, ' \"') FROM options_option WHERE name = 'default_category')",
        "all": kept,
        "none": "",
    }
    by_kind["live"] = by_kind["own"]
    new = ("author", "term", "paths") if verb == "INSERT" else ()  # nothing shows yet what is only now being made
    queries = [by_kind[name] for name in watched.documents.split() if name not in new and by_kind[name]]
    if len(queries) < 2:
        return "".join(queries)
    ids = " UNION ".join(f"SELECT id FROM ({query}) AS one" for query in queries)
    return f"SELECT id, {marked} FROM ({ids}) AS every"


def _is_live(watched: Watched) -> bool:
    return watched.documents == "live"


def _sqlite_trigger(watched: Watched, columns: Sequence[str], verb: str) -> Trigger:
    when = _condition(watched, columns, verb, "OLD.{column} IS NOT NEW.{column}")
    refs = " UNION ".join(f"SELECT '{watched.kind}', COALESCE({ref}, ''), 0" for ref in _ref_expressions(watched, verb))
    stale = _stale_documents_query(watched, verb).format(mark=_SQLITE_MARK)
    then = _sqlite_stale(stale, live=_is_live(watched)) if stale else ""
    body = (
        f'AFTER {verb} ON "{watched.table}" {f"WHEN {when} " if when else ""}'
        f"BEGIN INSERT INTO delivery_change (kind, ref, xid) {refs};{then} END"
    )
    name = _trigger_name(watched, verb, body)
    return Trigger(name, watched.table, (f'CREATE TRIGGER "{name}" {body}',))


def _sqlite_stale(stale: str, *, live: bool) -> str:
    """Return the statement that marks documents stale. It avoids OR REPLACE: inside a trigger the clause of the outer statement
    would win (sqlite.org, CREATE TRIGGER)."""
    if live:
        return f" INSERT INTO delivery_stale (id, level, mark, xid) SELECT * FROM ({stale}) AS made WHERE id NOT IN (SELECT id FROM delivery_stale);"
    return f" DELETE FROM delivery_stale WHERE id IN (SELECT id FROM ({stale})); INSERT INTO delivery_stale (id, level, mark, xid) {stale};"


def _postgresql_trigger(watched: Watched, columns: Sequence[str], verb: str) -> Trigger:
    when = _condition(watched, columns, verb, "OLD.{column}::text IS DISTINCT FROM NEW.{column}::text")
    refs = " UNION ".join(
        f"SELECT '{watched.kind}', COALESCE({ref}::{_TEXT}, ''), {XID}" for ref in _ref_expressions(watched, verb)
    )
    stale = _stale_documents_query(watched, verb).format(mark=_POSTGRESQL_MARK)
    then = f" {_postgresql_stale(stale)};" if stale else ""
    inside = f"BEGIN INSERT INTO delivery_change (kind, ref, xid) {refs};{then} PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END"
    when = " AND ".join(part for part in (_AWAKE if verb == "INSERT" else "", when) if part)
    head = f'AFTER {verb} ON "{watched.table}" FOR EACH ROW {f"WHEN ({when})" if when else ""}'
    name = _trigger_name(watched, verb, inside + head)[:63]
    return Trigger(
        name,
        watched.table,
        (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $${inside}$$',
            f'CREATE TRIGGER "{name}" {head} EXECUTE FUNCTION "{name}"()',
        ),
    )


def _postgresql_stale(stale: str) -> str:
    return f"INSERT INTO delivery_stale (id, level, mark, xid) {stale} ON CONFLICT (id, xid) {_CLASH}"


def can_be_recorded_together(watched: Watched) -> bool:
    """Return whether what new rows change can be recorded for many of them by bulk_statements()."""
    return set(watched.documents.split()) <= {"own", "shown", "none"}


def bulk_statements(watched: Watched, column: str, vendor: str) -> Iterator[str]:
    """Yield what records many new rows. Every `%s` stands for the values of `column` in them: a list, for SQLite as a text of JSON."""
    postgresql = vendor == "postgresql"
    among = "= ANY(%s)" if postgresql else "IN (SELECT value FROM json_each(%s))"
    rows = f'FROM "{watched.table}" AS fresh WHERE fresh."{column}" {among}'
    if watched.only:
        rows += f" AND ({watched.only.format(row='fresh').replace('%', '%%')})"
    ref = f"COALESCE(fresh.\"{watched.ref}\"{f'::{_TEXT}' if postgresql else ''}, '')"
    yield f"INSERT INTO delivery_change (kind, ref, xid) SELECT DISTINCT '{watched.kind}', {ref}, {XID if postgresql else 0} {rows}"
    given = f'SELECT DISTINCT fresh."{watched.ref}" AS ref {rows}'
    stale = _stale_documents_query(watched, "INSERT", given)
    if stale and postgresql:
        yield _postgresql_stale(stale.format(mark=_POSTGRESQL_MARK))
    elif stale:
        stale = stale.format(mark=_SQLITE_MARK)
        yield f"DELETE FROM delivery_stale WHERE id IN (SELECT id FROM ({stale}))"
        yield f"INSERT INTO delivery_stale (id, level, mark, xid) {stale}"
