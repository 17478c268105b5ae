"""Nonces of the session that sends a request."""

from __future__ import annotations

from django.http import HttpRequest

from wirepress.content.users import nonces


def make_nonce(request: HttpRequest, action: str) -> str:
    """Return the nonce of an action for who is signed in."""
    return nonces.create(action, request.user.pk or 0, request.session.session_key or "")


def check_nonce(request: HttpRequest, nonce: object, action: str) -> int:
    """Return 1 for a nonce of this half day, 2 for one of the half day before, 0 for any other."""
    found = nonces.verify(
        nonce if isinstance(nonce, str) else "", action, request.user.pk or 0, request.session.session_key or ""
    )
    return int(found)
