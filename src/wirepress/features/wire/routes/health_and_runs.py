"""/wirepress/v1/wire/health and /runs: how the sources are doing, and what each run did."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from wirepress.core.rest.paging import PAGE, format_moment
from wirepress.core.rest.routes import READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.models import Run, Source
from wirepress.features.wire.routes.route_helpers import BASE, NAMESPACE, NUMBER_MAX, may_decide, paged_response

_OF: Final[Schema] = {
    "description": "Only those of this source.",
    "type": "integer",
    "default": 0,
    "minimum": 0,
    "maximum": NUMBER_MAX,
}
_RUNS: Final[Args] = {
    **PAGE,
    "source": _OF,
    "failed": {"description": "Only those that failed.", "type": "boolean", "default": False},
}
_NUMBERS: Final = ("status", "size", "found", "filed", "queued", "attached", "updated", "skipped", "held", "failed")


def routes() -> list[Route]:
    """Return the routes of the two lists."""
    return [
        Route(
            NAMESPACE, f"{BASE}/health", (Endpoint(READ, list_health, PAGE, may_decide, hidden=True),), health_schema
        ),
        Route(NAMESPACE, f"{BASE}/runs", (Endpoint(READ, list_runs, _RUNS, may_decide, hidden=True),), run_schema),
    ]


def list_health(request: Request) -> Response:
    """Return the sources' health, failing ones first."""
    from wirepress.features.wire.maintenance.health import load_all_health
    from wirepress.features.wire.pages.health import order_by_trouble

    answer = paged_response(request, order_by_trouble(), lambda source: source)
    sources: list[Source] = answer.data
    answer.data = [_health_document(one) for one in load_all_health(sources)]
    return answer


def _health_document(one: Any) -> dict[str, Any]:
    kept = asdict(one)
    kept |= {name: format_moment(kept[name]) for name in ("good", "looked", "due", "last_new")}
    return kept | {"days": [{**day, "day": day["day"].isoformat()} for day in kept["days"]]}


def list_runs(request: Request) -> Response:
    """Return the latest first."""
    rows = Run.objects.order_by("-began", "-id")
    if request["source"]:
        rows = rows.filter(source_id=int(request["source"]))
    if request["failed"]:
        rows = rows.exclude(error="")
    return paged_response(request, rows, run_document)


def run_document(run: Run) -> dict[str, Any]:
    """Return a run as REST shows it."""
    head = {"id": run.pk, "source": run.source_id, "began": format_moment(run.began), "ended": format_moment(run.ended)}
    return {**head, **{name: getattr(run, name) for name in _NUMBERS}, "error": run.error, "notes": run.notes}


def health_schema() -> Schema:
    """Return the JSON schema of a source's health."""
    kinds = {
        "source_id": "integer",
        "name": "string",
        "slug": "string",
        "state": "string",
        "words": "string",
        "good": ["string", "null"],
        "looked": ["string", "null"],
        "due": ["string", "null"],
        "last_new": ["string", "null"],
        "suggested": "string",
        "failures": "integer",
        "error": "string",
        "items": "integer",
        "queued": "integer",
        "held": "integer",
        "days": "array",
    }
    return _schema("wire-health", kinds)


def run_schema() -> Schema:
    """Return the JSON schema of a run."""
    kinds: dict[str, Any] = {"id": "integer", "source": "integer", "began": "string", "ended": ["string", "null"]}
    return _schema("wire-run", {**kinds, **dict.fromkeys(_NUMBERS, "integer"), "error": "string", "notes": "array"})


def _schema(title: str, kinds: dict[str, Any]) -> Schema:
    properties = {name: {"type": kind, "readonly": True} for name, kind in kinds.items()}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": properties,
    }
