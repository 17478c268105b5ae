"""Forks a process from one that has loaded the site: it shares what was loaded, and nothing else."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Final

from wirepress.server.service.parent import end_with_parent, set_process_name

HANDLED: Final = (
    signal.SIGCHLD,
    signal.SIGHUP,
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGUSR1,
    signal.SIGTTIN,
    signal.SIGTTOU,
)
READY: Final = b"r"
ALIVE: Final = b"."
Work = Callable[[int], None]


class ForkedProcess:
    """One forked process. It reports through a pipe that it lives (ALIVE) and that it answers (READY)."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid, self.pipe = pid, pipe
        self.begun = self.heard = time.monotonic()
        self.ready = False

    def listen(self) -> bool:
        """Read what it has reported. Return whether its end of the pipe is still open."""
        said = os.read(self.pipe, 4096)
        self.heard = time.monotonic()
        self.ready = self.ready or READY in said
        return bool(said)

    def send(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


def fork_process(name: str, work: Work, closed: Iterable[int]) -> ForkedProcess:
    """Fork a process called `name` that does `work` with its end of the pipe. `closed`: descriptors that it must not have.

    To be called by a process of one thread that has no connection open. The child ends with its parent, never returns from here,
    and exits with the code of SystemExit, 1 after another exception, else 0.
    """
    mine, theirs = os.pipe()
    parent = os.getpid()
    # A signal that came before the child has forgotten its parent's handlers would be lost.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(theirs)
        return ForkedProcess(pid, mine)
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in HANDLED:
            signal.signal(number, signal.SIG_DFL)
        for descriptor in (mine, *closed):
            os.close(descriptor)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        set_process_name(name)
        end_with_parent(parent)
        gc.enable()
        work(theirs)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)  # nothing of the parent's is to be ended here
