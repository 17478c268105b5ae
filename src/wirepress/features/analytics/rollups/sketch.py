"""How many different readers there were: exact while they are few, then estimated with 4 KB, as they come.

Registers are HyperLogLog's (Flajolet and others, 2007), 4,096 of them. They are counted as they change, not by their end state ("historic
inverse probability", Cohen 2014, Ting 2014), which needs one writer and has a standard error of 1.3 percent; and it says of each reader
by how much the count has grown, so that parts add up to the whole.
"""

from __future__ import annotations

import struct
from array import array
from typing import Final

EXACT_MAX: Final = 512  # readers that are kept one by one
_BITS: Final = 12
_SIZE: Final = 1 << _BITS
_EXACT: Final = b"\x00"
_REGISTERS: Final = b"\x01"
_HEAD: Final = struct.Struct("<d")


class Sketch:
    """A set of readers (whole numbers, evenly spread). `changed`: it has to be stored again."""

    __slots__ = ("_count", "_few", "_registers", "_sum", "changed")

    def __init__(self, stored: bytes = b"") -> None:
        self._few: set[int] | None = set()
        self._registers = bytearray()
        self._sum = self._count = 0.0
        self.changed = False
        if stored[:1] == _REGISTERS:
            self._few, self._registers = None, bytearray(stored[1 + _HEAD.size :])
            self._count = _HEAD.unpack_from(stored, 1)[0]
            self._sum = sum(self._registers.count(rank) * 2.0**-rank for rank in set(self._registers))
        elif stored:
            numbers = array("I")
            numbers.frombytes(stored[1:])
            self._few = set(numbers)
            self._count = float(len(self._few))

    def __len__(self) -> int:
        return int(self._count)

    def add(self, reader: int) -> int:
        """Take a reader in. Return by how much the count has grown: 1 for a new one while all are known, 0 for one who is in it."""
        number = reader & 0xFFFFFFFF
        before = int(self._count)
        if self._few is not None:
            if number in self._few:
                return 0
            self._few.add(number)
            self._count += 1
            self.changed = True
            if len(self._few) > EXACT_MAX:
                self._begin_registers()
        else:
            self._raise(number)
        return int(self._count) - before

    def stored(self) -> bytes:
        """Return the bytes that make it again."""
        if self._few is not None:
            return _EXACT + array("I", sorted(self._few)).tobytes()
        return _REGISTERS + _HEAD.pack(self._count) + bytes(self._registers)

    def _begin_registers(self) -> None:
        few, count, self._few = self._few or set(), self._count, None
        self._registers, self._sum = bytearray(_SIZE), float(_SIZE)
        for one in few:
            self._raise(one)
        self._count = count  # these are known exactly

    def _raise(self, number: int) -> None:
        place, rest = number & (_SIZE - 1), number >> _BITS
        rank = 32 - _BITS - rest.bit_length() + 1
        old = self._registers[place]
        if rank > old:
            self._count += _SIZE / self._sum
            self._registers[place] = rank
            self._sum += 2.0**-rank - 2.0**-old
            self.changed = True
