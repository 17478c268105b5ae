"""Content Security Policy: which page may load and run what."""

from __future__ import annotations

import secrets
from typing import Final

from django.http import HttpRequest

from wirepress.web.site.embed_hosts import FRAME_SOURCES

_KEY: Final = "wirepress.csp_nonce"


def nonce(request: HttpRequest) -> str:
    """The request's nonce, made on first use; every script and style element of our pages carries it."""
    value = request.META.get(_KEY)
    if not value:
        value = request.META[_KEY] = secrets.token_urlsafe(16)
    return str(value)


def public_policy(value: str) -> str:
    """Policy of the public pages.

    Scripts run by nonce only. Style attributes do not work at all: those of stories are moved into the page's own style
    element (see story_html/styles.py), so no 'unsafe-inline' is needed. Pictures and sound come from any https host,
    because stories link them hot; frames only from hosts known to serve players.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{value}'",
            f"style-src 'self' 'nonce-{value}'",
            "img-src 'self' data: https:",
            "media-src 'self' https:",
            "font-src 'self'",
            "connect-src 'self'",
            f"frame-src 'self' {' '.join(FRAME_SOURCES)}",
            "form-action 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )


def newsroom_policy(value: str) -> str:
    """Policy of the back office: its toolkit evaluates expressions in attributes, so 'unsafe-eval' and style attributes are
    allowed there; scripts still come from this site only or carry the nonce."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' 'nonce-{value}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob: https:",
            "media-src 'self' blob: https:",
            "font-src 'self' data:",
            "connect-src 'self'",
            f"frame-src 'self' {' '.join(FRAME_SOURCES)}",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )
