"""Every source in a table: what it is, how it does, when it is looked at next."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site
from wirepress.features.wire.models import Source
from wirepress.features.wire.pages import page_helpers


def show_sources(request: HttpRequest) -> HttpResponse:
    """Return the table, failing ones marked."""
    search = request.GET.get("search", "")[:200].replace("\0", "")
    rows = Source.objects.annotate(number=Count("items", filter=Q(items__state__in=("filed", "queued")))).order_by(
        "name", "id"
    )
    if search:
        rows = rows.filter(Q(name__holds=search) | Q(url__holds=search))
    return page_helpers.render_page(
        request,
        "sources",
        "Sources",
        found=page_helpers.paginate(request, rows),
        search=search,
        now=site.now_gmt(),
        filtered=bool(search),
        query=_query(search),
        add=page_helpers.page_url("sources/source"),
        opml=page_helpers.page_url("sources/opml"),
    )


def _query(search: str) -> str:
    return f"{urlencode({'search': search})}&" if search else ""
