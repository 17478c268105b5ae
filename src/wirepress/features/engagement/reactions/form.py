"""/wp-reactions-post.php: a reaction by a plain form, for readers without JavaScript. Leads back to the story."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wirepress.core.hooks import PublicAddress
from wirepress.core.php.numbers import read_digits
from wirepress.features.engagement.reactions.react import UnknownPost, UnknownReaction, react
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.features.engagement.votes.form import lead_back, refuse_foreign


@csrf_exempt  # pages are cached, so they carry no token; a form of another site is known by its Origin
@require_POST
def count_reaction(request: HttpRequest) -> HttpResponse:
    """Count the reaction. 403 for another site's form, 404 for an unknown story or reaction."""
    refused = refuse_foreign(request)
    if refused is not None:
        return refused
    post_id, reaction = (read_digits(request.POST.get(name, "")) for name in ("post_ID", "reaction"))
    if post_id is None or reaction is None:
        raise Http404
    try:
        react(post_id, reaction, reader_of_request(request))
    except (UnknownPost, UnknownReaction):
        raise Http404 from None
    return lead_back(request, post_id, f"reactions-{post_id}")


ADDRESS: Final = PublicAddress(r"wp-reactions-post\.php", count_reaction, "reaction-form")
