"""Lists of feeds (OPML): every feed that is not here yet becomes a source whose stories wait for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wirepress.features.wire.models import Source
from wirepress.features.wire.sources import opml
from wirepress.features.wire.sources.manage import WrongFields, add_source
from wirepress.transfer.report import Report

KIND: Final = "feeds"


def import_feed_lists(paths: Sequence[Path], report: Report, *, status: str = "pending") -> None:
    """Add the feeds of lists. Known ones are left as they are; what cannot be added is named."""
    here = set(Source.objects.values_list("url", flat=True))
    tally = report.tally(KIND)
    for path in paths:
        try:
            outlines = opml.read_opml(path.read_bytes())
        except (OSError, ValueError) as error:
            report.add_refusal(KIND, path.name, 1, "", f"{error}".rstrip("."))
            continue
        for number, outline in enumerate(outlines, 1):
            tally.read += 1
            if outline.url in here:
                tally.unchanged += 1
                continue
            try:
                add_source(feed_fields(outline, status))
            except WrongFields as error:
                report.add_refusal(KIND, path.name, number, outline.url, " ".join(error.fields.values()))
                continue
            here.add(outline.url)
            tally.created += 1


def feed_fields(outline: opml.Outline, status: str, *, allow_private: bool = False) -> dict[str, object]:
    """Return the fields of the source that an outline becomes; its folder becomes the category of its stories."""
    policy = {
        "status": status,
        "rights": {"credit": "{source}"},
        **({"terms": {"always": [outline.category]}} if outline.category else {}),
    }
    return {
        "name": outline.title[:200],
        "url": outline.url,
        "home": outline.home,
        "allow_private": allow_private,
        "policy": policy,
    }
