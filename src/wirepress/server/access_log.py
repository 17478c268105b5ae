"""The access log: one line for each request, in the combined format of web servers, followed by the seconds that it took."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Final

import structlog

from wirepress.server.request.summary import RequestSummary

log = structlog.get_logger(__name__)
_UNSAFE: Final = dict.fromkeys(range(32), "?") | {34: "'", 92: "/", 127: "?"}


class AccessLog:
    """Writes the access log to a file, or to standard output for `-`. Lines are buffered for a second at most. Without a name nothing is written.

    Several processes append to one file: each batch of lines is one write, so that no line is torn.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []
        self._file = -1
        self.reopen()

    @property
    def is_enabled(self) -> bool:
        """Return whether an access log is written at all."""
        return self._file >= 0

    def reopen(self) -> None:
        """Open the file again, because the old one was moved away. When that fails, go on with the old one."""
        if not self._name:
            return
        self.flush()
        try:
            new = (
                sys.stdout.fileno()
                if self._name == "-"
                else os.open(self._name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
            )
        except OSError as error:
            log.error("access_log.not_opened", file=self._name, error=str(error))
            return
        if self._file >= 0 and self._name != "-":
            os.close(self._file)
        self._file = new

    def log_request(
        self, request: RequestSummary, status: int, size: int, seconds: float, version: str = "1.1"
    ) -> None:
        """Add the line of one request: its answer's status, the bytes of its body, and the seconds taken."""
        moment = datetime.now(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
        referer, agent = _text(request.headers.get(b"referer", b"-")), _text(request.headers.get(b"user-agent", b"-"))
        first = f"{_text(request.method)} {_text(request.target)} HTTP/{version}"
        self._lines.append(
            f'{request.peer or "-"} - - [{moment}] "{first}" {status} {size} "{referer}" "{agent}" {seconds:.6f}\n'
        )

    def flush(self) -> None:
        """Write the buffered lines. A full disk loses lines of the log, never an answer."""
        if self._lines and self.is_enabled:
            lines, self._lines = self._lines, []
            try:
                os.write(self._file, "".join(lines).encode())
            except OSError:
                return


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").translate(_UNSAFE)
