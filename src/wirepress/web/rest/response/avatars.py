"""Gravatar addresses of users and commenters."""

from __future__ import annotations

from wirepress.content.users.avatars import avatar_url
from wirepress.core.rest.routes import Schema

SIZES = (24, 48, 96)


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
