"""Gravatar addresses of users and commenters."""

from __future__ import annotations

import hashlib
from typing import Final

from wirepress.content.options import store

_DEFAULTS: Final = {"mystery": "mm", "gravatar_default": ""}


def avatar_url(email: str, size: int) -> str:
    """Return the picture of a mail address; readers see its SHA-256 only."""
    email = email.strip().lower()
    digest = hashlib.sha256(email.encode()).hexdigest() if email else ""
    default = str(store.get("avatar_default") or "mystery")
    rating = str(store.get("avatar_rating") or "G").lower()
    fallback = _DEFAULTS.get(default, default)
    query = f"s={size}" + (f"&d={fallback}" if fallback else "") + f"&r={rating}"
    return f"https://secure.gravatar.com/avatar/{digest}?{query}"
