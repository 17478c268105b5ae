"""Asks Django for one page or document, without a server in between."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest, get_script_name
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection
from django.urls import set_script_prefix

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.core.cache import depends
from wirepress.core.database import replicas
from wirepress.core.database.address import own_errors
from wirepress.server.request.summary import RequestSummary

DATABASE_ERRORS: Final[tuple[type[Exception], ...]] = (
    DatabaseError,
    InterfaceError,
    sqlite3.Error,
    *own_errors(connection.vendor),
)


@dataclass(slots=True)
class DjangoResponse:
    """An answer that was made just now, and what it rests on. `broken`: the database could not be asked."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    depends: depends.Dependencies
    broken: bool = False
    midnight: float = 0.0  # unix seconds of the site's next

    def header(self, name: bytes) -> bytes:
        """A header's value, empty when there is none; the name in lower case."""
        return next((value for found, value in self.headers if found == name), b"")


_failures: dict[int, BaseException] = {}


def _failed(request: Any = None, **_: Any) -> None:
    error = sys.exc_info()[1]
    if request is not None and error is not None:
        _failures[id(request)] = error


signals.got_request_exception.connect(_failed, dispatch_uid="wirepress.delivery.failed")


def call_django(handler: WSGIHandler, ask: RequestSummary, scheme: str = "http", after: str = "") -> DjangoResponse:
    """Django's answer to a GET, or to the GET whose head is asked for; from a replica when one has replayed the log up to `after`."""
    if not after:
        return _call(handler, ask, scheme)
    with replicas.reading(after) as alias:
        made = _call(handler, ask, scheme)
    if made.broken and alias != DEFAULT_DB_ALIAS:
        replicas.failed(alias)
        return _call(handler, ask, scheme)
    return made


def _call(handler: WSGIHandler, ask: RequestSummary, scheme: str) -> DjangoResponse:
    environ = wsgi_environ(ask, scheme)
    set_script_prefix(get_script_name(environ))
    signals.request_started.send(sender=WSGIHandler, environ=environ)
    with depends.collecting() as found:
        request = WSGIRequest(environ)
        response = handler.get_response(request)
        midnight = _midnight()
        try:
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        finally:
            error = _failures.pop(id(request), None)
            response.close()
    headers = [(name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in response.items()]
    headers += [
        (b"set-cookie", cookie.output(header="").strip().encode("latin-1")) for cookie in response.cookies.values()
    ]
    broken = response.status_code >= 500 and isinstance(error, DatabaseError | InterfaceError)
    return DjangoResponse(response.status_code, headers, body, found, broken, midnight)


def pass_to_django(handler: WSGIHandler, environ: dict[str, Any]) -> DjangoResponse:
    """Django's answer to any request, made for whoever sent it alone."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started.append((status, headers))

    response: Any = handler(environ, start)
    try:
        body = b"".join(response)
    finally:
        response.close()
    status, headers = started[0]
    pairs = [(name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
    return DjangoResponse(int(status[:3]), pairs, body, depends.Dependencies())


def sees_own(who: tuple[str, str, int], tags: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether a reader (address, User-Agent) sees something of their own in what depends on the tags, and the reader's names."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        features = extensions()
        own = any(features.collect("reader_sees_own", address=who[0], agent=who[1], tags=tags))
        return own, features.collect("reader_names", address=who[0], agent=who[1])
    except (DatabaseError, InterfaceError):
        return True, []
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def database_answers() -> bool:
    """Whether the database can be asked."""
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
    """Every option as it is stored; None when the database cannot be asked."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        return dict(store.everything())
    except (DatabaseError, InterfaceError):
        return None
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def _midnight() -> float:
    """When the site's next day begins; now, when the database does not say in which zone it lies."""
    try:
        here = datetime.now(site.zone())
    except (DatabaseError, InterfaceError):
        return 0.0
    return (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def wsgi_environ(ask: RequestSummary, scheme: str) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333)."""
    path, _, query = ask.target.partition(b"?")
    host, _, port = ask.headers.get(b"host", b"localhost").decode("latin-1").partition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "REMOTE_ADDR": ask.peer,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in ask.headers.items():
        environ[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ.pop("HTTP_CONTENT_TYPE", None)
    return environ
