"""/manifest.webmanifest: what a phone shows of the site on its home screen (W3C, Web Application Manifest)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from wirepress.content.options import site, store
from wirepress.content.options.links import local
from wirepress.core.php import json
from wirepress.web.site import icons
from wirepress.web.site.present import words
from wirepress.web.site.present.head import site_name

SIZES = (192, 512)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The site's name, colours and icons."""
    home = local(site.home("/"))
    facts = {
        "name": site_name(),
        "short_name": words.shorten(site_name(), 3),
        "description": words.plain(str(store.get("blogdescription"))),
        "lang": words.language(),
        "dir": "rtl" if words.reads_rightwards() else "ltr",
        "start_url": home,
        "scope": home,
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": _icons(),
    }
    response = HttpResponse(json.encode(facts), content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _icons() -> list[dict[str, str]]:
    chosen = [icon for size in SIZES if (icon := icons.chosen_icon(size)) is not None]
    if chosen:
        return [{"src": local(icon.url), "sizes": icon.sizes, "type": icon.type} for icon in dict.fromkeys(chosen)]
    return [
        {"src": static("site/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("site/icon.png"), "sizes": "192x192", "type": "image/png"},
    ]
