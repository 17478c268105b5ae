"""Writes many rows of one model at once: new ones are inserted, changed ones updated, equal ones left alone.

Plain SQL below Django's models, since an import writes millions of rows; values still pass through the model's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final, TypeAlias

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from wirepress.core.cache.bulk_inserts import bulk_insert
from wirepress.core.fields import SortKeyField, sort_key
from wirepress.transfer.report import Tally

Values = Mapping[str, Any]  # field name -> value; every row of a batch names the same fields
TOGETHER: Final = 100  # rows of one statement for PostgreSQL
AnyField: TypeAlias = "models.Field[Any, Any]"


def upsert_rows(model: type[models.Model], rows: Iterable[Values], key: Sequence[str] = ("id",)) -> Tally:
    """Write the rows; `key` names the fields that identify one (the first narrows the look-up). The last of equal keys wins.

    A row names only the fields it is about: others keep what they had, or get the model's default in a new row.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    if not wanted:
        return Tally()
    names = [name for name in next(iter(wanted.values())) if name not in key]
    present = _stored_rows(model, key, names, [identity[0] for identity in wanted])
    new = [row for identity, row in wanted.items() if identity not in present]
    changed = [
        row
        for identity, row in wanted.items()
        if identity in present and not _is_same(present[identity], tuple(row[name] for name in names))
    ]
    _insert(model, new, key, names)
    _update(model, changed, key, names)
    return Tally(
        read=len(wanted), created=len(new), updated=len(changed), unchanged=len(wanted) - len(new) - len(changed)
    )


def update_rows(model: type[models.Model], rows: Iterable[Values], key: Sequence[str] = ("id",)) -> Tally:
    """Like upsert(), for rows that must be there already: those that are not are left out (and not counted)."""
    wanted = {tuple(row[name] for name in key): row for row in rows}
    if not wanted:
        return Tally()
    names = [name for name in next(iter(wanted.values())) if name not in key]
    present = _stored_rows(model, key, names, [identity[0] for identity in wanted])
    changed = [
        row
        for identity, row in wanted.items()
        if identity in present and not _is_same(present[identity], tuple(row[name] for name in names))
    ]
    _update(model, changed, key, names)
    return Tally(read=len(present), updated=len(changed), unchanged=len(present) - len(changed))


def _stored_rows(
    model: type[models.Model], key: Sequence[str], names: Sequence[str], first: Sequence[Any]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    if key == ("id",) and min(first) > (model._default_manager.aggregate(highest=models.Max("id"))["highest"] or 0):
        return {}  # the usual case of a first import, where rows come in the order of their ids
    found = model._default_manager.filter(**{f"{key[0]}__in": first}).values_list(*key, *names)
    return {tuple(row[: len(key)]): tuple(row[len(key) :]) for row in found}


def _is_same(stored: tuple[Any, ...], wanted: tuple[Any, ...]) -> bool:
    """Equal in value and kind: WordPress's "1", 1 and true are different meta values, though 1 == True in Python."""
    return stored == wanted and all(
        type(old) is type(new) and (not isinstance(old, list | dict) or repr(old) == repr(new))
        for old, new in zip(stored, wanted, strict=True)
    )


def _insert(model: type[models.Model], rows: Sequence[Values], key: Sequence[str], names: Sequence[str]) -> None:
    if not rows:
        return
    given = {_field(model, name): name for name in (*key, *names)}
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or field in given]
    columns = ", ".join(_quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    conflict = ", ".join(_quote_name(_field(model, name).column) for name in key)
    changed = [_field(model, name) for name in names] + [one for one in _sort_keys(model) if one.source in names]
    changes = ", ".join(f"{column} = excluded.{column}" for column in (_quote_name(field.column) for field in changed))
    then = f"DO UPDATE SET {changes}" if changes else "DO NOTHING"
    table = _quote_name(model._meta.db_table)
    sources = [_value_source(field, given) for field in fields]
    first = _field(model, key[0])
    with (
        bulk_insert(model._meta.db_table, first.column or "", [row[key[0]] for row in rows]),
        connection.cursor() as cursor,
    ):
        start, end = f"INSERT INTO {table} ({columns}) VALUES ", f" ON CONFLICT ({conflict}) {then}"
        if connection.vendor == "sqlite":
            values = [[source(row) for source in sources] for row in rows]
            cursor.executemany(f"{start}({marks}){end}", values)
            return
        for at in range(0, len(rows), TOGETHER):  # a statement for each row would cost a server far more than the row
            some = rows[at : at + TOGETHER]
            cursor.execute(
                f"{start}{', '.join([f'({marks})'] * len(some))}{end}",
                [source(row) for row in some for source in sources],
            )


def _update(model: type[models.Model], rows: Sequence[Values], key: Sequence[str], names: Sequence[str]) -> None:
    if not rows or not names:
        return
    fields = [_field(model, name) for name in names] + [one for one in _sort_keys(model) if one.source in names]
    keys = [_field(model, name) for name in key]
    changes = ", ".join(f"{_quote_name(field.column)} = %s" for field in fields)
    where = " AND ".join(f"{_quote_name(field.column)} = %s" for field in keys)
    given = {_field(model, name): name for name in (*key, *names)}
    sources = [_value_source(field, given) for field in (*fields, *keys)]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {_quote_name(model._meta.db_table)} SET {changes} WHERE {where}",
            [[source(row) for source in sources] for row in rows],
        )


def _value_source(field: AnyField, given: Mapping[AnyField, str]) -> Callable[[Values], Any]:
    """Return how a column's stored value comes out of a row: from the row, from the text that it sorts, or as the model's default."""
    if field in given:
        name = given[field]
        if type(field) in _PLAIN:  # what comes is what is stored already: Django would only ask around
            return itemgetter(name)
        return _encoder(field, name)
    if isinstance(field, SortKeyField) and field.source in given.values():
        source = field.source
        return lambda row: sort_key(row[source] or "")
    default = field.get_db_prep_save(field.get_default(), connections[DEFAULT_DB_ALIAS])
    return lambda row: default


def _encoder(field: AnyField, name: str) -> Callable[[Values], Any]:
    """Return how Django stores a value, with a short way for the usual kinds of values."""
    here = connections[DEFAULT_DB_ALIAS]  # not the proxy, which looks for it every time
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    kind = _USUAL.get(type(target), object)
    plain = kind is not datetime or not settings.USE_TZ
    adapt: Callable[[Any], Any] = str if kind is datetime and here.vendor == "sqlite" else lambda value: value

    def encode(row: Values) -> Any:
        value: Any = row[name]
        usual = plain and type(value) is kind
        if usual and (kind is not datetime or value.tzinfo is None):
            return adapt(value)
        return field.get_db_prep_save(value, here)

    return encode


_USUAL: Final[Mapping[type[AnyField], type]] = {
    models.DateTimeField: datetime,
    models.BooleanField: bool,
    models.BigAutoField: int,
    models.BigIntegerField: int,
    models.IntegerField: int,
}
_PLAIN: Final = frozenset(
    (models.CharField, models.TextField, models.IntegerField, models.BigIntegerField, models.BigAutoField)
)


def _sort_keys(model: type[models.Model]) -> list[SortKeyField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SortKeyField)]


def _field(model: type[models.Model], name: str) -> AnyField:
    """Return the field by its name or its attribute name (`post_id` of the relation `post`)."""
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))


def _quote_name(name: str | None) -> str:
    assert name is not None
    return connection.ops.quote_name(name)
