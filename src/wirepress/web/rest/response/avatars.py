"""Gravatar addresses of users and commenters."""

from __future__ import annotations

import hashlib

from wirepress.content.options import store
from wirepress.core.rest.routes import Schema

SIZES = (24, 48, 96)
_DEFAULTS = {"mystery": "mm", "gravatar_default": ""}


def avatar_url(email: str, size: int) -> str:
    """Return the picture of a mail address; readers see its SHA-256 only."""
    digest = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    default = str(store.get("avatar_default") or "mystery")
    rating = str(store.get("avatar_rating") or "G").lower()
    fallback = _DEFAULTS.get(default, default)
    query = f"s={size}" + (f"&d={fallback}" if fallback else "") + f"&r={rating}"
    return f"https://secure.gravatar.com/avatar/{digest}?{query}"


def avatar_urls(email: str) -> dict[str, str]:
    """Return the address by size in pixels."""
    return {str(size): avatar_url(email, size) for size in SIZES}


def avatar_schema(description: str, context: list[str]) -> Schema:
    """Return the schema of an object of avatar addresses."""
    sizes = {
        str(size): {
            "description": f"Picture of {size} pixels.",
            "type": "string",
            "format": "uri",
            "context": ["embed", "view", "edit"],
        }
        for size in SIZES
    }
    return {"description": description, "type": "object", "context": context, "readonly": True, "properties": sizes}
