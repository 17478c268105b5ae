"""/robots.txt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.web.site.sitemaps.addresses import Place, address
from wirepress.web.site.views.redirect import redirect


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: everything but the newsroom.

    Under plain permalinks WordPress leads from /robots.txt to /robots.txt/, where it has nothing for robots; here it is there.
    """
    if site.pretty() == request.path_info.endswith("/"):
        return redirect(request, site.home("/robots.txt" if site.pretty() else "/robots.txt/"))
    return robots_text(request)


@require_safe
def robots_text(request: HttpRequest) -> HttpResponse:
    """The rules, also at ?robots=1. A site that asks not to be indexed says so on its pages, which robots have to read for that."""
    rules = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
    sitemap = address(Place()) if store.get("blog_public") else ""
    said = extensions().collect("robots_text", rules=rules, sitemap=sitemap)
    text = str(said[0]) if said else rules + (f"\nSitemap: {sitemap}\n" if sitemap else "")
    link = f'<{site.rest_url("/")}>; rel="https://api.w.org/"'
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Link": link})
