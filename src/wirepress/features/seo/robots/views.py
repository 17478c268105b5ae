"""/robots.txt's further lines, /license.xml, /.well-known/tdmrep.json, and the headers that say the same."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site, store
from wirepress.core.php import json
from wirepress.features.seo.robots import documents
from wirepress.features.seo.robots.rules import rules
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.robots import RobotsSettings
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps.addresses import INDEX, RSS

_XML: Final = "application/rsl+xml; charset=UTF-8"


def answer(request: HttpRequest) -> HttpResponse | None:
    """Return the files of rights; None for any other address."""
    settings = seo.read(RobotsSettings)
    if request.path_info == documents.TDMREP_PATH and settings.tdmrep and (found := rules()):
        return HttpResponse(json.encode(documents.tdmrep(found)), content_type="application/json; charset=UTF-8")
    if request.path_info == documents.RSL_PATH and settings.rsl and (found := rules()):
        return HttpResponse(documents.rsl(found, site.home(), settings.contact), content_type=_XML)
    return None


def robots(base: str, wordpress_sitemap: str) -> str:
    """Return robots.txt. `base`: WordPress's group for everybody; `wordpress_sitemap`: its index, "" where there is none."""
    return documents.robots_text(
        base, rules(), seo.read(RobotsSettings), sitemaps(wordpress_sitemap), site.home(documents.RSL_PATH)
    )


def sitemaps(wordpress_sitemap: str) -> list[str]:
    """Return the sitemaps that robots.txt names."""
    settings = seo.read(SitemapSettings)
    if not store.get("blog_public"):
        return []
    if not settings.on:
        return [wordpress_sitemap] if wordpress_sitemap else []
    found = [site.home(INDEX)]
    if settings.rss:
        found.append(site.home(RSS))
    return found


def headers(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the headers of an answer of the public site."""
    settings = seo.read(RobotsSettings)
    if not settings.tdmrep or not settings.usage:
        return []
    query = request.META.get("QUERY_STRING", "")
    path = quote(request.path_info, safe="/%:@!$&'()*+,;=~-._")
    return documents.headers(f"{path}?{query}" if query else path, rules())
