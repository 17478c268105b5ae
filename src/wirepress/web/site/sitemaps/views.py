"""Sitemaps (sitemaps.org protocol 0.9) at WordPress's addresses."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.web.site.sitemaps import lists, style
from wirepress.web.site.sitemaps.addresses import INDEX, Place, address, place_of_path, place_of_query
from wirepress.web.site.sitemaps.lists import PROVIDERS, Address
from wirepress.web.site.views import missing
from wirepress.web.site.views.page import site_page
from wirepress.web.site.views.redirect import redirect

CONTENT_TYPE: Final = "application/xml; charset=UTF-8"
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@csrf_exempt
@require_safe
def sitemap_file(request: HttpRequest, path: str) -> HttpResponse:
    """/wp-sitemap....xml and its style sheets; under plain permalinks there are no such files."""
    if (index := _replaced()) and path.endswith(".xml"):
        return redirect(request, index, status=302)
    place = place_of_path(path) if site.pretty() else None
    return _answer(request, place) if place is not None else missing.show(request)


@csrf_exempt
@require_safe
def sitemap_query(request: HttpRequest) -> HttpResponse:
    """?sitemap=...: the address under plain permalinks, else the way to the file."""
    if _replaced():
        return site_page(request)
    place = place_of_query(request.GET.dict())
    if place is None or (not place.style and place.name != INDEX and place.name not in PROVIDERS):
        return missing.show(request)
    return redirect(request, address(place)) if site.pretty() else _answer(request, place)


@require_safe
def other_name(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml, where other programs look first."""
    if _replaced():
        return site_page(request)
    return redirect(request, address(Place())) if store.get("blog_public") else missing.show(request)


def _replaced() -> str:
    """The address of a feature's sitemap that stands in the place of these; "" where there is none."""
    return next((str(one) for one in extensions().collect("replaces_sitemaps")), "")


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    if not store.get("blog_public"):  # the site asks robots to stay away
        return missing.show(request)
    if place.style:
        return HttpResponse(style.sheet(place.style), content_type=CONTENT_TYPE)
    try:
        text = _index() if place.name == INDEX else _map(place)
    except Http404:
        return missing.show(request)
    return HttpResponse(text, content_type=CONTENT_TYPE)


def _index() -> str:
    entries = [
        address(Place(name, subtype, number))
        for name, provider in PROVIDERS.items()
        for subtype in provider.subtypes()
        for number in range(1, lists.pages(provider.total(subtype)) + 1)
    ]
    return _document("sitemapindex", "sitemap", (Address(entry) for entry in entries), "index")


def _map(place: Place) -> str:
    provider = PROVIDERS.get(place.name)
    if (
        provider is None
        or place.subtype not in provider.subtypes()
        or not 1 <= place.page <= lists.pages(provider.total(place.subtype))
    ):
        raise Http404
    return _document("urlset", "url", provider.page(place.subtype, place.page), "sitemap")


def _document(root: str, entry: str, addresses: Iterable[Address], look: str) -> str:
    rows = "".join(
        f"<{entry}><loc>{escape(one.link)}</loc>{f'<lastmod>{one.changed}</lastmod>' if one.changed else ''}</{entry}>"
        for one in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-stylesheet type="text/xsl" href="{escape(address(Place(style=look)))}" ?>\n'
        f"<{root} {_NAMESPACE}>{rows}</{root}>\n"
    )
