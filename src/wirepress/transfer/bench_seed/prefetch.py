"""The next chunk of stories is invented by a second process while this one puts the former into the database."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor

from wirepress.transfer.bench_seed.stories import Plan, Story, chunk
from wirepress.transfer.bench_seed.words import Stock


def chunks(plan: Plan, stock: Stock, first: int, size: int) -> Generator[list[Story]]:
    """The chunks of the plan from `first` on, in their order."""
    numbers = range(first, -(-plan.posts // size))
    if not numbers:
        return
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin, (plan, stock, size)) as pool:
        try:
            coming = pool.submit(_chunk, numbers[0])
            for number in numbers[1:]:
                made, coming = coming.result(), pool.submit(_chunk, number)
                yield made
            yield coming.result()
        finally:
            pool.shutdown(cancel_futures=True)


_work: list[tuple[Plan, Stock, int]] = []  # of the second process


def _begin(plan: Plan, stock: Stock, size: int) -> None:
    _work[:] = [(plan, stock, size)]


def _chunk(number: int) -> list[Story]:
    plan, stock, size = _work[0]
    return list(chunk(plan, stock, number, size))
