"""Every change that was made to a story here because its source changed it, with its differences."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.changes import OUTCOMES, differences_of, find_changes
from wirepress.features.wire.pages import page_helpers


def show_changes(request: HttpRequest) -> HttpResponse:
    """Return the page, the latest first."""
    source = page_helpers.read_number(request, "source")
    found = page_helpers.paginate(request, find_changes(source=source))
    rows = [(change, OUTCOMES.get(change.outcome, change.outcome), differences_of(change)) for change in found]
    return page_helpers.render_page(
        request,
        "changes",
        "Changes by sources",
        rows=rows,
        found=found,
        source=source,
        sources=queue.source_choices(),
        query=f"source={source}&" if source else "",
    )
