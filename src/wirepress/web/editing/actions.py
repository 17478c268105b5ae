"""The actions of admin-ajax.php that WordPress itself has and editors ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest

from wirepress.core.php import json
from wirepress.web.editing.heartbeat import beat
from wirepress.web.editing.locking import remove_lock
from wirepress.web.editing.session import make_nonce

JSON_TYPE: Final = "application/json; charset=UTF-8"
TEXT_TYPE: Final = "text/html; charset=UTF-8"
Answer = tuple[bytes | str, str]  # body and content type


def _renew(request: HttpRequest) -> Answer | None:
    reads = request.method in ("GET", "HEAD")
    return (make_nonce(request, "wp_rest"), TEXT_TYPE) if reads and request.user.is_authenticated else None


def _beat(request: HttpRequest) -> Answer | None:
    return (json.encode(beat(request)), JSON_TYPE) if request.method == "POST" else None


def _remove_lock(request: HttpRequest) -> Answer | None:
    sent = request.method == "POST" and request.user.is_authenticated
    return ("1" if remove_lock(request) else "0", TEXT_TYPE) if sent else None


# Action -> the answer to a request, None where it is none for it: not signed in, or the wrong method.
ACTIONS: Final[Mapping[str, Callable[[HttpRequest], Answer | None]]] = {
    "rest-nonce": _renew,
    "heartbeat": _beat,
    "wp-remove-post-lock": _remove_lock,
}
