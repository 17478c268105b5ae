"""Whether a backup is one that a site can be made of: it is restored into a scratch folder, and counted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wirepress.transfer.backup import copy_sqlite
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.manifest import UPLOADS, Manifest
from wirepress.transfer.backup.place import Place, fetch, hash_stream, scratch_folder
from wirepress.transfer.backup.upload_list import Upload, content_name, read_list
from wirepress.transfer.export.export_report import Progress

STEP: Final = "Checking the backup"
_NAMED: Final = 20  # damaged uploads that are named one by one


def verify(place: Place, manifest: Manifest, progress: Progress, *, every_byte: bool = False) -> list[str]:
    """Restore the database of a backup into a scratch folder and look at every uploaded file. Return what could not be looked at.

    `every_byte`: the bytes of uploads too; else that they are there, and how long they are. Raises BackupError.
    """
    notes: list[str] = []
    with scratch_folder() as scratch:
        for name, facts in manifest.files.items():
            fetch(place.backups, manifest.path(name), facts, scratch / name)
        counts = _database(manifest, scratch, notes)
        if counts is not None and counts != dict(manifest.counts):
            raise BackupError(f"The restored database has {counts} rows instead of {dict(manifest.counts)}.")
        _uploads(place, manifest, scratch / UPLOADS, progress, every_byte)
    return notes


def _database(manifest: Manifest, scratch: Path, notes: list[str]) -> dict[str, int] | None:
    if manifest.kind == "sqlite":
        return copy_sqlite.unpack_database(scratch / copy_sqlite.FILE, scratch / "restored.sqlite3", manifest.unpacked)
    from wirepress.transfer.backup import copy_postgresql

    if manifest.kind == "copy":
        notes.append("The tables were read to their ends, but not put into a database.")
        return None
    dump = scratch / copy_postgresql.DUMP
    with copy_postgresql.scratch_database(copy_postgresql.site_conninfo()) as where:
        if where is not None:
            copy_postgresql.load_dump(dump, where)
            return copy_postgresql.count_rows(where)
    if not copy_postgresql.can_be_read(dump):
        raise BackupError("pg_restore cannot read the dump.")
    notes.append(
        "The dump was read to its end, but not put into a database: this site's user may not create one (CREATEDB)."
    )
    return None


def _uploads(place: Place, manifest: Manifest, listed: Path, progress: Progress, every_byte: bool) -> None:
    count = total = 0
    wrong: list[str] = []
    for upload in read_list(listed):
        if count % 100 == 0:
            progress(STEP, count, max(manifest.uploads, 1))
        why = _fault_of(place, upload, every_byte)
        if why:
            wrong.append(f"{upload.name} (files/{content_name(upload.sha256)} {why})")
        count += 1
        total += upload.size
    if (count, total) != (manifest.uploads, manifest.upload_bytes):
        raise BackupError(f"The list of uploads names {count} files instead of {manifest.uploads}.")
    if wrong:
        more = f" and {len(wrong) - _NAMED:,} more" if len(wrong) > _NAMED else ""
        raise BackupError(
            f"{len(wrong):,} of {manifest.uploads:,} uploads are damaged in the backup: {', '.join(wrong[:_NAMED])}{more}."
            " Move those files out of the backup's folder and make a backup: it copies them again from the site."
        )
    progress(STEP, 1, 1)


def _fault_of(place: Place, upload: Upload, every_byte: bool) -> str:
    """Return what is wrong with the bytes of an upload, in words; empty: nothing."""
    name = content_name(upload.sha256)
    facts = place.files.facts(name)
    if facts is None:
        return "is missing"
    if facts.size != upload.size:
        return f"has {facts.size} bytes instead of {upload.size}"
    if every_byte:
        source = place.files.open_part(name, 0, facts.size)
        try:
            return "" if hash_stream(source).sha256 == upload.sha256 else "holds other bytes"
        finally:
            source.close()
    return ""
