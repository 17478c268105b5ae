"""A trial: what would become of each of a source's stories now, and why. Nothing is filed."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from wirepress.features.wire.models import Source
from wirepress.features.wire.pages import page_helpers

COUNT: Final = 20  # stories of a trial
WHAT: Final = {
    "file": ("Would be filed", "good"),
    "skip": ("Left out", "idle"),
    "attach": ("A version of another story", "idle"),
    "block": ("Blocked", "bad"),
    "hold": ("Held back", "idle"),
    "known": ("Here already", "idle"),
    "change": ("Here already, changed", "idle"),
    "fail": ("Cannot be filed", "bad"),
}


def show_dry_run(request: HttpRequest) -> HttpResponse:
    """Return the page with a button; a POST asks the source and shows each story's fate. Raises Http404."""
    source = Source.objects.filter(pk=page_helpers.read_number(request)).first()
    if source is None:
        raise Http404
    trial = None
    if request.method == "POST":
        from wirepress.features.wire.ingest.runs.dry_run import run_dry

        trial = run_dry(source, count=COUNT)
    fates = [(fate, *WHAT.get(fate.what, (fate.what, "idle"))) for fate in trial.fates] if trial else []
    return page_helpers.render_page(
        request,
        "trial",
        f"Try {source.name}",
        source=source,
        trial=trial,
        fates=fates,
        count=COUNT,
        back=page_helpers.page_url("sources/source", id=source.pk),
        asks=source.kind != "push",
    )
