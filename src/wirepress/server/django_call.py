"""Calls Django for one page or document, without a server in between."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest, get_script_name
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection
from django.urls import set_script_prefix

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.core.cache import depends
from wirepress.core.database import replicas
from wirepress.core.database.address import driver_errors
from wirepress.core.http.query_names import declare_query_names
from wirepress.server.request.summary import RequestSummary
from wirepress.settings import limits

DATABASE_ERRORS: Final[tuple[type[Exception], ...]] = (
    DatabaseError,
    InterfaceError,
    sqlite3.Error,
    *driver_errors(connection.vendor),
)


@dataclass(slots=True)
class DjangoResponse:
    """An answer that Django made just now, and what it depends on. `broken`: the database could not be reached."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    depends: depends.Dependencies
    broken: bool = False
    midnight: float = 0.0  # unix seconds of the site's next

    def header(self, name: bytes) -> bytes:
        """Return a header's value, empty when there is none. The name is in lower case."""
        return next((value for found, value in self.headers if found == name), b"")


def _note_database_error(request: Any = None, **_: Any) -> None:
    """Note on the request whether the database failed. The exception itself is not kept, because its frames hold so much."""
    if request is not None:
        request.failed_database = isinstance(sys.exc_info()[1], DatabaseError | InterfaceError)


signals.got_request_exception.connect(_note_database_error, dispatch_uid="wirepress.delivery.failed")


def call_django(handler: WSGIHandler, request: RequestSummary, scheme: str = "http", after: str = "") -> DjangoResponse:
    """Return Django's answer to a GET, or to the GET whose head is asked for. It is read from a replica when one has replayed the
    log up to `after`."""
    if not after:
        return _call(handler, request, scheme)
    with replicas.read_from_replica(after) as alias:
        made = _call(handler, request, scheme)
    if made.broken and alias != DEFAULT_DB_ALIAS:
        replicas.mark_failed(alias)
        return _call(handler, request, scheme)
    return made


def _call(handler: WSGIHandler, request: RequestSummary, scheme: str) -> DjangoResponse:
    environ = shared_environ(request, scheme)
    set_script_prefix(get_script_name(environ))
    signals.request_started.send(sender=WSGIHandler, environ=environ)
    with depends.collecting() as found:
        django_request = WSGIRequest(environ)
        response = handler.get_response(django_request)
        midnight = _next_midnight()
        try:
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        finally:
            response.close()
    headers = [(name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in response.items()]
    headers += [
        (b"set-cookie", cookie.output(header="").strip().encode("latin-1")) for cookie in response.cookies.values()
    ]
    broken = response.status_code >= 500 and getattr(django_request, "failed_database", False)
    return DjangoResponse(response.status_code, headers, body, found, broken, midnight)


@dataclass(slots=True)
class StreamedResponse:
    """A response whose head is known and whose body is read piece by piece: a file. Each step may run in another thread."""

    status: int
    headers: list[tuple[bytes, bytes]]
    _response: Any
    _pieces: Iterator[bytes]

    def read_piece(self) -> bytes:
        """Return the next bytes of the body, empty at the end."""
        found: list[bytes] = []
        size = 0
        for piece in self._pieces:
            found.append(piece)
            size += len(piece)
            if size >= limits.BODY_READ:
                break
        return b"".join(found)

    def close(self) -> None:
        """Close the response. Call it when nothing more is read."""
        self._response.close()


def begin_response(handler: WSGIHandler, environ: dict[str, Any]) -> DjangoResponse | StreamedResponse:
    """Return Django's answer to any request, made for its sender alone."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started.append((status, headers))

    response: Any = handler(environ, start)
    status, headers = started[0]
    pairs = [(name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
    if response.streaming:
        return StreamedResponse(int(status[:3]), pairs, response, iter(response))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return DjangoResponse(int(status[:3]), pairs, body, depends.Dependencies())


def ask_as_reader(handler: WSGIHandler, target: str, url: str) -> DjangoResponse:
    """Return what a reader who is nobody gets for a path (percent-encoded) and query, whole. `url`: the site's public address."""
    scheme, _, host = url.partition("://")
    headers = {b"host": host.partition("/")[0].encode(), b"user-agent": b"Wirepress"}
    made = begin_response(handler, _build_environ(b"GET", target.encode(), headers, "127.0.0.1", scheme, io.BytesIO()))
    if isinstance(made, DjangoResponse):
        return made
    try:
        return DjangoResponse(made.status, made.headers, b"".join(iter(made.read_piece, b"")), depends.Dependencies())
    finally:
        made.close()


def has_private_content(who: tuple[str, str, int], tags: Sequence[str]) -> tuple[bool, list[str]]:
    """Return whether a reader (address, User-Agent) sees anything private in what depends on the tags, and the reader's names."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        features = extensions()
        own = any(features.collect("reader_sees_own", address=who[0], agent=who[1], tags=tags))
        return own, features.collect("reader_names", address=who[0], agent=who[1])
    except (DatabaseError, InterfaceError):
        return True, []
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def is_database_reachable() -> bool:
    """Return whether the database answers."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    finally:
        signals.request_finished.send(sender=WSGIHandler)
    return True


def read_options() -> dict[str, Any] | None:
    """Return every option as it is stored; None when the database cannot be reached."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        values = dict(store.all_options())
        declare_query_names(*(str(name) for name in extensions().collect("query_names")))
        return values
    except (DatabaseError, InterfaceError):
        return None
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def _next_midnight() -> float:
    """Return when the site's next day begins (unix seconds); now, when the database does not tell the site's time zone."""
    try:
        here = datetime.now(site.zone())
    except (DatabaseError, InterfaceError):
        return 0.0
    return (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def shared_environ(request: RequestSummary, scheme: str) -> dict[str, Any]:
    """Return the WSGI environ of a request whose answer may be given to others. It holds only what the cache key is made from,
    except the reader (see core/cache/depends.py)."""
    return _build_environ(b"GET", request.shared, request.forwarded_headers(), request.peer, scheme, io.BytesIO())


def wsgi_environ(request: RequestSummary, scheme: str, body: IO[bytes]) -> dict[str, Any]:
    """Return the WSGI environ of a request (PEP 3333). The headers give the body's length."""
    return _build_environ(request.method, request.target, request.headers, request.peer, scheme, body)


def _build_environ(
    method: bytes, target: bytes, headers: Mapping[bytes, bytes], peer: str, scheme: str, body: IO[bytes]
) -> dict[str, Any]:
    path, _, query = target.partition(b"?")
    host, _, port = headers.get(b"host", b"localhost").decode("latin-1").partition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method.decode("latin-1"),
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "REMOTE_ADDR": peer,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        environ[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
    for kept in ("CONTENT_LENGTH", "CONTENT_TYPE"):
        if (text := environ.pop(f"HTTP_{kept}", None)) is not None:
            environ[kept] = text
    return environ
