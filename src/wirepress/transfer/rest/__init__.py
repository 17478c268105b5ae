"""Import of REST documents: what any WordPress site answers becomes posts here, whole."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from wirepress.transfer.report import Report
from wirepress.transfer.rest.apply import Applier
from wirepress.transfer.rest.check import Broken, check
from wirepress.transfer.rest.finish import finish
from wirepress.transfer.rest.read import Item, items

Progress = Callable[[str, int, int], None]


def run(files: list[str], *, site_url: str = "", dry_run: bool = False, progress: Progress | None = None) -> Report:
    """Import the documents of files (- is standard input). A broken one is named in the report and the others go in.

    `site_url`: the address of the site that gave them; its addresses in stories become this site's. `dry_run` writes nothing.
    """
    report = Report()
    applier = Applier(report, site_url.rstrip("/"))
    tell = progress or (lambda step, done, total: None)
    with transaction.atomic():
        for item in items(files, lambda done, total: tell("Reading documents", done, total)):
            _one(item, applier, report)
        finish(applier)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _one(item: Item, applier: Applier, report: Report) -> None:
    kind = item.document.get("type") if isinstance(item.document, dict) else None
    name = kind if isinstance(kind, str) and len(kind) <= 20 else "documents"
    report.tally(name).read += 1
    if item.reason:
        report.refuse(name, item.file, item.index, "", item.reason)
        return
    try:
        check(item.document)
        with transaction.atomic():
            outcome = applier.apply(item.document)
    except Broken as error:
        report.refuse(name, item.file, item.index, error.path, error.reason)
        return
    tally = report.tally(name)
    setattr(tally, outcome, getattr(tally, outcome) + 1)
