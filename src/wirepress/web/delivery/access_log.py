"""A line per request, in the combined format of web servers with the seconds taken behind it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from wirepress.web.delivery.http.ask import Ask

_UNSAFE: Final = dict.fromkeys(range(32), "?") | {34: "'", 92: "/", 127: "?"}


class AccessLog:
    """Writes to a file, or to standard output for `-`; lines wait a second at most. Without a name nothing is written."""

    def __init__(self, name: str) -> None:
        self._lines: list[str] = []
        self._file: TextIO | None = None
        if name:
            self._file = sys.stdout if name == "-" else open(name, "a", encoding="utf-8")  # noqa: SIM115, PTH123 - open for as long as the process lives
        self.on = self._file is not None

    def line(self, ask: Ask, status: int, size: int, seconds: float) -> None:
        """Note one request."""
        moment = datetime.now(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
        referer, agent = _text(ask.headers.get(b"referer", b"-")), _text(ask.headers.get(b"user-agent", b"-"))
        first = f"{_text(ask.method)} {_text(ask.target)} HTTP/1.1"
        self._lines.append(f'{ask.peer or "-"} - - [{moment}] "{first}" {status} {size} "{referer}" "{agent}" {seconds:.6f}\n')

    def flush(self) -> None:
        """Write what waits. A full disk loses lines of the log, never an answer."""
        if self._lines and self._file is not None:
            lines, self._lines = self._lines, []
            try:
                self._file.write("".join(lines))
                self._file.flush()
            except OSError:
                return


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").translate(_UNSAFE)
