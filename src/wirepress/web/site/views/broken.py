"""Something broke: a database that is away, busy or full is said as such (503, 507), anything else is our own fault (500)."""

from __future__ import annotations

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError

from wirepress.core.database.retry_conflicts import is_write_conflict
from wirepress.core.files import disk_full
from wirepress.core.php import json

RETRY_AFTER: Final = "5"  # seconds
_AWAY: Final = (
    "The newsroom's database cannot be reached at the moment. Nothing was changed; please try again in a few seconds."
)
_BUSY: Final = (
    "Others were changing the same things at this moment, again and again, and this change found no place between theirs."
    " It was not made; please send it once more."
)
_FULL: Final = (
    "The newsroom's disk is full. Nothing was changed; whoever looks after the server has to make room first."
)
_OURS: Final = "Something went wrong here. Whoever looks after the server finds the reason in its log."
_FULL_WORDS: Final = ("is full", "no space left", "disk i/o error")  # SQLite says the last where a file may not grow


def show(request: HttpRequest) -> HttpResponse:
    """The answer to a request in whose making an exception was raised. Asks the database nothing."""
    error = sys.exc_info()[1]
    if disk_full.is_disk_full(error):
        return _said(request, 507, "disk_full", _FULL)
    if not isinstance(error, OperationalError | InterfaceError):
        return _said(request, 500, "internal_server_error", _OURS)
    if request.method not in ("GET", "HEAD") and any(words in str(error).lower() for words in _FULL_WORDS):
        return _said(request, 507, "disk_full", _FULL)
    answer = (
        _said(request, 503, "database_busy", _BUSY)
        if is_write_conflict(error)
        else _said(request, 503, "database_away", _AWAY)
    )
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _said(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    if "rest_route" in request.GET or request.path_info.startswith(("/wp-json", "/index.php/wp-json")):
        body = json.encode({"code": code, "message": message, "data": {"status": status}})
        return HttpResponse(
            body, status=status, content_type="application/json; charset=UTF-8", headers={"Cache-Control": "no-store"}
        )
    return HttpResponseServerError(
        message + "\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
