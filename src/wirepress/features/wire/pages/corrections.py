"""Every change that a source made to a story of ours, with what became of it here and the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from wirepress.core.markup.text.diff import diff_texts
from wirepress.features.wire.models import Change
from wirepress.features.wire.pages import page_helpers

OUTCOMES: Final[Mapping[str, str]] = {
    "update": "Applied",
    "promote": "Replaced by a longer version",
    "version": "Kept as a version",
    "freeze": "Left: edited here",
    "flag": "Flagged",
    "unpublish": "Taken off the site",
}
_PARTS: Final[Mapping[str, str]] = {"headline": "Headline", "text": "Text", "byline": "Byline", "picture": "Picture"}


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A change as the list shows it. `parts`: part of the story, its difference as HTML."""

    change: Change
    outcome: str
    parts: list[tuple[str, str]]


def show_corrections(request: HttpRequest) -> HttpResponse:
    """Return the list, the newest first; `outcome` shows one kind."""
    outcome = request.GET.get("outcome", "")
    rows = (
        Change.objects.select_related("item", "item__source")
        .defer("item__entry", "item__verdict")
        .order_by("-made", "-id")
    )
    if outcome in OUTCOMES:
        rows = rows.filter(outcome=outcome)
    found = page_helpers.paginate(request, rows)
    return page_helpers.render_page(
        request,
        "corrections",
        "Corrections",
        found=found,
        rows=[_row(change) for change in found],
        outcomes=[("", "All"), *OUTCOMES.items()],
        outcome=outcome,
        query=f"{urlencode({'outcome': outcome})}&" if outcome else "",
    )


def _row(change: Change) -> CorrectionRow:
    parts: list[tuple[str, str]] = []
    kept: Any = change.parts
    for name, told in kept.items() if isinstance(kept, dict) else ():
        if isinstance(told, list) and len(told) == 2 and (html := diff_texts(str(told[0]), str(told[1]))):
            parts.append((_PARTS.get(name, name.capitalize()), html))
    return CorrectionRow(change, OUTCOMES.get(change.outcome, change.outcome), parts)
