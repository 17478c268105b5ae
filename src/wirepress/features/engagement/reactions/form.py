"""/wp-reactions-post.php: a reaction by a plain form, for readers without JavaScript. Leads back to the story."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wirepress.content.options.return_address import back_to
from wirepress.core.hooks import PublicAddress
from wirepress.core.http.origin import is_foreign
from wirepress.features.engagement.reactions.react import UnknownPost, UnknownReaction, react
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.settings.settings import get_settings


@csrf_exempt  # pages are cached, so they carry no token; a form of another site is known by its Origin
@require_POST
def count_reaction(request: HttpRequest) -> HttpResponse:
    """Count the reaction. 403 for another site's form, 404 for an unknown story or reaction."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if is_foreign(headers, get_settings().url):
        return HttpResponseForbidden("Reactions are taken from this site's own pages only.", content_type="text/plain")
    post_id, reaction = request.POST.get("post_ID", ""), request.POST.get("reaction", "")
    if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in (post_id, reaction)):
        raise Http404
    try:
        react(int(post_id), int(reaction), reader_of_request(request))
    except (UnknownPost, UnknownReaction):
        raise Http404 from None
    target = back_to(request.POST.get("redirect_to", ""), f"/?p={post_id}").partition("#")[0]
    response = HttpResponseRedirect(f"{target}#reactions-{post_id}", status=303)
    response.headers["Cache-Control"] = "no-store"
    return response


ADDRESS: Final = PublicAddress(r"wp-reactions-post\.php", count_reaction, "reaction-form")
