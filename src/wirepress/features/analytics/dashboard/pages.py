"""The newsroom's pages about readers: at a glance, one report, one story, this moment. They work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.charts.scale import short_number
from wirepress.features.analytics.dashboard import live_page, story_page
from wirepress.features.analytics.dashboard.choice import COMPARISONS, SEE, SPANS, Choice, read_choice
from wirepress.features.analytics.dashboard.export import FORMS, MOST, file_answer
from wirepress.features.analytics.dashboard.line import draw_line
from wirepress.features.analytics.dashboard.reports import ORDERS, PATH, REPORTS, make_table, offered
from wirepress.features.analytics.dashboard.table import show_change, show_seconds
from wirepress.features.analytics.dashboard.words import EXPLAINED
from wirepress.features.analytics.page_helpers import current_user, page_url, render_page
from wirepress.features.analytics.reports.live import live
from wirepress.features.analytics.reports.results import Overview

PER_PAGE: Final = 50
NOW: Final = f"{PATH}-now"  # beside, not below: the menu marks what is below, too
GLANCE: Final = 8  # rows of a report on the first page
_GLANCED: Final = (
    "stories",
    "sections",
    "authors",
    "channels",
    "sources",
    "campaigns",
    "devices",
    "countries",
    "searches",
)
_GLANCED_OWN: Final = ("stories", "channels", "sources", "campaigns", "devices", "countries")
CHOICES_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with what it means. `change`: against what it is compared with, in words."""

    title: str
    text: str
    explain: str
    change: str = ""
    whole: str = ""  # the number in full


def figures(whole: Overview) -> list[Figure]:
    """Return the sums of a span."""
    now, earlier = whole.totals, whole.earlier
    rows = (
        ("Views", "views", now.views, earlier.views if earlier else None),
        ("Readers", "readers", now.readers, earlier.readers if earlier else None),
        ("Visits", "visits", now.visits, earlier.visits if earlier else None),
    )
    found = [
        Figure(title, short_number(number), EXPLAINED[name], show_change(number, before), f"{number:,}")
        for title, name, number, before in rows
    ]
    attention = show_change(now.seconds_per_view, earlier.seconds_per_view if earlier else None)
    depth = show_change(now.views_per_visit, earlier.views_per_visit if earlier else None)
    return [
        *found,
        Figure("Attention", show_seconds(now.seconds_per_view), EXPLAINED["seconds"], attention),
        Figure("Pages per visit", f"{now.views_per_visit:.2f}", EXPLAINED["depth"], depth),
    ]


def frame(request: HttpRequest, choice: Choice, path: str = PATH, *, report: str = "") -> dict[str, Any]:
    """Return what the form above every page shows, and where the others are."""
    own = choice.own
    return {
        "choice": choice,
        "spans": [
            (f"?{choice.query(days=days, since='', until='', report=report)}", words, choice.days == days)
            for days, words in SPANS
        ],
        "comparisons": COMPARISONS,
        "sections": [] if own else _sections(choice.scope.section_id),
        "authors": [] if own else _authors(choice.scope.author_id),
        "reports": [
            (page_url(f"{PATH}/report") + f"?{choice.query(report=one.name)}", one.title, one.name == report)
            for one in offered(own)
        ],
        "report": report,
        "overview_url": page_url(PATH) + f"?{choice.query()}",
        "live_url": page_url(NOW),
        "mails_url": page_url(f"{PATH}/mails"),
        "notes_url": "" if own else page_url("site-notes"),
        "here": page_url(path),
    }


def _sections(chosen: int) -> Sequence[tuple[int, str, bool]]:
    rows = Term.objects.filter(taxonomy="category", count__gt=0).order_by("name_key", "id")[:CHOICES_MOST]
    return [(term.pk, term.name, term.pk == chosen) for term in rows]


def _authors(chosen: int) -> Sequence[tuple[int, str, bool]]:
    rows = User.objects.filter(posts__type="post", posts__status="publish").distinct().order_by("display_name", "id")
    return [(user.pk, user.display_name, user.pk == chosen) for user in rows[:CHOICES_MOST]]


def show_overview(request: HttpRequest) -> HttpResponse:
    """Return the page at a glance, or its time line as a file (`as`)."""
    choice = read_choice(request.GET.dict(), current_user(request))
    drawn = draw_line(choice, with_notes=not choice.own)
    form = request.GET.get("as", "")
    if form in FORMS:
        return file_answer(request, drawn.table, form, f"readers-{choice.since}-{choice.until}")
    names: Sequence[str] = _GLANCED_OWN if choice.own else _GLANCED
    if not choice.scope.is_site:  # these know no scope
        names = tuple(name for name in names if not REPORTS[name].whole)
    return render_page(
        request,
        "dashboard/overview",
        "Readers" if not choice.own else "Your readers",
        **frame(request, choice),
        figures=figures(drawn.whole),
        now=None if choice.own or not choice.scope.is_site else live_page.describe_now(live(most=0)),
        line=drawn,
        tables=[
            (
                make_table(name, choice, most=GLANCE).brief(),
                page_url(f"{PATH}/report") + f"?{choice.query(report=name)}",
            )
            for name in names
        ],
        explained=EXPLAINED,
    )


def show_report(request: HttpRequest) -> HttpResponse:
    """Return one report in full, a page of it, or as a file (`as`)."""
    choice = read_choice(request.GET.dict(), current_user(request))
    known = {report.name: report for report in offered(choice.own)}
    report = known.get(request.GET.get("report", "stories"), known["stories"])
    order = request.GET.get("orderby", "")
    form = request.GET.get("as", "")
    if form in FORMS:
        table = make_table(report.name, choice, order=order, most=MOST)
        return file_answer(request, table, form, f"{report.name}-{choice.since}-{choice.until}")
    page = min(max(read_digits(request.GET.get("page", "")) or 1, 1), 10_000)
    table = make_table(report.name, choice, order=order, most=PER_PAGE + 1, start=(page - 1) * PER_PAGE)
    more = len(table.lines) > PER_PAGE
    shown = type(table)(table.name, table.title, table.columns, table.lines[:PER_PAGE], table.explain, table.none)
    query = choice.query(report=report.name, orderby=order)
    return render_page(
        request,
        "dashboard/report",
        report.title,
        **frame(request, choice, f"{PATH}/report", report=report.name),
        table=shown,
        orders=() if report.events or report.name in ("scroll", "loyalty") else ORDERS,
        order=order or "views",
        query=query,
        page=page,
        before=f"?{query}&page={page - 1}" if page > 1 else "",
        after=f"?{query}&page={page + 1}" if more else "",
    )


def show_story(request: HttpRequest) -> HttpResponse:
    """Return one story's numbers."""
    choice = read_choice(request.GET.dict(), current_user(request))
    post = story_page.find_story(choice.scope.post_id)
    if post is None or (choice.own and post.author_id != choice.scope.author_id):
        response = render_page(request, "dashboard/no_story", "No such story", overview_url=page_url(PATH))
        response.status_code = 404 if post is None else 403
        return response
    found = story_page.describe(post, choice)
    form = request.GET.get("as", "")
    if form in FORMS:
        return file_answer(request, found["line"].table, form, f"story-{post.pk}-{choice.since}-{choice.until}")
    return render_page(
        request,
        "dashboard/story",
        "A story's readers",
        **frame(request, choice, f"{PATH}/story"),
        figures=figures(found["line"].whole),
        **found,
    )


def show_now(request: HttpRequest) -> HttpResponse:
    """Return this moment; with `refresh` it is loaded anew every minute."""
    choice = read_choice(request.GET.dict(), current_user(request))
    found = live_page.describe_page(live(most=100), choice)
    refresh = "refresh" in request.GET
    response = render_page(request, "dashboard/now", "Now", **frame(request, choice, NOW), **found, refresh=refresh)
    assert isinstance(response, TemplateResponse)
    if refresh:
        response["Refresh"] = "60"
    return response


PAGES: Final = (
    AdminPage(PATH, "Readers", show_overview, SEE, "Readers", "monitoring"),
    AdminPage(NOW, "Now", show_now, SEE, "Readers", "sensors"),
    AdminPage(f"{PATH}/report", "Reports", show_report, SEE, "Readers", "table_chart", in_menu=False),
    AdminPage(f"{PATH}/story", "A story's readers", show_story, SEE, "Readers", "article", in_menu=False),
)
