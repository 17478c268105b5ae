"""Texts that counts are broken down by, as numbers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from wirepress.core.database.rows import execute, query_rows
from wirepress.features.analytics.dimensions import LABEL_MAX, Dimension
from wirepress.features.analytics.models import Label

MOST: Final = 200_000  # texts of one dimension; further ones are counted together
OTHER: Final = "(other)"
_TABLE: Final = Label._meta.db_table
_KEPT: Final = 50_000
_Key = tuple[int, str]
_known: OrderedDict[_Key, int] = OrderedDict()


def label_numbers(wanted: Iterable[tuple[Dimension, str]]) -> dict[tuple[Dimension, str], int]:
    """Return the number of each text; new ones are written. To be called inside the transaction that counts them."""
    pairs = {(dimension, text): (int(dimension), cut(text)) for dimension, text in wanted}
    numbers: dict[_Key, int] = {}
    missing: list[_Key] = []
    for key in dict.fromkeys(pairs.values()):
        if key in _known:
            numbers[key] = _known[key]
            _known.move_to_end(key)
        else:
            missing.append(key)
    numbers |= _find(missing)
    new = [key for key in missing if key not in numbers]
    if new:
        numbers |= _insert(new)
    return {pair: numbers[key] for pair, key in pairs.items()}


def keep(numbers: dict[tuple[Dimension, str], int]) -> None:
    """Remember numbers that are committed."""
    for (dimension, text), number in numbers.items():
        _known[int(dimension), cut(text)] = number
    while len(_known) > _KEPT:
        _known.popitem(last=False)


def forget() -> None:
    """Forget all: another database is open."""
    _known.clear()


def cut(text: str) -> str:
    """Return a text as it is stored: one line, no NUL, not too long."""
    return " ".join(text.replace("\x00", "").split())[:LABEL_MAX]


def _find(keys: list[_Key]) -> dict[_Key, int]:
    found: dict[_Key, int] = {}
    for dimension in {key[0] for key in keys}:
        texts = [key[1] for key in keys if key[0] == dimension]
        for start in range(0, len(texts), 500):
            some = texts[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            rows = query_rows(
                Label, f"SELECT id, text FROM {_TABLE} WHERE dimension = %s AND text IN ({marks})", (dimension, *some)
            )
            found |= {(dimension, text): number for number, text in rows}
    return found


def _insert(keys: list[_Key]) -> dict[_Key, int]:
    """Write new texts; those of a dimension that is full become OTHER."""
    full = {dimension for dimension in {key[0] for key in keys} if _count(dimension) >= MOST}
    fresh = [key for key in keys if key[0] not in full] + [(dimension, OTHER) for dimension in full]
    for start in range(0, len(fresh), 400):
        some = fresh[start : start + 400]
        marks = ", ".join(["(%s, %s)"] * len(some))
        values = [value for key in some for value in key]
        execute(
            f"INSERT INTO {_TABLE} (dimension, text) VALUES {marks} ON CONFLICT (dimension, text) DO NOTHING", values
        )
    found = _find(fresh)
    return {key: found[(key[0], OTHER) if key[0] in full else key] for key in keys}


def _count(dimension: int) -> int:
    return int(query_rows(Label, f"SELECT COUNT(*) FROM {_TABLE} WHERE dimension = %s", (dimension,))[0][0])
