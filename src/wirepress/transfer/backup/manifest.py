"""What a backup says about itself: `backup.json`, its last file, without which there is no backup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.core.files.storage import is_safe
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.place import Place, StoredFile, read_json

NAME: Final = "backup.json"
UPLOADS: Final = "uploads.jsonl.gz"
FORMAT: Final = 1
KINDS: Final = ("sqlite", "pg_dump", "copy")
_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_ID: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `kind`: how the database was copied; `counts`: rows that have to be there; `unpacked`: bytes of the database."""

    id: str
    kind: str
    url: str
    version: str
    files: Mapping[str, StoredFile]
    counts: Mapping[str, int]
    unpacked: int = 0
    uploads: int = 0
    upload_bytes: int = 0
    secrets: bool = False
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def made(self) -> datetime:
        """Return when it was begun, UTC, naive."""
        return moment_of(self.id)

    def path(self, name: str) -> str:
        """Return where a file of it lies among the backups."""
        return f"{self.id}/{name}"

    def as_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "format": FORMAT,
            "id": self.id,
            "database": self.kind,
            "url": self.url,
            "wirepress": self.version,
            "files": {name: {"size": one.size, "sha256": one.sha256} for name, one in self.files.items()},
            "counts": dict(self.counts),
            "unpacked": self.unpacked,
            "uploads": self.uploads,
            "upload_bytes": self.upload_bytes,
            "secrets": self.secrets,
            "notes": list(self.notes),
            "facts": dict(self.facts),
        }


def id_of(moment: datetime) -> str:
    """Return the name of a backup that was begun then (UTC)."""
    return moment.strftime(_MOMENT)


def moment_of(name: str) -> datetime:
    """Return the moment that a name tells, UTC, naive."""
    return datetime.strptime(name, _MOMENT).replace(tzinfo=UTC).replace(tzinfo=None)


def read_manifest(place: Place, name: str) -> Manifest:
    """Return one backup's description. Raises BackupError when it is not there, or is not to be believed."""
    if not _ID.fullmatch(name):
        raise BackupError(f"{name} is no name of a backup; they look like 20260531T030000Z.")
    found = read_json(place.backups, f"{name}/{NAME}")
    if found is None:
        raise BackupError(f"{place.name} has no backup {name}, or it was never finished.")
    if found.get("format") != FORMAT:
        raise BackupError(
            f"The backup {name} is of the format {found.get('format')}, which this release does not know."
        )
    try:
        return _parse(name, found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupError(f"The backup {name} is damaged: its {NAME} says nothing right about {error}.") from None


def _parse(name: str, found: Mapping[str, Any]) -> Manifest:
    files = {}
    for file, facts in found["files"].items():
        if not is_safe(file) or not _SHA256.fullmatch(facts["sha256"]) or not 0 <= _whole(facts["size"]) < 2**50:
            raise BackupError(
                f"The backup {name} names a file that cannot be: {file[:80]!r}. Nothing was taken from it."
            )
        files[str(file)] = StoredFile(facts["size"], facts["sha256"])
    if found["id"] != name or found["database"] not in KINDS:
        raise BackupError(f"The backup {name} is damaged: it says it is another, or of a kind that there is not.")
    return Manifest(
        id=name,
        kind=found["database"],
        url=str(found["url"]),
        version=str(found["wirepress"]),
        files=files,
        counts={str(table): _whole(count) for table, count in found["counts"].items()},
        unpacked=_whole(found["unpacked"]),
        uploads=_whole(found["uploads"]),
        upload_bytes=_whole(found["upload_bytes"]),
        secrets=bool(found["secrets"]),
        notes=tuple(str(note) for note in found["notes"]),
        facts=dict(found["facts"]),
    )


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"a number ({value!r})")
    return value


def find_backups(place: Place) -> tuple[list[str], list[str]]:
    """Return the names of the finished backups, oldest first, and of those that were begun only."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path, _ in place.backups.list_files():
        name, _, file = path.partition("/")
        if _ID.fullmatch(name):
            (whole if file == NAME else begun).add(name)
    return sorted(whole), sorted(begun - whole)


def files_of(place: Place, name: str) -> Iterable[str]:
    """Yield the files of a backup, the description first: without it the rest is none."""
    found = [path for path, _ in place.backups.list_files() if path.startswith(f"{name}/")]
    return sorted(found, key=lambda path: path != f"{name}/{NAME}")
