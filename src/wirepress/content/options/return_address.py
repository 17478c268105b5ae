"""Where a form leads back to: always an address of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

from wirepress.content.options.links import local


def back_to(wanted: str, otherwise: str) -> str:
    """`wanted` as a path of this site; `otherwise` where it is none."""
    short = local(wanted.strip()[:2000])
    if not short.startswith("/") or short.startswith(("//", "/\\")) or any(ord(char) < 32 for char in short):
        return otherwise
    return short


def referrer(request: HttpRequest) -> str:
    """The page of this site that the reader came from, as a path; "/" where it is unknown."""
    address = request.headers.get("Referer", "")
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return "/"
    if host and host == request.get_host():
        parts = urlsplit(address)
        return back_to(parts.path + (f"?{parts.query}" if parts.query else ""), "/")
    return back_to(address, "/")
