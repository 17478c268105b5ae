"""The Date header, written once a second."""

from __future__ import annotations

import time
from email.utils import formatdate


class DateHeader:
    """`now()`: this second, and the Date line with the end of a head."""

    def __init__(self) -> None:
        self._second, self._line = -1, b""

    def now(self) -> tuple[int, bytes]:
        """Return unix seconds, and `date: ...` with the empty line that ends a head."""
        second = int(time.time())
        if second != self._second:
            self._line = b"date: " + formatdate(second, usegmt=True).encode() + b"\r\n\r\n"
            self._second = second
        return self._second, self._line


DATE_HEADER = DateHeader()
