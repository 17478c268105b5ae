"""/wp-admin/tastings/: the newest tastings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wirepress.content.posts.models import Post
from wirepress_example.models import Tasting

SHOWN = 50


def show_tastings(request: HttpRequest) -> HttpResponse:
    """Show the newest tastings with their recipes."""
    rows = list(Tasting.objects.order_by("-moment", "-id")[:SHOWN])
    titles = dict(Post.objects.filter(pk__in={row.post_id for row in rows}).values_list("pk", "title"))
    lines = [{"recipe": titles.get(row.post_id, "?"), "taster": row.taster, "stars": row.stars} for row in rows]
    return TemplateResponse(request, "wirepress_example/tastings.html", {"lines": lines})
