"""Writes a batch's growth into the tables, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import models

from wirepress.core.database.rows import execute, placeholders, query_rows
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.models import DayCount, DayReader, DaySketch, HourCount, MinuteCount
from wirepress.features.analytics.rollups.batch import Growth, Place, ReaderState
from wirepress.features.analytics.rollups.labels import label_numbers
from wirepress.features.analytics.rollups.sketch import Sketch
from wirepress.features.analytics.rollups.story_versions import version_numbers

_ROWS: Final = 400  # of one statement
NumberedPlace = tuple[date, int, int, int]


def number_places(growth: Growth) -> dict[tuple[int, int, str], int]:
    """Return the number of every text in the growth: of labels by (0, dimension, text), of versions by (post, dimension, token)."""
    texts = {(Dimension(place[2]), place[3], place[1]) for place in growth.days if isinstance(place[3], str)}
    texts |= {(Dimension(place[2]), place[3], 0) for place in growth.hours if isinstance(place[3], str)}
    labels = label_numbers({(kind, text) for kind, text, _ in texts if kind is not Dimension.VERSION})
    found = {(0, int(kind), text): number for (kind, text), number in labels.items()}
    tokens = {(post, token) for kind, token, post in texts if kind is Dimension.VERSION}
    return found | {
        (post, int(Dimension.VERSION), token): number for (post, token), number in version_numbers(tokens).items()
    }


def numbered(place: Place, numbers: Mapping[tuple[int, int, str], int]) -> NumberedPlace:
    """Return a place with a number for its value."""
    day, post, dimension, value = place
    if isinstance(value, int):
        return day, post, dimension, value
    return day, post, dimension, numbers[post if dimension == Dimension.VERSION else 0, dimension, value]


def write_days(rows: Iterable[tuple[NumberedPlace, Sequence[int]]]) -> None:
    """Add to the days' rows."""
    values = [(post, dimension, str(day), value, *growth) for (day, post, dimension, value), growth in rows]
    _add_rows(
        DayCount,
        ("post_id", "dimension", "day", "value"),
        ("views", "readers", "visits", "seconds", "events"),
        values,
    )


def write_hours(growth: Growth, numbers: Mapping[tuple[int, int, str], int]) -> None:
    """Add to the hours' rows."""
    values = [
        (
            post,
            dimension,
            str(hour),
            value if isinstance(value, int) else numbers[0, dimension, value],
            *counts,
        )
        for (hour, post, dimension, value), counts in growth.hours.items()
    ]
    _add_rows(HourCount, ("post_id", "dimension", "hour", "value"), ("views", "readers", "seconds"), values)


def write_minutes(growth: Growth) -> None:
    """Add to the minutes' rows."""
    values = [(minute, post, views) for (minute, post), views in growth.minutes.items()]
    _add_rows(MinuteCount, ("minute", "post_id"), ("views",), values)


def read_readers(keys: Iterable[tuple[date, int]]) -> dict[tuple[date, int], ReaderState]:
    """Return the states of those readers that are known."""
    found: dict[tuple[date, int], ReaderState] = {}
    columns = "first, last, last_post, last_hour, views, visits, seconds"
    for day, numbers in _by_day(keys):
        rows = query_rows(
            DayReader,
            f"SELECT reader, {columns} FROM {DayReader._meta.db_table} WHERE day = %s AND reader IN ({placeholders(numbers)})",
            (str(day), *numbers),
        )
        found |= {(day, row[0]): ReaderState(*row[1:]) for row in rows}
    return found


def write_readers(states: Mapping[tuple[date, int], ReaderState]) -> None:
    """Store the states."""
    columns = ("first", "last", "last_post", "last_hour", "views", "visits", "seconds")
    values = [
        (str(day), reader, *(getattr(state, name) for name in columns)) for (day, reader), state in states.items()
    ]
    _put_rows(DayReader, ("day", "reader"), columns, values)


def read_sketches(places: Iterable[NumberedPlace]) -> dict[NumberedPlace, Sketch]:
    """Return a sketch for each place, empty where there is none yet."""
    wanted = {place: Sketch() for place in places}
    groups: dict[tuple[date, int], list[NumberedPlace]] = {}
    for place in wanted:  # stories together, the site's values of a dimension together
        groups.setdefault((place[0], place[2]), []).append(place)
    for (day, dimension), members in groups.items():
        column = 1 if dimension == Dimension.TOTAL else 3
        fixed, free = ("value", "post_id") if column == 1 else ("post_id", "value")
        for start in range(0, len(members), 500):
            some = members[start : start + 500]
            rows = query_rows(
                DaySketch,
                f"SELECT {free}, registers FROM {DaySketch._meta.db_table}"
                f" WHERE day = %s AND dimension = %s AND {fixed} = 0 AND {free} IN ({placeholders(some)})",
                (str(day), dimension, *(place[column] for place in some)),
            )
            for number, registers in rows:
                place = (day, number, dimension, 0) if column == 1 else (day, 0, dimension, number)
                wanted[place] = Sketch(bytes(registers))
    return wanted


def write_sketches(sketches: Mapping[NumberedPlace, Sketch]) -> None:
    """Store those that have changed."""
    values = [
        (str(day), post, dimension, value, sketch.stored())
        for (day, post, dimension, value), sketch in sketches.items()
        if sketch.changed
    ]
    _put_rows(DaySketch, ("day", "post_id", "dimension", "value"), ("registers",), values)


def _by_day(keys: Iterable[tuple[date, int]]) -> Iterator[tuple[date, list[int]]]:
    days: dict[date, list[int]] = {}
    for day, number in keys:
        days.setdefault(day, []).append(number)
    for day, numbers in days.items():
        for start in range(0, len(numbers), 500):
            yield day, numbers[start : start + 500]


def _add_rows(model: type[models.Model], keys: Sequence[str], sums: Sequence[str], values: list[Any]) -> None:
    table = model._meta.db_table
    _upsert(model, keys, sums, values, ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums))


def _put_rows(model: type[models.Model], keys: Sequence[str], columns: Sequence[str], values: list[Any]) -> None:
    _upsert(model, keys, columns, values, ", ".join(f"{name} = excluded.{name}" for name in columns))


def _upsert(
    model: type[models.Model], keys: Sequence[str], columns: Sequence[str], values: list[Any], change: str
) -> None:
    """Write rows in the order of their keys, so that they lie together, and two writers never wait for each other crosswise."""
    row = f"({placeholders([*keys, *columns])})"
    values.sort(key=lambda one: one[: len(keys)])
    for start in range(0, len(values), _ROWS):
        some = values[start : start + _ROWS]
        execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join((*keys, *columns))}) VALUES {', '.join([row] * len(some))}"
            f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {change}",
            [value for one in some for value in one],
        )
