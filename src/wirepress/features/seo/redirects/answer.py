"""What a rule answers over HTTP."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.rules import GONE, Outcome

# HttpResponseRedirect refuses no target that a rule may have, but it has one status; these are plain answers with a Location.
_WORDS = {
    410: ("Gone", "What was here has been removed for good."),
    451: ("Unavailable for legal reasons", "What was here may not be shown, for legal reasons."),
}
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="robots" content="noindex"><title>{title}</title><style>:root{{color-scheme:light dark}}'
    "body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.2rem}}</style></head>"
    '<body><main><h1>{title}</h1><p>{words}</p><p><a href="{home}">To the front page</a></p></main></body></html>\n'
)


def answer(request: HttpRequest) -> HttpResponse | None:
    """Return what the rules answer to a request; None: they say nothing."""
    found = find(request.path_info, request.META.get("QUERY_STRING", ""))
    return respond(request, found) if found is not None else None


def respond(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Return the answer of an outcome."""
    if found.code in GONE:
        return _gone(found.code)
    target = found.target
    own = urlsplit(site.home())
    if target.startswith("/"):
        here = (request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME")) == own.netloc
        # A reader who sees the site under another host stays there.
        target = site.home(target) if here else local(site.home(target))
    response = HttpResponse(status=found.code, content_type="text/html; charset=UTF-8")
    response.headers["Location"] = target
    response.headers["X-Redirect-By"] = "Wirepress"
    return response


def _gone(code: int) -> HttpResponse:
    title, words = _WORDS[code]
    page = _PAGE.format(title=escape(title), words=escape(words), home=escape(site.home("/")))
    response = HttpResponse(page, status=code, content_type="text/html; charset=UTF-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
