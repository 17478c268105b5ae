"""/wp-likes-post.php: a like by a plain form, for readers without JavaScript. Leads back to the story."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wirepress.core.hooks import PublicAddress
from wirepress.core.php.numbers import read_digits
from wirepress.features.engagement.likes.kinds import CHOICES
from wirepress.features.engagement.likes.like import like
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.features.engagement.votes.form import lead_back, refuse_foreign
from wirepress.features.engagement.votes.published import UnknownPost


@csrf_exempt  # pages are cached, so they carry no token; a form of another site is known by its Origin
@require_POST
def count_like(request: HttpRequest) -> HttpResponse:
    """Count the click. 403 for another site's form, 404 for an unknown story or choice."""
    refused = refuse_foreign(request)
    if refused is not None:
        return refused
    post_id, choice = read_digits(request.POST.get("post_ID", "")), CHOICES.get(request.POST.get("choice", ""))
    if post_id is None or choice is None:
        raise Http404
    try:
        like(post_id, choice, reader_of_request(request))
    except UnknownPost:
        raise Http404 from None
    return lead_back(request, post_id, f"likes-{post_id}")


ADDRESS: Final = PublicAddress(r"wp-likes-post\.php", count_like, "like-form")
