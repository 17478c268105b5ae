"""Names that people and programs know from WordPress, where nothing else has them: /login, /admin, the feeds' files of old releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.core.jobs.run_at_cron import run_at_cron
from wirepress.web.site.feeds import views as feeds
from wirepress.web.site.feeds.text import rfc822, site_title
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.views.redirect import redirect

# The last part of a path -> where it leads for good.
_FILES: Final[Mapping[str, Callable[[], str]]] = {
    "wp-atom.php": lambda: permalinks.feed_link(kind="atom"),
    "wp-rdf.php": lambda: permalinks.feed_link(kind="rdf"),
    "wp-rss.php": permalinks.feed_link,
    "wp-rss2.php": permalinks.feed_link,
    "wp-feed.php": permalinks.feed_link,
    "wp-commentsrss2.php": lambda: permalinks.feed_link(comments=True),
    "wp-register.php": lambda: site.home("/wp-login.php?action=register"),
}
# A whole path -> where it leads for now: a page of that name may come.
_DOORS: Final[Mapping[str, str]] = {
    "/admin": "/wp-admin/",
    "/dashboard": "/wp-admin/",
    "/wp-admin": "/wp-admin/",
    "/login": "/wp-login.php",
    "/login.php": "/wp-login.php",
}


def lead(request: HttpRequest) -> HttpResponse | None:
    """The way from an old name that is nothing here to what it stands for; None for any other path. Plain addresses have no such names."""
    if not site.pretty():
        return None
    path = request.path_info
    file = _FILES.get(path.rpartition("/")[2])
    if file is not None:
        there = redirect(request, file())
        return there if "register" in path else feeds.leads_from_old_name(there)
    door = _DOORS.get(path.rstrip("/"))
    if door is None or request.META.get("QUERY_STRING"):
        return None
    led = forbid_caching(redirect(request, site.home(door), status=302))
    led.headers["Link"] = f'<{site.rest_url("/")}>; rel="https://api.w.org/"'
    return led


@csrf_exempt
@require_safe
def no_registration(request: HttpRequest) -> HttpResponse:
    """/wp-signup.php and /wp-activate.php, which only networks of sites use: the sign-in says what one can do."""
    return forbid_caching(redirect(request, site.home("/wp-login.php?action=register"), status=302))


@csrf_exempt
def cron(request: HttpRequest) -> HttpResponse:
    """/wp-cron.php, which hosts call every few minutes: what is quick is done, also where no worker runs, and nothing is said."""
    run_at_cron()
    return HttpResponse(
        content_type="text/html; charset=UTF-8",
        headers={
            "Cache-Control": "no-cache, must-revalidate, max-age=0",
            "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
        },
    )


@csrf_exempt
@require_safe
def links_opml(request: HttpRequest) -> HttpResponse:
    """/wp-links-opml.php: the list of other sites (OPML 1.0). There are none: WordPress itself has kept its links switched off for long."""
    release = "6.8.2" if site.compat() == "6.8" else "7.1"
    text = (
        f'<?xml version="1.0"?>\n<opml version="1.0">\n\t<head>\n\t\t<title>\n\t\tLinks for {site_title()}\t\t</title>\n'
        f"\t\t<dateCreated>{rfc822(site.now_gmt()).replace('+0000', 'GMT')}</dateCreated>\n"
        f'\t\t<!-- generator="WordPress/{release}" -->\n\t</head>\n\t<body>\n</body>\n</opml>\n'
    )
    return HttpResponse(text, content_type="text/xml; charset=UTF-8")
