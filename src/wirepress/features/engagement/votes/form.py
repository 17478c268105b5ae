"""What all plain forms of readers have in common: no other site's pages, and the way back to the story."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect

from wirepress.content.options.return_address import back_to
from wirepress.core.http.origin import is_foreign
from wirepress.settings.settings import get_settings


def refuse_foreign(request: HttpRequest) -> HttpResponse | None:
    """Return the 403 for a form of another site's page, None for one of ours."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if is_foreign(headers, get_settings().url):
        return HttpResponseForbidden("This is taken from this site's own pages only.", content_type="text/plain")
    return None


def lead_back(request: HttpRequest, post_id: int, anchor: str) -> HttpResponse:
    """Return the redirect to the page that the form came from, or the story's."""
    target = back_to(request.POST.get("redirect_to", ""), f"/?p={post_id}").partition("#")[0]
    response = HttpResponseRedirect(f"{target}#{anchor}", status=303)
    response.headers["Cache-Control"] = "no-store"
    return response
