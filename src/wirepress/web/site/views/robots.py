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
    """What robots may read: everything but the newsroom, unless the site asks not to be indexed.

    Under plain permalinks WordPress leads from /robots.txt to /robots.txt/, where it has nothing for robots; here it is there.
    """
    if not site.pretty() and not request.path_info.endswith("/"):
        return redirect(request, site.home("/robots.txt/"))
    if not store.get("blog_public"):
        rules, sitemap = "User-agent: *\nDisallow: /\n", ""
    else:
        rules = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
        sitemap = address(Place())
    said = extensions().collect("robots_text", rules=rules, sitemap=sitemap)
    text = str(said[0]) if said else rules + (f"\nSitemap: {sitemap}\n" if sitemap else "")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
