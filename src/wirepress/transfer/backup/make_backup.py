"""Makes a backup of the running site: database, uploads, settings; then checks it, and removes what is older than the rule keeps."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection

from wirepress import __version__
from wirepress.content.options import store
from wirepress.core.files.local import LocalStorage
from wirepress.core.files.storage import StorageUnavailable
from wirepress.settings.settings import get_settings
from wirepress.transfer.backup import copy_sqlite, last_backup, retention
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.manifest import (
    NAME,
    UPLOADS,
    Manifest,
    files_of,
    find_backups,
    id_of,
    moment_of,
    read_manifest,
)
from wirepress.transfer.backup.place import (
    Place,
    StoredFile,
    claim,
    fetch,
    hash_stream,
    locked,
    open_place,
    scratch_folder,
    write_json,
)
from wirepress.transfer.backup.settings_copy import copy_settings
from wirepress.transfer.backup.upload_list import Upload, UploadTally, content_name, copy_uploads, read_list
from wirepress.transfer.backup.verify import verify
from wirepress.transfer.export.export_report import Progress, ignore_progress

SITE_ID: Final = "wirepress_site_id"  # option: tells the backups of one site from those of another
STEP: Final = "Database"


@dataclass(slots=True)
class BackupReport:
    """What was done. Bytes are of this backup; `copied` of what was new in it."""

    manifest: Manifest
    place: str
    uploads: UploadTally
    seconds: float = 0.0
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """Return the same for programs."""
        return {
            "place": self.place,
            **self.manifest.as_json(),
            "copied": self.uploads.copied,
            "copied_bytes": self.uploads.copied_bytes,
            "seconds": round(self.seconds, 2),
            "removed": self.removed,
            "kept": self.kept,
            "said": self.notes,
        }


def make_backup(
    target: str, *, secrets: bool = False, progress: Progress = ignore_progress, now: datetime | None = None
) -> BackupReport:
    """Back the site up to a folder or bucket, and check the copy. Return what was done.

    Raises BackupError: then there is no new backup, and those that were there are as they were.
    """
    begun = time.monotonic()
    place = open_place(target)
    try:
        claim(place, _site_id(), get_settings().url)
        with locked(place):
            report = _make(place, secrets, progress, now or datetime.now(UTC).replace(tzinfo=None))
    except StorageUnavailable as error:
        raise BackupError(f"{error} The backup was not finished; earlier ones are as they were.") from error
    except OSError as error:
        raise BackupError(
            f"{error.strerror or error} ({error.filename or place.name}). The backup was not finished; earlier ones are as they were."
        ) from error
    report.seconds = time.monotonic() - begun
    last_backup.note_success(
        place.name,
        {
            "id": report.manifest.id,
            "uploads": report.manifest.uploads,
            "bytes": report.manifest.upload_bytes + sum(one.size for one in report.manifest.files.values()),
            "seconds": round(report.seconds, 1),
            "kept": len(report.kept),
        },
    )
    return report


def _site_id() -> str:
    """Return what tells this site from others; made once, so that a restored copy of it goes on with the same backups."""
    found = store.get(SITE_ID, None)
    if not found:
        found = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{get_settings().host}"
        store.put(SITE_ID, found)
    return str(found)


def _make(place: Place, secrets: bool, progress: Progress, now: datetime) -> BackupReport:
    whole, begun = find_backups(place)
    for name in begun:  # left by a process that was stopped; its uploads are in place already
        _remove(place, name)
    name = id_of(now)
    if name in whole:
        raise BackupError("A backup was made this very second. Wait a moment.")
    progress(STEP, 0, 1)
    with scratch_folder() as scratch:
        known = _known_uploads(place, whole, scratch)
        kind, files, counts, facts, notes, unpacked = copy_database(scratch)
        progress(STEP, 1, 1)
        for file, data in copy_settings(get_settings(), with_secrets=secrets).items():
            path = scratch / file
            path.write_bytes(data)
            files.append(path)
        tally = copy_uploads(place, known, scratch / UPLOADS, progress)
        if tally.lost:
            notes.append(f"{tally.lost} uploads could not be read and are not in the backup.")
        files.append(scratch / UPLOADS)
        manifest = Manifest(
            id=name,
            kind=kind,
            url=get_settings().url,
            version=__version__,
            files=_store_files(place, name, files, now),
            counts=counts,
            unpacked=unpacked,
            uploads=tally.count,
            upload_bytes=tally.bytes,
            secrets=secrets,
            notes=tuple(notes),
            facts=facts,
        )
    try:
        notes += verify(place, manifest, progress)
    except BackupError as error:
        _remove(place, name)
        raise BackupError(f"The copy did not stand its test and was removed: {error}") from None
    write_json(place.backups, manifest.path(NAME), manifest.as_json())
    removed, kept = apply_retention(place)
    return BackupReport(manifest, place.name, tally, removed=removed, kept=kept, notes=notes)


def copy_database(
    scratch: Path,
) -> tuple[str, list[Path], dict[str, int], Mapping[str, Any], list[str], int]:
    """Copy the database into a folder. Return its kind, files, rows, facts for a restore, notes, and bytes unpacked (0: not known)."""
    if connection.vendor == "sqlite":
        files, counts, unpacked = copy_sqlite.copy_database(scratch)
        return "sqlite", files, counts, {}, [], unpacked
    from wirepress.transfer.backup import copy_postgresql

    kind, files, counts, facts, notes = copy_postgresql.copy_database(scratch)
    return kind, files, counts, facts, notes, 0


def _store_files(place: Place, name: str, files: list[Path], now: datetime) -> dict[str, StoredFile]:
    found = {}
    for path in files:
        with path.open("rb") as file:
            found[path.name] = hash_stream(file)
        place.backups.copy_in(f"{name}/{path.name}", path, now.replace(tzinfo=UTC).timestamp())
    return found


def _known_uploads(place: Place, whole: list[str], scratch: Path) -> dict[str, Upload]:
    """Return the uploads of the newest backup by name; none where it is damaged: then all are read again."""
    if not whole:
        return {}
    try:
        return {upload.name: upload for upload in uploads_of(place, whole[-1], scratch / "known.jsonl.gz")}
    except BackupError:
        return {}


def uploads_of(place: Place, name: str, scratch: Path) -> list[Upload]:
    """Return the uploads of a backup; its list is copied to `scratch` on the way. Raises BackupError."""
    manifest = read_manifest(place, name)
    if UPLOADS not in manifest.files:
        raise BackupError(f"The backup {name} has no list of uploads.")
    fetch(place.backups, manifest.path(UPLOADS), manifest.files[UPLOADS], scratch)
    return list(read_list(scratch))


def apply_retention(place: Place) -> tuple[list[str], list[str]]:
    """Remove the backups that the rule does not keep, and the uploads that none of the others has. Return both lists of names.

    Where one of those that stay cannot be read, no upload is removed: it may need it.
    """
    whole, _ = find_backups(place)
    kept_moments = retention.choose_kept(moment_of(name) for name in whole)
    kept = [name for name in whole if moment_of(name) in kept_moments]
    removed = [name for name in whole if name not in kept]
    for name in removed:
        _remove(place, name)
    if removed:
        _remove_unused(place, kept)
    return removed, kept


def _remove_unused(place: Place, kept: list[str]) -> None:
    needed: set[str] = set()
    with scratch_folder() as scratch:
        for name in kept:
            try:
                needed |= {content_name(upload.sha256) for upload in uploads_of(place, name, scratch / name)}
            except BackupError:
                return
    for name, _ in list(place.files.list_files()):
        if name not in needed:
            place.files.delete(name)


def _remove(place: Place, name: str) -> None:
    for path in files_of(place, name):
        place.backups.delete(path)
    if isinstance(place.backups, LocalStorage):
        folder = Path(place.backups.location) / name
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
