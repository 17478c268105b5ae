"""Brings in what lies in a folder or an archive."""

from __future__ import annotations

from pathlib import Path

from wirepress.transfer.archives.contents import look_into
from wirepress.transfer.importing.request import ImportRequest, Progress
from wirepress.transfer.report import Report


def import_backup(path: Path, request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring everything in. Raises UnreadableSource."""
    look_into(path, request)
