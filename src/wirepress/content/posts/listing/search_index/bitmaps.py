"""Bitmaps of slots as the tables keep them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pyroaring import BitMap

CHUNK_BITS: Final = 16  # 65,536 slots: one container of a Roaring bitmap


def chunk_of(slot: int) -> int:
    """Return the row in which a slot stands."""
    return slot >> CHUNK_BITS


def load_bitmap(blobs: Iterable[Any]) -> BitMap:
    """Return all of several rows."""
    maps = [BitMap.deserialize(bytes(blob)) for blob in blobs]
    return BitMap.union(*maps) if maps else BitMap()


__all__ = ["CHUNK_BITS", "BitMap", "chunk_of", "load_bitmap"]
