"""What a process of the service gets from its parent: its name, and its end."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG
_NAME: Final = 15  # PR_SET_NAME


def end_with_parent(parent: int) -> None:
    """Linux: a process whose parent was killed ends, so that nobody goes on working for a service that seems to have ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)


def set_process_name(name: str) -> None:
    """Linux: the name that `ps -o comm` and `top` show, of 15 characters at most; forked processes share their command line."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_NAME, name.encode()[:15])
