"""The supervisor: the process that lives as long as the service. It is small, so that it never has to be loaded again.

It holds the socket and starts a generation (generation.py): a process that has loaded the site and forks those that work.
SIGHUP starts the next generation, and the old one ends when the new one answers, or stays when it does not; SIGTERM and SIGINT
end the service once the answers under way are given; SIGUSR1 lets the workers open their access log anew; SIGTTIN and SIGTTOU
add and take away a worker. It imports little, and nothing of Django: every import here is memory for the service's whole life.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import signal
import socket
import sys
import time
from typing import Final

from wirepress.settings import limits, site_folder

PROGRAM: Final = "wirepress.server.service.generation"
SIGNALS: Final = (
    signal.SIGCHLD,
    signal.SIGHUP,
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGUSR1,
    signal.SIGTTIN,
    signal.SIGTTOU,
)
START_AGAIN: Final = (1.0, 60.0)  # seconds until one that was killed is started again: at first, and at most
READY: Final = b"ready\n"
PORT_MAX: Final = 65535


class GenerationProcess:
    """One generation, as its supervisor sees it."""

    def __init__(self, listening: socket.socket, workers: int, jobs: bool, first: bool) -> None:
        self.line, theirs = socket.socketpair()
        theirs.set_inheritable(True)
        self.begun = time.monotonic()
        self.ready = False
        words = [
            sys.executable,
            "-m",
            PROGRAM,
            str(listening.fileno()),
            str(theirs.fileno()),
            str(workers),
            str(int(jobs)),
            str(int(first)),
        ]
        self.pid = os.posix_spawn(sys.executable, words, os.environ)
        theirs.close()

    def send_word(self, word: str) -> None:
        """Send a word to it. One that has just died is noticed elsewhere."""
        with contextlib.suppress(OSError):
            self.line.send(f"{word}\n".encode())

    def send_signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send it a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Supervisor:
    """Keeps one generation working. `jobs`: with a process that runs jobs."""

    def __init__(self, listening: socket.socket, workers: int, *, jobs: bool) -> None:
        self._listening, self._workers, self._jobs = listening, workers, jobs
        self._selector = selectors.PollSelector()
        self._current: GenerationProcess | None = None
        self._next: GenerationProcess | None = None
        self._leaving: list[GenerationProcess] = []
        self._wait, self._due = START_AGAIN[0], 0.0
        self._ended: float | None = None  # when the end was asked for
        self._code: int | None = None

    def run(self) -> int:
        """Serve until a signal ends it, and return the exit code."""
        woken, waking = socket.socketpair()
        for end in (woken, waking):
            end.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, lambda *_: None)  # each is written to the socket, as one byte
        self._selector.register(woken, selectors.EVENT_READ)
        self._current = self._start_generation(first=True)
        while self._code is None:
            for key, _ in self._selector.select(self._seconds_to_wait()):
                if key.data is None:
                    for byte in woken.recv(4096):
                        self._handle_signal(signal.Signals(byte))
                else:
                    self._read_generation(key.data)
            self._check_generations()
        return self._code

    def _seconds_to_wait(self) -> float | None:
        """Return the seconds until something has to be checked without news; None: nothing has to."""
        return 0.2 if self._next is not None or self._ended is not None or self._current is None else None

    def _start_generation(self, *, first: bool = False) -> GenerationProcess:
        begun = GenerationProcess(self._listening, self._workers, self._jobs, first)
        self._selector.register(begun.line, selectors.EVENT_READ, begun)
        return begun

    def _read_generation(self, generation: GenerationProcess) -> None:
        """Read what a generation reports: that it answers. Its end is told by a signal."""
        said = generation.line.recv(4096)
        if not said:
            self._selector.unregister(generation.line)
        if READY not in said:
            return
        generation.ready = True
        if generation is self._next:
            if self._current is not None:
                self._current.send_signal()
                self._leaving.append(self._current)
            self._current, self._next = generation, None

    def _handle_signal(self, number: signal.Signals) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self._end_generations()
        elif number == signal.SIGHUP and self._ended is None:
            if self._next is not None:  # it may have read what has changed since
                self._next.send_signal(signal.SIGKILL)
                self._leaving.append(self._next)
            self._next = self._start_generation()
        elif number == signal.SIGUSR1:
            self._tell_generation("reopen")
        elif number in (signal.SIGTTIN, signal.SIGTTOU):
            self._workers = max(1, self._workers + (1 if number == signal.SIGTTIN else -1))
            self._tell_generation(str(self._workers))

    def _tell_generation(self, word: str) -> None:
        for generation in (self._current, self._next, *self._leaving):
            if generation is not None:
                generation.send_word(word)

    def _end_generations(self) -> None:
        if self._ended is None:
            self._ended = time.monotonic()
            for generation in (self._current, self._next, *self._leaving):
                if generation is not None:
                    generation.send_signal()

    def _check_generations(self) -> None:
        """Note which generations have ended, start what is missing, and kill what takes too long."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            self._note_exit(pid, os.waitstatus_to_exitcode(status))
        now = time.monotonic()
        if self._ended is not None:
            if self._current is None and self._next is None and not self._leaving:
                self._code = self._code or 0
            elif now > self._ended + limits.SHUTDOWN + 10:
                self._kill_all()
        elif self._current is None and self._next is None and now >= self._due:
            self._next = self._start_generation()
        elif self._next is not None and now > self._next.begun + limits.START:
            self._next.send_signal(signal.SIGKILL)

    def _kill_all(self) -> None:
        for generation in (self._current, self._next, *self._leaving):
            if generation is not None:
                generation.send_signal(signal.SIGKILL)

    def _note_exit(self, pid: int, code: int) -> None:
        if self._current is not None and self._current.pid == pid:
            if not self._current.ready and self._ended is None:  # the first one of all: it has said what is wrong
                self._code = code if code > 0 else 1
            self._forget_generation(self._current)
            self._current = None
        elif self._next is not None and self._next.pid == pid:
            if self._ended is None:
                stays = "the one that is there stays" if self._current is not None else "it is tried again"
                print(f"A new generation of workers did not start; {stays}.", file=sys.stderr, flush=True)  # noqa: T201 - no log in this process
            self._forget_generation(self._next)
            self._next = None
        else:
            for generation in [one for one in self._leaving if one.pid == pid]:
                self._leaving.remove(generation)
                self._forget_generation(generation)

    def _forget_generation(self, generation: GenerationProcess) -> None:
        """Forget a generation that has ended. A killed one is followed by the next at once, ever later when that does not start."""
        self._due = time.monotonic() + (0.0 if generation.ready else self._wait)
        self._wait = START_AGAIN[0] if generation.ready else min(START_AGAIN[1], self._wait * 2)
        with contextlib.suppress(KeyError):
            self._selector.unregister(generation.line)
        generation.line.close()


def serve(host: str, port: int, workers: int, *, jobs: bool = True) -> int:
    """Serve until a signal ends it, and return the exit code. Raises SystemExit with a message when there is no site or the port cannot be had."""
    missing = site_folder.describe_missing_site()
    if missing:
        print(missing, file=sys.stderr)  # noqa: T201 - a command's message
        return 2
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        sys.exit(_describe_refusal(host, port, error))
    listening.set_inheritable(True)
    shared_metrics = _create_metrics_file()
    os.environ["WIREPRESS_BOARD"] = shared_metrics
    try:
        return Supervisor(listening, workers, jobs=jobs).run()
    finally:
        with contextlib.suppress(OSError):
            os.unlink(shared_metrics)  # noqa: PTH108 - pathlib would be loaded for this alone


def _describe_refusal(host: str, port: int, error: OSError) -> str:
    """Return why nothing can listen there, and what to do."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < PORT_MAX else port - 1
        return f"Port {port} on {host} is taken by another program. Stop it, or choose another port: --port {other}"
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} is only for programs with more rights. Choose one over 1023 with --port, and put a proxy in front."
    return f"{host}, port {port}: {error.strerror or error}. Give --host an address of this machine, such as 127.0.0.1, 0.0.0.0 or ::1."


def _create_metrics_file() -> str:
    """Create the file for the metrics that all processes share, and return its path."""
    name = f"{os.environ.get('TMPDIR') or '/tmp'}/wirepress-board-{os.urandom(8).hex()}"  # noqa: S108 - EXCL, and nobody can guess it
    os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return name


def main() -> None:
    """Run as a program, as begin.py does: `serve --host ADDRESS --port NUMBER --workers NUMBER --jobs 0|1`."""
    given = dict(zip(sys.argv[2::2], sys.argv[3::2], strict=True))
    sys.exit(serve(given["--host"], int(given["--port"]), int(given["--workers"]), jobs=given["--jobs"] == "1"))


if __name__ == "__main__":
    main()
