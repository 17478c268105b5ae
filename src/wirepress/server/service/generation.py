"""One generation of the service: loads the site once, then forks the processes that work, which share what was loaded.

It has one thread and no connection to anything, so that nothing of the kind is shared by those it forks; it answers nothing itself.
A worker that dies is replaced, and so is one that gives no sign of life for ten seconds. The next generation (SIGHUP to the
supervisor) has read settings and code anew.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import sys
import time
from functools import partial
from typing import Final

from wirepress.server.service import announcement, job_worker, preload, worker
from wirepress.server.service.fork import ForkedProcess, Work, fork_process
from wirepress.server.service.parent import end_with_parent, set_process_name
from wirepress.server.service.supervise import READY
from wirepress.settings import limits

CHECK_SECONDS: Final = 0.5  # seconds between two looks at those who say nothing
WAIT: Final = 1.0  # before the successor of a worker that did not even start


class Generation:
    """The workers of one generation. `supervisor`: the socket to the supervisor, which tells how many workers it wants and hears when they answer.

    `announce`: print where the site is, once they do.
    """

    def __init__(
        self,
        listening: socket.socket,
        supervisor: socket.socket,
        workers: int,
        *,
        with_jobs: bool,
        announce: bool = False,
    ) -> None:
        self._announce = announce
        self._listening, self._line, self._wanted = listening, supervisor, workers
        self._selector = selectors.PollSelector()
        self._woken, self._waking = socket.socketpair()
        self._workers: list[ForkedProcess] = []
        self._leaving: list[ForkedProcess] = []
        self._job: ForkedProcess | None = None
        self._turn = job_worker.RestartSchedule() if with_jobs else None
        self._ready, self._failed = False, False
        self._due = 0.0
        self._ending: float | None = None

    def run(self) -> int:
        """Work until the supervisor ends it. Return the exit code: 1 when the first workers did not start."""
        for end in (self._woken, self._waking):
            end.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)  # each is written to the socket, as one byte
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._selector.register(self._line, selectors.EVENT_READ, self._line)
        looked = time.monotonic()
        while self._ending is None or self._children():
            self._check_children(time.monotonic() - looked)
            looked = time.monotonic()
            for key, _ in self._selector.select(CHECK_SECONDS if self._children() else 0):
                self._read_messages(key)
        return int(self._failed)

    def _children(self) -> list[ForkedProcess]:
        return [*self._workers, *self._leaving, *([self._job] if self._job is not None else [])]

    def _read_messages(self, key: selectors.SelectorKey) -> None:
        if isinstance(key.data, ForkedProcess):
            if not key.data.listen():
                self._selector.unregister(key.data.pipe)
        elif key.data is None:
            if {signal.SIGTERM, signal.SIGINT} & set(self._woken.recv(4096)):
                self._end_children()
        else:
            said = self._line.recv(4096)
            if not said:  # the supervisor is gone
                self._selector.unregister(self._line)
                self._end_children()
            for word in said.decode().split():
                self._obey_supervisor(word)

    def _obey_supervisor(self, word: str) -> None:
        if word == "reopen":
            for child in self._workers:
                child.send(signal.SIGUSR1)
            return
        self._wanted = int(word)
        while len(self._workers) > self._wanted:
            child = self._workers.pop()
            child.send(signal.SIGTERM)
            self._leaving.append(child)

    def _end_children(self) -> None:
        if self._ending is None:
            self._ending = time.monotonic()
            for child in self._children():
                child.send(signal.SIGTERM)

    def _check_children(self, passed: float) -> None:
        """Note which workers have ended, and replace those that are missing or hang. `passed`: seconds since the last check."""
        self._note_ended()
        now = time.monotonic()
        if self._ending is not None:
            if now > self._ending + limits.SHUTDOWN + 5:
                for child in self._children():
                    child.send(signal.SIGKILL)
            return
        for child in self._workers:
            if passed > CHECK_SECONDS * 4:  # it is this process that stood still
                child.heard = now
            if now - (child.heard if child.ready else child.begun) > (limits.HANG if child.ready else limits.START):
                child.send(signal.SIGKILL)
        while len(self._workers) < self._wanted and now >= self._due:
            self._workers.append(self._fork("wirepress-web", partial(worker.serve_requests, self._listening)))
        if self._turn is not None and self._job is None and self._turn.is_due():
            self._job = self._fork("wirepress-jobs", job_worker.run_jobs)
            self._turn.started()
        if not self._ready and len(self._workers) == self._wanted and all(child.ready for child in self._workers):
            self._ready = True
            if self._announce:
                announcement.print_addresses(self._listening, self._wanted)
            with contextlib.suppress(OSError):
                self._line.send(READY)

    def _fork(self, name: str, work: Work) -> ForkedProcess:
        own = [
            self._line.fileno(),
            self._woken.fileno(),
            self._waking.fileno(),
            *(child.pipe for child in self._children()),
        ]
        child = fork_process(name, work, own)
        self._selector.register(child.pipe, selectors.EVENT_READ, child)
        return child

    def _note_ended(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for child in [child for child in self._children() if child.pid == pid]:
                self._forget(child, os.waitstatus_to_exitcode(status))

    def _forget(self, child: ForkedProcess, code: int) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.pipe)
        os.close(child.pipe)
        if child is self._job:
            self._job = None
            if self._turn is not None:
                self._turn.ended()
        elif child in self._leaving:
            self._leaving.remove(child)
        else:
            self._workers.remove(child)
            if self._ending is None and not child.ready:
                self._due = time.monotonic() + WAIT
                if not self._ready and code != -signal.SIGKILL:  # it would end the same way again
                    self._failed = True
                    self._end_children()


def main() -> None:
    """As supervise.py starts it: descriptors of the socket and of the line, number of workers, with jobs, whether it is the first."""
    listening, line, workers, with_jobs, first = (int(word) for word in sys.argv[1:])
    for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGTTIN, signal.SIGTTOU):
        signal.signal(number, signal.SIG_IGN)  # the supervisor's; they reach a whole group
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is something to end
    set_process_name("wirepress-load")
    end_with_parent(os.getppid())
    code = preload.preload(first=bool(first))
    if code:
        sys.exit(code)
    for descriptor in (listening, line):
        os.set_inheritable(descriptor, False)  # programs that a worker may run have no part in them
    code = Generation(
        socket.socket(fileno=listening),
        socket.socket(fileno=line),
        workers,
        with_jobs=bool(with_jobs),
        announce=bool(first),
    ).run()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking apart what was loaded takes longer than to forget it


if __name__ == "__main__":
    main()
