"""Makes a site out of a backup, in a new folder. Nothing that is there is touched, and a site that fails is not left half."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wirepress.core.files.storage import StorageUnavailable
from wirepress.core.files.work_in_progress import held, remove_left
from wirepress.settings import file_permissions, values
from wirepress.settings.site_folder import DATABASE_NAME, FILE_NAME
from wirepress.transfer.backup import copy_sqlite
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.manifest import UPLOADS, Manifest, find_backups, read_manifest
from wirepress.transfer.backup.place import OWNER, Place, fetch, open_place, read_json, scratch_folder
from wirepress.transfer.backup.settings_copy import KEY, SETTINGS, settings_of_restored
from wirepress.transfer.backup.upload_list import content_name, read_list, stored
from wirepress.transfer.export.export_report import Progress, ignore_progress

STEP: Final = "Restoring"
_SPARE: Final = 64 * 1024 * 1024  # bytes of the disk that stay free


@dataclass(slots=True)
class RestoreReport:
    """What was made of which backup. `lost`: uploads whose bytes are damaged in the backup, each with the reason."""

    manifest: Manifest
    folder: Path
    uploads: int = 0
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def restore(
    source: str,
    folder: Path,
    *,
    at: str = "",
    url: str = "",
    database_url: str = "",
    progress: Progress = ignore_progress,
) -> RestoreReport:
    """Make a site in `folder`, which must not be there or be empty. `at`: which backup, else the newest; `url`: the new site's address.

    `database_url`: an empty PostgreSQL database, for a backup of one. Raises BackupError: then nothing was made.
    """
    place = open_place(source)
    _require_new(folder)
    if url:
        try:
            values.site_address(url)
        except ValueError as error:
            raise BackupError(f"--url {url}: {error}.") from None
    try:
        manifest = _choose(place, at)
        _check_target(manifest, database_url, folder)
        return _build(place, manifest, folder, url, database_url, progress)
    except StorageUnavailable as error:
        raise BackupError(f"{error} Nothing was restored.") from error


def _require_new(folder: Path) -> None:
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(
            f"{folder} is there already and is not empty. Nothing was changed: name a new folder for the site."
        )
    if not folder.absolute().parent.is_dir():
        raise BackupError(f"There is no folder {folder.absolute().parent}. Make it first.")


def _choose(place: Place, at: str) -> Manifest:
    if read_json(place.root, OWNER) is None:
        raise BackupError(f"{place.name} holds no backups of Wirepress.")
    whole, begun = find_backups(place)
    if not whole:
        more = " One was begun and never finished." if begun else ""
        raise BackupError(f"{place.name} holds no finished backup.{more}")
    if at and at not in whole:
        raise BackupError(f"{place.name} has no backup {at}. It has: {', '.join(whole)}.")
    return read_manifest(place, at or whole[-1])


def _check_target(manifest: Manifest, database_url: str, folder: Path) -> None:
    needs_server = manifest.kind != "sqlite"
    if needs_server and not database_url:
        raise BackupError(
            "This backup is of a site on PostgreSQL. Make an empty database and name it: --database postgresql://USER:PASSWORD@HOST/NAME."
        )
    if database_url and not needs_server:
        raise BackupError("This backup is of a site on SQLite, and goes into the site's folder: leave --database out.")
    if needs_server:
        from wirepress.transfer.backup import copy_postgresql

        copy_postgresql.require_empty(database_url)
    needed = manifest.unpacked + manifest.upload_bytes + sum(one.size for one in manifest.files.values())
    free = shutil.disk_usage(folder.absolute().parent).free
    if needed + _SPARE > free:
        raise BackupError(
            f"The site needs {needed:,} bytes and {_SPARE:,} beside them; {free:,} are free where {folder} shall be."
            " Nothing was restored: make room, or name a folder on another disk."
        )


def _build(
    place: Place, manifest: Manifest, folder: Path, url: str, database_url: str, progress: Progress
) -> RestoreReport:
    report = RestoreReport(manifest, folder)
    whole = folder.absolute()
    remove_left(whole.parent, f".{glob.escape(whole.name)}.*.restoring")
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.restoring")
    part.mkdir(mode=file_permissions.FOLDER)
    try:
        with held(part), scratch_folder() as scratch:
            for done, (name, facts) in enumerate(manifest.files.items()):
                progress(STEP, done, len(manifest.files))
                fetch(place.backups, manifest.path(name), facts, scratch / name)
            _write_settings(scratch, part, manifest, url, database_url, report)
            _restore_uploads(place, scratch / UPLOADS, part / "uploads", manifest, report, progress)
            if manifest.kind == "sqlite":
                counts = copy_sqlite.unpack_database(
                    scratch / copy_sqlite.FILE, part / DATABASE_NAME, manifest.unpacked
                )
            else:
                counts = _load_server(manifest, scratch, database_url, part)
            if counts != dict(manifest.counts):
                raise BackupError(f"The restored database has {counts} rows instead of {dict(manifest.counts)}.")
        _require_new(folder)
        if folder.is_dir():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise BackupError(f"{error.strerror or error} ({error.filename}). Nothing was restored.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return report


def _write_settings(
    scratch: Path, part: Path, manifest: Manifest, url: str, database_url: str, report: RestoreReport
) -> None:
    raw = (scratch / SETTINGS).read_bytes() if SETTINGS in manifest.files else b""
    changes: dict[str, Any] = {"url": url or manifest.url, "database_url": database_url}
    _write_private(part / FILE_NAME, settings_of_restored(raw, changes))
    if KEY in manifest.files:
        _write_private(part / KEY, (scratch / KEY).read_bytes())
    if not manifest.secrets:
        report.notes.append(
            f"The backup holds no secrets: {FILE_NAME} has a new secret key (everybody signs in anew); passwords of mail, storage and"
            " other services have to be put in, and accounts of social networks connected again."
        )


def _write_private(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_permissions.FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _restore_uploads(
    place: Place, listed: Path, folder: Path, manifest: Manifest, report: RestoreReport, progress: Progress
) -> None:
    _make_folder(folder)
    count = total = 0
    for upload in read_list(listed):
        total += upload.size
        if total > manifest.upload_bytes:
            raise BackupError("The list of uploads is of more bytes than the backup says it has.")
        target = folder / upload.name
        _make_folder(target.parent)
        count += 1
        if count % 100 == 0:
            progress("Uploads", count, max(manifest.uploads, 1))
        try:
            fetch(place.files, content_name(upload.sha256), stored(upload), target)
        except BackupError as error:  # a site without one of its pictures is better than none
            target.unlink(missing_ok=True)
            report.lost.append(f"{upload.name}: {error}")
            continue
        target.chmod(file_permissions.UPLOAD)
        os.utime(target, (upload.modified, upload.modified))
        report.uploads += 1
    if count != manifest.uploads:
        raise BackupError(f"The list of uploads names {count} files instead of {manifest.uploads}.")
    progress("Uploads", 1, 1)


def _make_folder(folder: Path) -> None:
    """Make a folder of uploads and those above it that are missing, with their mode whatever the umask says."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir()
        folder.chmod(file_permissions.UPLOADS_FOLDER)


def _load_server(manifest: Manifest, scratch: Path, database_url: str, part: Path) -> dict[str, int]:
    from wirepress.transfer.backup import copy_postgresql

    if manifest.kind == "pg_dump":
        copy_postgresql.load_dump(scratch / copy_postgresql.DUMP, database_url)
    else:
        _make_tables(part)
        tables = {name: scratch / name for name in manifest.files if name.endswith(".copy.gz")}
        copy_postgresql.load_tables(tables, manifest.facts, database_url)
    return copy_postgresql.count_rows(database_url)


def _make_tables(part: Path) -> None:
    """Make the tables of this release in the new site's database, in a process of its own, since settings are read once in each."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("WIREPRESS_DATABASE")}
    done = subprocess.run(
        [sys.executable, "-m", "wirepress", "feature", "list"],
        env={**around, "WIREPRESS_SITE": str(part)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(
            f"The tables of the new site could not be made: {(done.stderr or done.stdout).strip()[-400:]}"
        )
