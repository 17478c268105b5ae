"""Serves assets: hashed names for a year, others with an ETag."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wirepress.content.options import site, store
from wirepress.content.options.features import folders_switched_off
from wirepress.core.http.asset_answer import answer_asset
from wirepress.web.site import assets, icons
from wirepress.web.site.views.redirect import redirect

FOREVER: Final = "public, max-age=31536000, immutable"
A_WHILE: Final = "public, max-age=3600"


@require_safe
def asset(request: HttpRequest, path: str) -> HttpResponse:
    """One asset below /wp-includes/wirepress/."""
    name, wanted = assets.unhashed(path)
    if _is_switched_off(name):
        raise Http404
    try:
        current = assets.digest(name)
    except assets.AssetMissing:
        if not wanted:
            raise Http404 from None
        return _unhashed(request, path)  # a file whose own name looks hashed
    return _answer(request, name, current, FOREVER if wanted == current else A_WHILE)


def _is_switched_off(name: str) -> bool:
    """Whether the file comes with a feature that is off."""
    folders = folders_switched_off()
    if not folders:
        return False
    try:
        file = assets.find(name)
    except assets.AssetMissing:
        return False
    return any(file.is_relative_to(folder) for folder in folders)


def _unhashed(request: HttpRequest, path: str) -> HttpResponse:
    try:
        return _answer(request, path, assets.digest(path), A_WHILE)
    except assets.AssetMissing:
        raise Http404 from None


def _answer(request: HttpRequest, name: str, digest: str, cache: str) -> HttpResponse:
    kind = assets.content_type(name)
    response = answer_asset(request, lambda: assets.read(name), digest, kind, cache)
    if kind.startswith("font/"):  # a story's card in another page is a frame without an origin, and has the site's type
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico leads to the icon that the site chose, else to the drawn one under WordPress's name for its own."""
    colour = "blue" if site.compat() == "6.8" else "gray"
    chosen = icons.chosen_icon(32)
    there = chosen.url if chosen else site.home(f"/wp-includes/images/w-logo-{colour}-white-bg.png")
    response = redirect(request, there, status=302)
    response.headers["Link"] = f'<{site.rest_url("/")}>; rel="https://api.w.org/"'
    return response


@require_safe
def site_icon(request: HttpRequest) -> HttpResponse:
    """The drawn icon, as PNG."""
    return _answer(request, "site/icon.png", assets.digest("site/icon.png"), A_WHILE)


@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of offline reading: at the root, for a worker serves what lies below its own address."""
    if not store.get("wirepress_offline"):
        raise Http404
    return _answer(request, "site/js/offline_worker.js", assets.digest("site/js/offline_worker.js"), A_WHILE)
