"""Nonces as WordPress has them: ten characters that stand for an action, a user and a session during 12 to 24 hours."""

from __future__ import annotations

import hashlib
import hmac
import math
import time

from django.conf import settings

from wirepress.settings import limits

LENGTH = 10


def tick(now: float | None = None) -> int:
    """Return the half life of a nonce that `now` (unix seconds) lies in, counted from 1970 and rounded up."""
    return math.ceil((time.time() if now is None else now) / (limits.NONCE_LIFE / 2))


def create(action: str, user_id: int = 0, session: str = "", *, now: float | None = None) -> str:
    """Return the nonce of an action for a user and session token."""
    return _at(tick(now), action, user_id, session)


def verify(nonce: str, action: str, user_id: int = 0, session: str = "", *, now: float | None = None) -> int | bool:
    """1 for a nonce of the current half life, 2 for one of the half life before, False for any other."""
    current = tick(now)
    given = nonce.encode("utf-8", "surrogatepass")
    for age in (1, 2):
        if hmac.compare_digest(given, _at(current - age + 1, action, user_id, session).encode()):
            return age
    return False


def was_given(nonce: str, action: str, days: int, *, now: float | None = None) -> bool:
    """Return whether the nonce was one of a reader who is not signed in at any time of the last so many days: for pages that caches
    keep for longer than a nonce lives."""
    current, given = tick(now), nonce.encode("utf-8", "surrogatepass")
    halves = math.ceil(days * 86400 / (limits.NONCE_LIFE / 2))
    return any(hmac.compare_digest(given, _at(current - age, action, 0, "").encode()) for age in range(halves + 1))


def _at(number: int, action: str, user_id: int, session: str) -> str:
    message = f"{number}|{action}|{user_id}|{session}".encode("utf-8", "surrogatepass")
    key = f"wirepress.nonce.{settings.SECRET_KEY}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[-LENGTH - 2 : -2]
