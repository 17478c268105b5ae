"""Uploaded files, wherever they lie (see core/files/). A storage that is away refuses in words; nothing half-stored is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import structlog
from django.core.files.storage import default_storage

from wirepress.content.errors import Refused
from wirepress.core.files import room
from wirepress.core.files.shelf import Shelf, StorageAway, is_safe, names
from wirepress.core.jobs.enqueue import QueueAway, enqueue

log = structlog.get_logger(__name__)
REMOVE = "content.remove_files"


def shelf() -> Shelf:
    """The storage of uploaded files."""
    return cast(Shelf, default_storage)


def _away(error: StorageAway) -> Refused:
    log.error("files.storage_away", error=str(error))
    if room.is_missing(error):
        return Refused("disk_full", "The newsroom's disk is full. Nothing was kept; whoever looks after the server has to make room first.", 507)
    return Refused("rest_upload_sideload_error", "The storage of files cannot be reached at the moment. Nothing was kept; please try again.", 503)


class Keeping:
    """Stores files that belong together: all of them, or none when the block is left with an error."""

    def __init__(self) -> None:
        self._names: list[str] = []

    def __enter__(self) -> Keeping:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            remove(self._names)

    def keep(self, name: str, data: bytes) -> str:
        """Store a new file; answers the name it got: -1, -2 ... stands before the extension where others have it. Raises Refused."""
        for candidate in names(name):
            try:
                stored = shelf().keep(candidate, data)
            except StorageAway as error:
                raise _away(error) from error
            if stored:
                self._names.append(candidate)
                return candidate
        raise AssertionError  # the names do not end

    def put(self, name: str, data: bytes) -> None:
        """Store a file that belongs to another one, under this very name. Raises Refused."""
        try:
            shelf().put(name, data)
        except StorageAway as error:
            raise _away(error) from error
        self._names.append(name)


def read(name: str) -> bytes | None:
    """The bytes of a file; None when there is none. Raises Refused."""
    if not is_safe(name):
        return None
    try:
        facts = shelf().facts(name)
        if facts is None:
            return None
        body = shelf().part(name, 0, facts.size)
        try:
            return body.read()
        finally:
            body.close()
    except FileNotFoundError:
        return None
    except StorageAway as error:
        raise _away(error) from error


def remove(wanted: Iterable[str]) -> None:
    """Remove files. Where the storage is away a job does it later."""
    left = [name for name in wanted if is_safe(name) and not _removed(name)]
    if left:
        try:
            enqueue(REMOVE, names=left)
        except QueueAway as error:
            log.error("files.left_behind", names=left, error=str(error))


def _removed(name: str) -> bool:
    try:
        shelf().delete(name)
    except StorageAway as error:
        log.warning("files.not_removed", name=name, error=str(error))
        return False
    return True


def remove_later(names: list[str]) -> int:
    """The job: remove files. Raises StorageAway, and is then repeated."""
    for name in names:
        shelf().delete(name)
    return len(names)
