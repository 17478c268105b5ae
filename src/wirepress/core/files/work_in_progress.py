"""Files and folders of work under way, held by a lock that ends with its process: so what a killed process left is known, and removed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_GRACE: Final = 60  # seconds in which something new may not be held yet


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Inside, nobody takes a file or folder that is there for one that was left."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        with contextlib.suppress(OSError):  # a file system without locks: then nobody can take it for left either
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def remove_left(folder: Path, pattern: str) -> list[Path]:
    """Remove what processes that are gone left in a folder under names of this pattern (as of `Path.glob`). Return what it was."""
    return [path for path in folder.glob(pattern) if _remove_if_left(path)]


def _remove_if_left(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        facts = os.fstat(handle)
        if facts.st_uid != os.geteuid() or time.time() - facts.st_mtime < _GRACE:
            return False
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if stat.S_ISDIR(facts.st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
