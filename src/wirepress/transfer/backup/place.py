"""Where backups lie: a folder or a bucket, laid out alike.

`wirepress-backups.json` says whose they are; `backups/MOMENT/` holds one each, whole as soon as its `backup.json` is there; `files/` holds
every uploaded file once, under the SHA-256 of its bytes, whatever number of backups have it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from wirepress.core.files.choose_backend import bucket_options
from wirepress.core.files.work_in_progress import held, remove_left
from wirepress.settings import file_permissions, values
from wirepress.settings.settings import get_settings
from wirepress.transfer.backup.errors import BackupError

OWNER: Final = "wirepress-backups.json"
LOCK: Final = "lock.json"
LOCK_SECONDS: Final = 12 * 3600  # a lock that is older was left by a process that is gone
PIECE: Final = 1024 * 1024
_SCRATCH: Final = "wirepress-backup-"
SMALL: Final = 4 * 1024 * 1024  # bytes of a description, at most


@dataclass(frozen=True)
class Place:
    """A folder or bucket. `root`, `backups` and `files` are storages as those of uploads are (core/files/storage.py)."""

    name: str
    root: Any
    backups: Any
    files: Any


def open_place(target: str) -> Place:
    """Return the place that an address (s3://BUCKET/PREFIX) or the name of a folder means. Raises BackupError."""
    if target.startswith("s3://"):
        return _bucket(target)
    folder = Path(target).expanduser().absolute()
    return Place(str(folder), *(_folder(folder / part) for part in ("", "backups", "files")))


def _folder(path: Path) -> Any:
    from wirepress.core.files.local import LocalStorage

    return LocalStorage(
        location=str(path),
        file_permissions_mode=file_permissions.FILE,
        directory_permissions_mode=file_permissions.FOLDER,
    )


def _bucket(target: str) -> Place:
    try:
        values.bucket_address(target)
    except ValueError as error:
        raise BackupError(f"{target} is no bucket: {error}.") from None
    try:
        from wirepress.core.files.s3 import BucketStorage
    except ImportError:
        raise BackupError("Buckets need more packages: pip install 'wirepress[s3]'. Nothing was done.") from None
    options = bucket_options(target, get_settings()) or {}
    where = options["location"]
    folders = [f"{where}/{part}".strip("/") for part in ("", "backups", "files")]
    return Place(target, *(BucketStorage(**(options | {"location": folder})) for folder in folders))


def claim(place: Place, site_id: str, url: str) -> None:
    """Make the place this site's, or find that it is. Raises BackupError where something else lies."""
    found = read_json(place.root, OWNER)
    if found is None:
        if any(True for _ in place.root.list_files()):
            raise BackupError(
                f"{place.name} is not empty and holds no backups. Nothing was written: name a folder of its own."
            )
        write_json(place.root, OWNER, {"format": 1, "site": site_id, "url": url})
    elif found.get("site") != site_id:
        raise BackupError(
            f"{place.name} holds backups of another site ({found.get('url')}). Nothing was written: each site has a place of its own."
        )


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Inside, nobody else makes or removes backups here. Raises BackupError when somebody is at it."""
    mine = json.dumps({"host": os.uname().nodename, "process": os.getpid(), "since": time.time()}).encode()
    if not place.root.store(LOCK, mine):
        held = read_json(place.root, LOCK) or {}
        age = time.time() - float(held.get("since") or 0)
        if age < LOCK_SECONDS and not _is_gone(held):
            raise BackupError(
                f"Another backup is under way there since {int(age // 60)} minutes (process {held.get('process')} on {held.get('host')})."
                f" If there is none, remove {LOCK} from {place.name}."
            )
        place.root.overwrite(LOCK, mine)
    try:
        yield
    finally:
        place.root.delete(LOCK)


def _is_gone(held: dict[str, Any]) -> bool:
    if held.get("host") != os.uname().nodename or not isinstance(held.get("process"), int):
        return False
    try:
        os.kill(held["process"], 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return int(held["process"]) == os.getpid()


def read_json(storage: Any, name: str) -> dict[str, Any] | None:
    """Return a small description; None where there is none. Raises BackupError when it is none."""
    facts = storage.facts(name)
    if facts is None:
        return None
    if facts.size > SMALL:
        raise BackupError(f"{name} is {facts.size} bytes long, which no description is.")
    file = storage.open_part(name, 0, facts.size)
    try:
        found = json.loads(file.read())
    except ValueError:
        raise BackupError(f"{name} is no JSON: it was changed or cut off.") from None
    finally:
        file.close()
    if not isinstance(found, dict):
        raise BackupError(f"{name} is no description of a backup.")
    return found


def write_json(storage: Any, name: str, value: dict[str, Any]) -> None:
    """Store a description whole."""
    storage.overwrite(name, json.dumps(value, indent=1, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Facts of a file: size in bytes, SHA-256 of them in hexadecimal digits."""

    size: int
    sha256: str


def hash_stream(source: IO[bytes], target: IO[bytes] | None = None, most: int = -1) -> StoredFile:
    """Read to the end, copy to `target`, and return size and hash. Raises BackupError beyond `most` bytes."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(PIECE):
        size += len(piece)
        if 0 <= most < size:
            raise BackupError(f"a file is longer than the {most} bytes that it should have")
        digest.update(piece)
        if target is not None:
            target.write(piece)
    return StoredFile(size, digest.hexdigest())


def fetch(storage: Any, name: str, wanted: StoredFile, target: Path) -> None:
    """Copy a file of the place to a file of this machine, and check it. Raises BackupError."""
    facts = storage.facts(name)
    if facts is None:
        raise BackupError(f"{name} is missing from the backup, or is no plain file.")
    if facts.size != wanted.size:
        raise BackupError(f"{name} has {facts.size} bytes instead of {wanted.size}: it was changed or cut off.")
    source = storage.open_part(name, 0, facts.size)
    try:
        with target.open("xb") as file:
            found = hash_stream(source, file, wanted.size)
    except FileNotFoundError:
        raise BackupError(f"{name} is missing from the backup.") from None
    finally:
        source.close()
    if found != wanted:
        raise BackupError(f"{name} is not what was backed up: its checksum is another.")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what lies in between; it is removed at the end, or by the next process when this one is killed."""
    remove_left(Path(tempfile.gettempdir()), f"{_SCRATCH}*")
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
    try:
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
