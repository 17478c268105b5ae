"""Content Security Policy: which page may load and run what."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import Final, Literal
from urllib.parse import urlsplit

from django.http import HttpRequest

from wirepress.core.cache import depends
from wirepress.settings.settings import get_settings
from wirepress.web.site.embed_hosts import FRAME_SOURCES

_KEY: Final = "wirepress.csp_nonce"
_ALLOWED: Final = "wirepress.csp_"
_WORKERS: Final = "wirepress.csp_workers"
_HOST: Final = re.compile(r"[a-z0-9.-]+(:[0-9]+)?\Z", re.IGNORECASE)
_ASSETS: Final = "/wp-includes/wirepress/"
_EDITOR: Final = "/wp-admin/editor/"
_CANVAS_SCRIPT: Final = "document.currentScript.parentElement.remove()"  # the one inline script of the editor's frames


def nonce(request: HttpRequest) -> str:
    """The request's nonce, made on first use: for the newsroom, and for features whose inline code is new every time. A public page
    that carries one is made for one reader and kept for nobody else."""
    value = request.META.get(_KEY)
    if not value:
        value = request.META[_KEY] = secrets.token_urlsafe(16)
        depends.on_everything_of_its_moment()
    return str(value)


def source_of(text: str) -> str:
    """The source expression (CSP level 2) that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def allow(request: HttpRequest, kind: Literal["script", "style"], text: str) -> None:
    """The page may carry this inline code. The policy names its hash, so the page is the same for every reader and can be kept."""
    if text:
        request.META.setdefault(_ALLOWED + kind, []).append(source_of(text))


def allow_worker(request: HttpRequest, path: str) -> None:
    """The page may start the service worker at this path of the site."""
    request.META.setdefault(_WORKERS, []).append(path)


def _elsewhere() -> str:
    """From which other sites pictures may come. A site without encryption shows unencrypted ones too: its stories name such."""
    return "https: http:" if get_settings().url.startswith("http://") else "https:"


def _own_scripts(request: HttpRequest, *paths: str) -> list[str]:
    """Where our own scripts lie on this host. Never 'self': that would take in what people upload."""
    return _own_files(request, _ASSETS, *paths)


def _own_files(request: HttpRequest, *paths: str) -> list[str]:
    for host in (request.META.get("HTTP_HOST", ""), urlsplit(get_settings().url).netloc):
        if _HOST.match(host):
            return [f"{host}{path}" for path in paths]
    return []


def public_policy(request: HttpRequest) -> str:
    """Policy of the public pages.

    Inline code runs by its hash only (or by a nonce where a feature asked for one), files of our own from one folder. Style
    attributes do not work at all: those of stories are moved into the page's own style element (see story_html/styles.py),
    so no 'unsafe-inline' is needed. Pictures come from any https host, because stories link them hot; frames
    only from hosts known to serve players.
    """
    once = [f"'nonce-{request.META[_KEY]}'"] if request.META.get(_KEY) else []
    scripts = " ".join([*_own_scripts(request), *request.META.get(f"{_ALLOWED}script", []), *once]) or "'none'"
    workers = " ".join(_own_files(request, *request.META.get(_WORKERS, []))) or "'none'"
    styles = " ".join(["'self'", *request.META.get(f"{_ALLOWED}style", []), *once])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"worker-src {workers}",
            f"style-src {styles}",
            f"img-src 'self' data: {_elsewhere()}",
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


def newsroom_policy(request: HttpRequest) -> str:
    """Policy of the back office: scripts come from our own folder only or carry the nonce; style attributes are allowed."""
    scripts = [*_own_scripts(request), f"'nonce-{nonce(request)}'"]
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {' '.join(scripts)}",
            "worker-src 'none'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {_elsewhere()}",
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


def editor_policy(request: HttpRequest) -> str:
    """Policy of the block editor's page: its canvas and its previews are frames whose pages the browser makes itself (blob:), and it sets
    styles as it goes. Scripts come from the editor's own folder only."""
    scripts = " ".join([*_own_scripts(request, _EDITOR), source_of(_CANVAS_SCRIPT)])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "worker-src 'none'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {_elsewhere()}",
            "media-src 'self' blob: https:",
            "font-src 'self' data:",
            "connect-src 'self' blob:",
            f"frame-src 'self' blob: {' '.join(FRAME_SOURCES)}",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )
