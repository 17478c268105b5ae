"""Many new rows of one table at once: whoever hears of rows one by one may hear of all of them together, which is far quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Final

from django.db import transaction

FEW: Final = 50  # rows; fewer are not worth it
# Given a table, a column of whole numbers, and its values in the new rows; the rows are written inside of it, in one transaction.
Hearing = Callable[[str, str, Sequence[int]], AbstractContextManager[None]]
_hearing: list[Hearing] = []


def hear_bulk_inserts(hearing: Hearing) -> None:
    """Register what goes around every insert of many rows."""
    if hearing not in _hearing:
        _hearing.append(hearing)


@contextmanager
def bulk_insert(table: str, column: str, values: Sequence[object]) -> Iterator[None]:
    """Go around the insert of new rows. `column`, `values`: by what they are found; what is no whole number is heard row by row."""
    numbers = [value for value in values if isinstance(value, int)]
    if len(numbers) < FEW or len(numbers) < len(values):
        yield
        return
    with transaction.atomic(), ExitStack() as stack:
        for hearing in _hearing:
            stack.enter_context(hearing(table, column, numbers))
        yield
