"""What a person is told when the machine refuses what a command needs: a full disk, a database that is away, a file that may not be read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from typing import Final

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS: Final = (
    "is full",
    "no space left",
    "disk i/o error",
    "could not extend file",
)  # SQLite's words and PostgreSQL's
_KEPT: Final = "What was stored before stays."


def describe_error(error: BaseException) -> str:
    """Return one sentence for a person; "" for a fault of the program, whose traceback is wanted."""
    chain = list(_causes(error))
    if any(_is_full(one) for one in chain):
        return f"The disk is full. {_KEPT} Make room, then run the same command again."
    for one in chain:
        words = _database_words(one) or _file_words(one)
        if words:
            return words
    return ""


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return _is_of(error, "OperationalError", "DiskFull", "StorageUnavailable") and any(
        words in str(error).lower() for words in _FULL_WORDS
    )


def _database_words(error: BaseException) -> str:
    if _is_of(error, "StorageUnavailable"):
        return f"{str(error).rstrip('.')}. {_KEPT}"
    if type(error).__name__ != "DatabaseError" and not _is_of(
        error, "OperationalError", "InterfaceError", "RedisError"
    ):
        return ""  # of DatabaseError's other kinds a fault of the program is the cause
    first = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    if "locked" in first:
        return f"The database is locked by another program. {_KEPT} Run the same command again in a moment."
    return f"The site's database does not answer: {first}. {_KEPT} `wirepress doctor` looks at it."


def _file_words(error: BaseException) -> str:
    if not isinstance(error, OSError) or isinstance(error, TimeoutError) or error.errno is None:
        return ""
    named = f" ({os.fsdecode(error.filename)})" if isinstance(error.filename, str | bytes) else ""
    return f"{error.strerror or error}{named}. {_KEPT}"


def _is_of(error: BaseException, *names: str) -> bool:
    """By name, so that no driver is loaded to tell what its errors are."""
    return any(kind.__name__ in names for kind in type(error).__mro__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
