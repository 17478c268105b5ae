"""Receives the bodies of requests in the loop, before a thread works on them: however slowly they arrive, no thread waits.

Small ones stay in memory, large ones go into a file that has no name. How long a body may take is watched by the connection
(see connection.py); how large it may be, and how many may come at a time, here.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections import Counter
from dataclasses import dataclass
from typing import IO, Any, cast

from wirepress.core.files import disk_full
from wirepress.server.request.summary import RequestSummary
from wirepress.settings import limits


class BodyRefused(Exception):
    """The body is refused. `status`: 413 (too large), 429 (too many from one address), 503 (too many), 507 (no room on the disk)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class ReceivedBody:
    """A body that has arrived whole. `file` is at its beginning; whoever uses it closes it. `size`: bytes."""

    file: IO[bytes]
    size: int


def has_body(request: RequestSummary) -> bool:
    """Return whether a body follows the head (RFC 9112, section 6.3)."""
    return b"transfer-encoding" in request.headers or request.headers.get(b"content-length", b"0") != b"0"


def body_limit(request: RequestSummary) -> int:
    """Return the most bytes that the request's body may have: files may be larger than texts."""
    kind = request.headers.get(b"content-type", b"").strip().lower()
    files = kind.startswith(b"multipart/form-data") or b"content-disposition" in request.headers
    return limits.UPLOAD_MAX if files else limits.BODY_MAX


class BodyReceiver:
    """Receives bodies for one process, and counts those under way."""

    def __init__(self) -> None:
        self._coming: Counter[str] = Counter()

    async def receive_body(
        self, request: RequestSummary, receive: Any, address: str, limit: int | None = None
    ) -> ReceivedBody | None:
        """Return the body; None where the client has gone. `address`: the sender's; `limit`: bytes, where its kind has a limit of its
        own. The request's headers then give its length instead of chunks. Raises BodyRefused."""
        if not has_body(request):
            return ReceivedBody(io.BytesIO(), 0)
        most = body_limit(request) if limit is None else limit
        if int(request.headers.get(b"content-length", b"0")[:20]) > most:
            raise BodyRefused(413)
        status = (
            503
            if self._coming.total() >= limits.BODIES_MAX
            else 429
            if self._coming[address] >= limits.BODIES_OF_ADDRESS
            else 0
        )
        if status:
            try:
                body = await asyncio.wait_for(_read(receive, most), limits.BODY_MOMENT)
            except TimeoutError:
                raise BodyRefused(status) from None
        else:
            self._coming[address] += 1
            try:
                body = await _read(receive, most)
            finally:
                self._coming[address] -= 1
                if not self._coming[address]:
                    del self._coming[address]
        if body is not None:
            headers = {name: value for name, value in request.headers.items() if name != b"transfer-encoding"}
            request.headers = headers | {b"content-length": b"%d" % body.size}
        return body


async def _read(receive: Any, most: int) -> ReceivedBody | None:
    file = cast(IO[bytes], tempfile.SpooledTemporaryFile(limits.BODY_IN_MEMORY))  # noqa: SIM115 - its user closes it
    try:
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                file.close()
                return None
            size += len(message["body"])
            if size > most:
                raise BodyRefused(413)
            file.write(message["body"])
            if not message["more_body"]:
                file.seek(0)
                return ReceivedBody(file, size)
    except OSError as error:
        file.close()
        raise BodyRefused(507 if disk_full.is_disk_full(error) else 503) from error
    except BaseException:
        file.close()
        raise
