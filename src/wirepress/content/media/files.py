"""Uploaded files, wherever they lie (see core/files/). A storage that is away refuses in words; nothing half-stored is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import structlog
from django.core.files.storage import default_storage
from django.db import DatabaseError

from wirepress.content.errors import ActionRefused
from wirepress.core.files import disk_full
from wirepress.core.files.storage import StorageUnavailable, UploadStorage, candidate_names, is_safe
from wirepress.core.jobs.enqueue import enqueue

log = structlog.get_logger(__name__)
REMOVE = "content.remove_files"


def upload_storage() -> UploadStorage:
    """Return the storage of uploaded files."""
    return cast(UploadStorage, default_storage)


def _unavailable(error: StorageUnavailable) -> ActionRefused:
    log.error("files.storage_away", error=str(error))
    if disk_full.is_disk_full(error):
        return ActionRefused(
            "disk_full",
            "The server's disk is full. Nothing was saved; an administrator of the server has to free some space first.",
            507,
        )
    return ActionRefused(
        "rest_upload_sideload_error",
        "The file storage cannot be reached at the moment. Nothing was saved; please try again.",
        503,
    )


class NewFiles:
    """Stores files that belong together: all of them, or none when the block is left with an error."""

    def __init__(self) -> None:
        self._names: list[str] = []

    def __enter__(self) -> NewFiles:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            remove_files(self._names)

    def store(self, name: str, data: bytes) -> str:
        """Store a new file; answers the name it got: -1, -2 ... stands before the extension where others have it. Raises ActionRefused."""
        for candidate in candidate_names(name):
            try:
                stored = upload_storage().store(candidate, data)
            except StorageUnavailable as error:
                raise _unavailable(error) from error
            if stored:
                self._names.append(candidate)
                return candidate
        raise AssertionError  # the names do not end

    def store_as(self, name: str, data: bytes) -> None:
        """Store a file that belongs to another one, under this very name. Raises ActionRefused."""
        try:
            upload_storage().overwrite(name, data)
        except StorageUnavailable as error:
            raise _unavailable(error) from error
        self._names.append(name)


def read_file(name: str) -> bytes | None:
    """Return the bytes of a file; None when there is none. Raises ActionRefused."""
    if not is_safe(name):
        return None
    try:
        facts = upload_storage().facts(name)
        if facts is None:
            return None
        body = upload_storage().open_part(name, 0, facts.size)
        try:
            return body.read()
        finally:
            body.close()
    except FileNotFoundError:
        return None
    except StorageUnavailable as error:
        raise _unavailable(error) from error


def remove_files(wanted: Iterable[str]) -> None:
    """Remove files. Where the storage is away a job does it later."""
    left = [name for name in wanted if is_safe(name) and not _try_remove(name)]
    if left:
        try:
            enqueue(REMOVE, names=left)
        except DatabaseError as error:
            log.error("files.left_behind", names=left, error=str(error))


def _try_remove(name: str) -> bool:
    try:
        upload_storage().delete(name)
    except StorageUnavailable as error:
        log.warning("files.not_removed", name=name, error=str(error))
        return False
    return True


def remove_files_job(names: list[str]) -> int:
    """Remove files as a job; return how many were removed. Raises StorageUnavailable, and is then repeated."""
    for name in names:
        upload_storage().delete(name)
    return len(names)
