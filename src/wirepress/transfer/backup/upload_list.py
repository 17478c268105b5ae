"""The uploaded files of a backup: each is stored once under the hash of its bytes, and a list says which belong to it."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import default_storage

from wirepress.core.files.storage import StorageUnavailable, is_safe
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.place import Place, StoredFile, hash_stream
from wirepress.transfer.export.export_report import Progress

STEP: Final = "Uploads"
LINES_MOST: Final = 20_000_000  # files in one backup
LINE_MOST: Final = 8192  # bytes of a line
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file. `tag`: what the storage says of its state; equal tags are equal bytes. `modified`: unix seconds."""

    name: str
    size: int
    modified: float
    tag: str
    sha256: str


@dataclass(slots=True)
class UploadTally:
    """What became of the uploads: how many there are, how many of them had to be copied, and what could not be read."""

    count: int = 0
    bytes: int = 0
    copied: int = 0
    copied_bytes: int = 0
    lost: int = 0


def content_name(sha256: str) -> str:
    """Return where the bytes of that hash lie among the files."""
    return f"{sha256[:2]}/{sha256}"


def copy_uploads(place: Place, known: Mapping[str, Upload], target: Path, progress: Progress) -> UploadTally:
    """Copy what is new and write the list to `target`. `known`: the files of the backup before, which are not read again where their
    bytes are still there."""
    storage: Any = default_storage
    there: dict[str, int] = dict(place.files.list_files())
    tally = UploadTally()
    names = [name for name, _ in storage.list_files() if is_safe(name)]
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=5) as lines:
        for done, name in enumerate(sorted(names)):
            progress(STEP, done, len(names))
            try:
                upload = _copy(place, storage, name, known.get(name), there, target.parent, tally)
            except FileNotFoundError:
                continue  # deleted meanwhile
            except OSError as error:
                if isinstance(error, StorageUnavailable):
                    raise
                tally.lost += 1
                continue
            tally.count += 1
            tally.bytes += upload.size
            facts = [upload.name, upload.size, upload.modified, upload.tag, upload.sha256]
            lines.write(json.dumps(facts, ensure_ascii=False) + "\n")
    progress(STEP, len(names), len(names))
    return tally


def _copy(
    place: Place,
    storage: Any,
    name: str,
    known: Upload | None,
    there: dict[str, int],
    scratch: Path,
    tally: UploadTally,
) -> Upload:
    """Return the entry of one upload, whose bytes are in the backup then. `there`: what is in it already, with sizes."""
    facts = storage.facts(name)
    if facts is None:
        raise FileNotFoundError(name)
    same = known is not None and (known.size, known.tag) == (facts.size, facts.tag)
    if known is not None and same and there.get(content_name(known.sha256)) == known.size:
        return known
    with tempfile.NamedTemporaryFile(prefix="upload-", dir=scratch) as copy:
        source = storage.open_part(name, 0, facts.size)
        try:
            found = hash_stream(source, copy)
        finally:
            source.close()
        copy.flush()
        content = content_name(found.sha256)
        if there.get(content) != found.size:
            place.files.copy_in(content, Path(copy.name), facts.modified)
            there[content] = found.size
            tally.copied += 1
            tally.copied_bytes += found.size
    return Upload(name, found.size, facts.modified, facts.tag, found.sha256)


def read_list(path: Path) -> Iterator[Upload]:
    """Yield the files of a list. Raises BackupError for a line that cannot be, and for names that lead out of the uploads."""
    number = 0
    try:
        with gzip.open(path, "rb") as lines:
            while line := lines.readline(LINE_MOST + 1):
                number += 1
                if len(line) > LINE_MOST or number > LINES_MOST:
                    raise BackupError("The list of uploads is longer than any can be.")
                yield _parse(line)
    except (OSError, EOFError) as error:
        raise BackupError(f"The list of uploads is damaged: {error}.") from None


def _parse(line: bytes) -> Upload:
    try:
        name, size, modified, tag, sha256 = json.loads(line)
        upload = Upload(str(name), int(size), float(modified), str(tag), str(sha256))
    except (ValueError, TypeError):
        raise BackupError("The list of uploads is damaged: a line says nothing right.") from None
    if not is_safe(upload.name) or upload.size < 0 or not _SHA256.fullmatch(upload.sha256):
        raise BackupError(
            f"The list of uploads names a file that cannot be: {upload.name[:80]!r}. Nothing was taken from it."
        )
    return upload


def stored(upload: Upload) -> StoredFile:
    """Return what the bytes have to be."""
    return StoredFile(upload.size, upload.sha256)
