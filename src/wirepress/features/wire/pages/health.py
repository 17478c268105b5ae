"""The health page: failing sources first, each with its last good run, the next one, what is wrong, and its days."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site
from wirepress.features.wire.maintenance.health import LATE, SourceHealth, load_all_health
from wirepress.features.wire.maintenance.no_worker import worker_words
from wirepress.features.wire.models import Item, Source
from wirepress.features.wire.pages import page_helpers
from wirepress.features.wire.pages.chart import draw_chart

BAD = ("failing", "trouble", "gone", "late", "silent")


def show_health(request: HttpRequest) -> HttpResponse:
    """Return the page. A fixed number of queries, whatever the number of sources."""
    found = page_helpers.paginate(request, order_by_trouble())
    may_manage = page_helpers.current_user(request).can("manage_options")
    return page_helpers.render_page(
        request,
        "health",
        "Wire health",
        found=found,
        rows=[_health_row(one) for one in load_all_health(found)],
        summary=_summary(),
        worker=worker_words(site.now_gmt()),
        query="",
        may_manage=may_manage,
        add=page_helpers.page_url("sources/source"),
    )


def order_by_trouble() -> QuerySet[Source]:
    """Return sources that fail first, then those that are overdue, then by name; those that are switched off last."""
    late = Q(due__lt=site.now_gmt() - LATE)
    order = Case(
        When(enabled=False, then=Value(3)),
        When(failures__gt=0, then=Value(0)),
        When(late | Q(silent_after__lt=site.now_gmt()), then=Value(1)),
        default=Value(2),
    )
    return Source.objects.annotate(trouble=order).order_by("trouble", "-failures", "name", "id")


def _health_row(one: SourceHealth) -> dict[str, Any]:
    tone = "bad" if one.state in BAD else "good" if one.state == "well" else "idle"
    return {"health": one, "chart": draw_chart(one.days), "tone": tone, "bad": one.state in BAD}


def _summary() -> list[tuple[str, int]]:
    now = site.now_gmt()
    sources = Source.objects.aggregate(
        all=Count("id"),
        bad=Count("id", filter=Q(enabled=True, failures__gt=0)),
        late=Count("id", filter=Q(enabled=True, failures=0, due__lt=now - LATE)),
    )
    items = Item.objects.aggregate(
        waiting=Count("id", filter=Q(state="queued")),
        today=Count("id", filter=Q(state="filed", seen__date=now.date())),
        flags=Count("id", filter=~Q(flag="")),
    )
    return [
        ("Sources", sources["all"]),
        ("Failing", sources["bad"]),
        ("Overdue", sources["late"]),
        ("Filed today", items["today"]),
        ("In the queue", items["waiting"]),
        ("Flagged", items["flags"]),
    ]
