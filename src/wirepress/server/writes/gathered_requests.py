"""Tells which requests are gathered writes, and answers them. Everything that is not plain is left to Django."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from wirepress.content.options.features import extensions
from wirepress.core.hooks import GatheredWrite
from wirepress.core.php import json as php_json
from wirepress.core.rest.routes import Request
from wirepress.server.request.summary import RequestSummary, is_anonymous
from wirepress.server.writes.group_commit import GroupCommit
from wirepress.web.rest.request.identify import READER
from wirepress.web.rest.response import headers as rest_headers

if TYPE_CHECKING:
    from wirepress.server.watch.readers import Readers

BODY_MAX: Final = 1024  # bytes
_ENDPOINT: Final = re.compile(rb"(?:/index\.php|/)\?rest_route=([^&?#]+)\Z|(?:/index\.php)?/wp-json(/[^?#]+)\Z")
Pairs = list[tuple[bytes, bytes]]


def route_of(target: bytes) -> str | None:
    """Return the REST route that a plain address names; None for any other address."""
    door = _ENDPOINT.match(target)
    return unquote((door[1] or door[2]).decode("ascii")) if door is not None else None


class GatheredRequests:
    """The gathered writes of one process, as the features that are switched on declare them."""

    def __init__(self, readers: Readers, wait_until_heard: Callable[[], Awaitable[None]]) -> None:
        self._readers, self._settle = readers, wait_until_heard
        self._kinds: list[tuple[re.Pattern[str], GatheredWrite, GroupCommit]] = []
        self._batches: dict[str, GroupCommit] = {}

    def read_declarations(self) -> None:
        """Ask the features for their declarations, after the options were read in this thread."""
        declared: Sequence[GatheredWrite] = extensions().declared("gathered_writes")
        self._kinds = [(re.compile(kind.pattern), kind, self._batch(kind)) for kind in declared]

    def forget(self) -> None:
        """Forget the declarations, because the options have changed. Until they are read again Django answers."""
        self._kinds = []

    def _batch(self, kind: GatheredWrite) -> GroupCommit:
        return self._batches.setdefault(kind.pattern, GroupCommit(kind.write, self._settle, kind.pause))

    def is_gathered_write(self, request: RequestSummary) -> bool:
        """Return whether the request may be a gathered write, so that its body is worth reading."""
        size = request.headers.get(b"content-length", b"")
        return bool(
            self._kinds
            and request.method == b"POST"
            and size.isdigit()
            and int(size) <= BODY_MAX
            and request.headers.get(b"content-type", b"").lower().startswith(b"application/json")
            and is_anonymous(request)
            and self._find(request.target)
        )

    def _find(self, target: bytes) -> tuple[re.Match[str], GatheredWrite, GroupCommit] | None:
        route = route_of(target)
        if route is None:
            return None
        return next(
            ((found, kind, batch) for pattern, kind, batch in self._kinds if (found := pattern.fullmatch(route))), None
        )

    async def answer(self, request: RequestSummary, body: bytes) -> tuple[Pairs, bytes] | None:
        """Return headers and body of the 200; None: ask Django. Raises QueueFull."""
        place = self._find(request.target)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if place is None:
            return None
        found, kind, batch = place
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers.items()}
        item = kind.read(found, data, headers, self._readers.identify(request)[0])
        if item is None:
            return None
        said = await batch.submit(item)
        return (_headers(kind, headers), php_json.encode(said)) if said is not None else None


def _headers(kind: GatheredWrite, headers: dict[str, str]) -> Pairs:
    request = Request("POST", "", READER, headers=headers, attributes={"http_method": "POST"})
    sent = {
        "Content-Type": "application/json; charset=UTF-8",
        **rest_headers.common_headers(headers, "POST"),
        **kind.headers,
        "Allow": kind.allow,
        **rest_headers.cors_headers(request),
    }
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()]
