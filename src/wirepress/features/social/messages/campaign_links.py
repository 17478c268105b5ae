"""Names of a campaign in an address, by which statistics tell where a reader came from."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

NAMES: Final = ("utm_source", "utm_medium", "utm_campaign")


def add_campaign(link: str, source: str, medium: str, campaign: str) -> str:
    """Return the address with the three names; those that it has already stay as they are, and so does its fragment."""
    parts = urlsplit(link)
    known = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = [
        f"{name}={quote(value, safe='')}"
        for name, value in zip(NAMES, (source, medium, campaign), strict=True)
        if value and name not in known
    ]
    query = "&".join(part for part in (parts.query, *added) if part)
    return urlunsplit(parts._replace(query=query))
