"""Copies the uploaded files into a folder beside an export. What is there whole is not copied again."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import IO, Any, Final

from django.core.files.storage import default_storage

from wirepress.core.files.storage import StorageUnavailable, is_safe
from wirepress.transfer.export.export_report import ExportReport, Progress
from wirepress.transfer.export.output_file import STDOUT, ExportError

STEP: Final = "Copying uploads"
_PIECE: Final = 1024 * 1024  # bytes in memory at once


def check_media_target(out: str) -> Path:
    """Return the folder for the uploads of an export: `site.sql.gz` has `site-uploads`. Raises ExportError for standard output."""
    if out == STDOUT:
        raise ExportError(
            "Uploads are copied beside a file, and standard output is none: name a file, or leave --media out."
        )
    path = Path(out)
    return path.with_name(f"{path.name.split('.')[0] or 'site'}-uploads")


def copy_media(folder: Path, report: ExportReport, progress: Progress) -> None:
    """Copy every uploaded file; stopped, the next run goes on. Files that cannot be read are named in the report."""
    storage: Any = default_storage
    try:
        names = list(storage.list_files())
    except StorageUnavailable as error:
        raise ExportError(f"The uploads cannot be read: {error}") from None
    for done, (name, size) in enumerate(names):
        progress(STEP, done, len(names))
        if not is_safe(name):
            continue
        target = folder / name
        try:
            if target.is_file() and target.stat().st_size == size:
                report.written["uploads that were there"] += 1
                continue
            copy_one(storage, name, size, target)
            report.written["uploads"] += 1
        except (OSError, StorageUnavailable) as error:
            report.lost[f"uploads: {name}: {error}"] += 1
    progress(STEP, len(names), len(names))
    report.files.append(str(folder))


def copy_one(storage: Any, name: str, size: int, target: Path) -> None:
    """Copy one file of the storage; it is at its place whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    source: IO[bytes] = storage.open_part(name, 0, size)
    try:
        with part.open("wb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)
        part.replace(target)
    finally:
        source.close()
        part.unlink(missing_ok=True)
