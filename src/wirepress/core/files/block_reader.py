"""Blocks of bytes as a file that is read forwards, for libraries that want one."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any


class BlockReader(io.RawIOBase):
    """A stream of blocks as a file."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks, self._left = iter(blocks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            try:
                self._left = next(self._blocks)
            except StopIteration:
                return 0
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
