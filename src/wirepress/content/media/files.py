"""Uploaded files, wherever they lie (see core/files/). A storage that is away refuses in words; nothing half-stored is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import structlog
from django.core.files.storage import default_storage
from django.db import DatabaseError

from wirepress.content.errors import ActionRefused
from wirepress.core.files.storage import StorageAway, UploadStorage, candidate_names, is_safe
from wirepress.core.jobs.enqueue import enqueue

log = structlog.get_logger(__name__)
REMOVE = "content.remove_files"


def upload_storage() -> UploadStorage:
    """The storage of uploaded files."""
    return cast(UploadStorage, default_storage)


def _away(error: StorageAway) -> ActionRefused:
    log.error("files.storage_away", error=str(error))
    return ActionRefused(
        "rest_upload_sideload_error",
        "The storage of files cannot be reached at the moment. Nothing was kept; please try again.",
        503,
    )


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
        for candidate in candidate_names(name):
            try:
                stored = upload_storage().store(candidate, data)
            except StorageAway as error:
                raise _away(error) from error
            if stored:
                self._names.append(candidate)
                return candidate
        raise AssertionError  # the names do not end

    def put(self, name: str, data: bytes) -> None:
        """Store a file that belongs to another one, under this very name. Raises Refused."""
        try:
            upload_storage().overwrite(name, data)
        except StorageAway as error:
            raise _away(error) from error
        self._names.append(name)


def read(name: str) -> bytes | None:
    """The bytes of a file; None when there is none. Raises Refused."""
    if not is_safe(name):
        return None
    try:
        facts = upload_storage().facts(name)
        if facts is None:
            return None
        body = upload_storage().part(name, 0, facts.size)
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
        except DatabaseError as error:
            log.error("files.left_behind", names=left, error=str(error))


def _removed(name: str) -> bool:
    try:
        upload_storage().delete(name)
    except StorageAway as error:
        log.warning("files.not_removed", name=name, error=str(error))
        return False
    return True


def remove_later(names: list[str]) -> int:
    """The job: remove files. Raises StorageAway, and is then repeated."""
    for name in names:
        upload_storage().delete(name)
    return len(names)
