"""A process of the service ends with the one that watches over it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys


def end_with_the_supervisor() -> None:
    """Linux: a process whose supervisor was killed ends, so that nobody goes on working for a service that seems to have ended."""
    supervisor = os.environ.get("WIREPRESS_SUPERVISOR", "")
    if sys.platform == "linux" and supervisor:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != int(supervisor):
            os.kill(os.getpid(), signal.SIGTERM)
