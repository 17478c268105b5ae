"""How many different readers: exact for few, near enough for many."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.features.analytics.rollups.sketch import EXACT_MAX, Sketch

pytestmark = pytest.mark.pure


def _reader(number: int) -> int:
    return int.from_bytes(hashlib.blake2b(str(number).encode(), digest_size=8).digest(), "big") >> 1


@given(st.lists(st.integers(0, 2**63 - 1), max_size=60))
def test_few_are_counted_exactly(readers: list[int]) -> None:
    sketch = Sketch()
    for reader in readers:
        sketch = Sketch(sketch.stored())
        grown = sketch.add(reader)
        assert grown in (0, 1)
    assert len(sketch) == len({reader & 0xFFFFFFFF for reader in readers})


@pytest.mark.parametrize("count", [EXACT_MAX, EXACT_MAX + 1, 5_000, 60_000])
def test_many_are_counted_nearly(count: int) -> None:
    sketch, grown = Sketch(), 0
    for number in range(count):
        grown += sketch.add(_reader(number))
        if number % 9973 == 0:
            sketch = Sketch(sketch.stored())
    assert abs(len(sketch) - count) <= (0 if count <= EXACT_MAX + 1 else count * 0.05)
    assert grown == len(sketch)
    assert not sum(sketch.add(_reader(number)) for number in range(count)), "known ones add nothing"
    assert len(sketch.stored()) < 4200
