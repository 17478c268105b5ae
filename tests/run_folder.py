"""What all processes of one run of the tests share: a folder, and things in it that only the first one makes."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

_VARIABLE: Final = "WIREPRESS_TEST_RUN"


def run_folder() -> Path:
    """Return the folder. The process that makes it (the one that starts the others) takes it away at its end."""
    given = os.environ.get(_VARIABLE)
    if given and Path(given).is_dir():
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="wirepress-run-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[_VARIABLE] = str(folder)
    return folder


def make_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name` of the run after one process has filled it with `make`; the others wait until it is whole."""
    folder, done = run_folder() / name, run_folder() / f"{name}.done"
    with (run_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a failed attempt has left
            make(folder)
            done.touch()
    return folder
