"""Reads and writes options. All options are read in one query and kept for the request (or until one is written)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_started
from django.db import connection, transaction

from wirepress.content.locks import lock_name
from wirepress.content.options.declared_parts import PART, declared_parts
from wirepress.content.options.models import Option
from wirepress.content.options.registry import BY_NAME, cast_stored
from wirepress.core.database.rows import query_rows

_kept = threading.local()
_MISSING = object()


def forget(**_: Any) -> None:
    """Drop what this thread kept; the next read asks the database."""
    _kept.values = None


request_started.connect(forget)


def all_options() -> dict[str, Any]:
    """Name -> stored value of every option."""
    values: dict[str, Any] | None = getattr(_kept, "values", None)
    if values is None:
        stored = _rows()
        if stored != getattr(_kept, "stored", None):
            _kept.stored, _kept.derived = stored, {}
        values = _kept.values = {name: None if value is None else json.loads(value) for name, value in stored}
    return values


def _rows() -> list[tuple[str, str | None]]:
    """As the database has them. SQLite gives them in one row: each row is a step at which other threads may take the interpreter."""
    if connection.vendor == "sqlite":
        whole = query_rows(Option, "SELECT json_group_array(name), json_group_array(value) FROM options_option")[0]
        return list(zip(json.loads(whole[0]), json.loads(whole[1]), strict=True))
    return [(name, value) for name, value in query_rows(Option, "SELECT name, value FROM options_option")]


def derived_values() -> dict[Any, Any]:
    """Return a place for what is made of options and of nothing else that changes: this thread's, emptied when it reads other options than before.

    What is put there is shared by all later requests of the thread: nobody may change it.
    """
    all_options()
    found: dict[Any, Any] = _kept.derived
    return found


def use_options(values: dict[str, Any]) -> None:
    """Take these for all options in this thread, which never asks the database itself."""
    _kept.values, _kept.stored, _kept.derived = values, None, {}


def get(name: str, default: Any = _MISSING) -> Any:
    """Return the option's value in its type; its registered default when it was never stored."""
    field = BY_NAME.get(name)
    value = all_options().get(name, _MISSING)
    if value is _MISSING and name[-1:] == "]" and (part := PART.fullmatch(name)):
        whole = all_options().get(part["name"])
        value = (whole if isinstance(whole, dict) else declared_parts(part["name"])).get(part["key"], _MISSING)
    if value is _MISSING:
        if default is not _MISSING:
            return default
        return field.default if field else None
    return cast_stored(field, value) if field else value


def put(name: str, value: Any) -> None:
    """Store the value of one option."""
    put_many({name: value})


def put_many(values: dict[str, Any]) -> None:
    """Store several options in one transaction. `option[key]` names one part of an option that is a map."""
    with transaction.atomic():
        values = _merge_parts(values)
        Option.objects.bulk_create(
            [
                Option(name=name, value=value) for name, value in sorted(values.items())
            ],  # in one order: no two writers wait for each other
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["value"],
        )
    forget()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Inside, nobody else who says this name reads options in order to write them: what was read is still so when it is written."""
    with transaction.atomic():
        lock_name(f"option {name}")
        forget()
        yield


def _merge_parts(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with parts put into the options that they belong to, which are locked until the transaction ends."""
    parts = {name: match for name in values if (match := PART.fullmatch(name))}
    if not parts:
        return values
    names = {match["name"] for match in parts.values()}
    for name in sorted(names):
        lock_name(f"option {name}")
    maps = dict(Option.objects.select_for_update().filter(name__in=names).order_by("name").values_list("name", "value"))
    wholes = {
        name: dict(found) if isinstance(found := maps.get(name), dict) else declared_parts(name) for name in names
    }
    for name, match in parts.items():
        wholes[match["name"]][match["key"]] = values[name]
    return {**{name: value for name, value in values.items() if name not in parts}, **wholes}


def remove(name: str) -> None:
    """Forget an option; its default counts again."""
    Option.objects.filter(name=name).delete()
    forget()
