"""/wirepress/v1/analytics/...: one route for each report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Endpoint, Permission, Request, Response, Route, Schema
from wirepress.features.analytics.reports.breakdowns import REPORTS, SITE_ALONE, breakdown, loyalty, scroll
from wirepress.features.analytics.reports.groups import authors, sections, tags
from wirepress.features.analytics.reports.live import live
from wirepress.features.analytics.reports.overview import hours, overview
from wirepress.features.analytics.reports.stories import stories
from wirepress.features.analytics.reports.versions import versions
from wirepress.features.analytics.rest import documents
from wirepress.features.analytics.rest.asking import (
    COMPARE,
    LIST,
    PERIOD,
    SCOPE,
    comparison_of,
    may_see,
    may_see_all,
    period_of,
    scope_of,
    sees_all,
)

NAMESPACE: Final = "wirepress/v1"
BASE: Final = "/wirepress/v1/analytics"
_POST: Final[Schema] = {
    "description": "The story.",
    "type": "integer",
    "minimum": 1,
    "maximum": 2**53,
    "required": True,
}
_Asked = Callable[[Request], Any]


def routes() -> list[Route]:
    """Return the routes."""
    listed = {**PERIOD, **COMPARE, **LIST}
    return [
        _route("overview", _overview, {**PERIOD, **SCOPE, **COMPARE}),
        _route(
            "hours", _hours, {**SCOPE, "day": {"description": "The day; today where none is named.", **PERIOD["to"]}}
        ),
        _route("live", lambda request: documents.of_live(live()), {}, may_see_all),
        _route("stories", _stories, {**listed, **SCOPE}),
        _route("versions", _versions, {**PERIOD, "post": _POST}),
        _route("scroll", _scroll, {**PERIOD, **SCOPE}),
        _route("loyalty", _loyalty, PERIOD, may_see_all),
        _route("sections", _groups(sections), listed, may_see_all),
        _route("tags", _groups(tags), listed, may_see_all),
        _route("authors", _groups(authors), listed, may_see_all),
        _route(rf"(?P<report>{'|'.join(REPORTS)})", _breakdown, {**listed, **SCOPE}, _may_see_breakdown),
    ]


def _route(name: str, ask: _Asked, args: Mapping[str, Schema], permission: Permission = may_see) -> Route:
    def answer(request: Request) -> Response:
        try:
            return Response(ask(request), headers={"Cache-Control": "private, no-store"})
        except ValueError as error:
            raise RestError("analytics_invalid", str(error), 400) from None

    return Route(NAMESPACE, f"{BASE}/{name}", (Endpoint(READ, answer, args, permission, hidden=True),))


def _may_see_breakdown(request: Request) -> RestError | None:
    """Some are of the whole site alone: words that were searched for, addresses with nothing at them."""
    site_alone = REPORTS[request.path_params["report"]] in SITE_ALONE
    return may_see_all(request) if site_alone and not sees_all(request) else may_see(request)


def _overview(request: Request) -> Any:
    return documents.of_overview(overview(period_of(request), scope_of(request), comparison_of(request)))


def _hours(request: Request) -> Any:
    request.set("to", request.get("day"))
    request.set("days", 1)
    return [documents.of_hour(row) for row in hours(period_of(request).last, scope_of(request))]


def _stories(request: Request) -> Any:
    rows = stories(period_of(request), scope_of(request), compare=comparison_of(request), **_list(request))
    return [documents.of_story(row) for row in rows]


def _versions(request: Request) -> Any:
    return [documents.of_version(row) for row in versions(int(request["post"]), period_of(request))]


def _scroll(request: Request) -> Any:
    return [documents.of_scroll(row) for row in scroll(period_of(request), scope_of(request))]


def _loyalty(request: Request) -> Any:
    return [documents.of_loyalty(row) for row in loyalty(period_of(request))]


def _groups(report: Callable[..., Any]) -> _Asked:
    return lambda request: [
        documents.of_group(row) for row in report(period_of(request), compare=comparison_of(request), **_list(request))
    ]


def _breakdown(request: Request) -> Any:
    dimension = REPORTS[request.path_params["report"]]
    asked = _list(request) | {"order": str(request["order"])}
    rows = breakdown(dimension, period_of(request), scope_of(request), compare=comparison_of(request), **asked)
    return [documents.of_row(row) for row in rows]


def _list(request: Request) -> dict[str, Any]:
    return {"order": str(request["order"]) or "views", "most": int(request["most"]), "start": int(request["start"])}
