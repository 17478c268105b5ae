"""Files that a plugin knows how to read: which importer takes which file, and what it did as a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

from wirepress.content.options.features import extensions
from wirepress.core.contract.importers import Importer
from wirepress.transfer.report import Report

log = structlog.get_logger(__name__)
LOOKED_AT: Final = 4096  # bytes


def choose(files: Sequence[str]) -> tuple[list[tuple[Importer, Path]], list[str]]:
    """Return the files that an importer of a plugin recognises, each with the first one that does, and all others."""
    importers: list[Importer] = extensions().declared("importers")
    chosen: list[tuple[Importer, Path]] = []
    others: list[str] = []
    for name in files:
        path = Path(name)
        importer = _recognise(importers, path) if importers and path.is_file() else None
        if importer is None:
            others.append(name)
        else:
            chosen.append((importer, path))
    return chosen, others


def _recognise(importers: Sequence[Importer], path: Path) -> Importer | None:
    try:
        with path.open("rb") as file:
            first = file.read(LOOKED_AT)
    except OSError:  # whoever reads documents says it
        return None
    for importer in importers:
        try:
            if importer.recognises(first, path):
                return importer
        except Exception as error:
            log.error("plugin.failed", importer=importer.name, file=str(path), error=repr(error), exc_info=True)
    return None


def run(importer: Importer, path: Path, report: Report, *, dry_run: bool) -> None:
    """Have a file read, and put what that did into the report. Whatever the importer raises is a refusal of the file."""
    tally = report.tally(importer.title)
    try:
        result = importer.run(path, dry_run)
    except Exception as error:
        if not isinstance(error, ValueError):
            log.error("plugin.failed", importer=importer.name, file=str(path), error=repr(error), exc_info=True)
        report.add_refusal(importer.title, str(path), 1, "", str(error) or type(error).__name__)
        return
    tally.read += result.read
    tally.created += result.created
    tally.updated += result.updated
    tally.unchanged += result.unchanged
    for number, reason in enumerate(result.refusals, 1):
        report.add_refusal(importer.title, str(path), number, "", reason)
    for note in result.notes:
        report.add_note(note)
