"""Workers of the site as processes of their own, which can be killed at any moment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Workers:
    """So many `wirepress worker`. The first one is never killed: its memory is what is measured."""

    def __init__(self, number: int, environment: Mapping[str, str], logs: Path) -> None:
        self._environment, self._logs = dict(environment), logs
        self.processes = [self._start() for _ in range(number)]
        self.killed = 0

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "wirepress", "worker"]
        with self._logs.open("ab") as log:
            return subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def kill(self, place: int) -> None:
        """Kill one with signal 9 in whatever it is doing, and start another in its place."""
        process = self.processes[place]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.killed += 1
        self.processes[place] = self._start()

    def memory(self) -> int:
        """Return the first worker's memory in MB; 0 where the system does not say."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pages = int(Path(f"/proc/{self.processes[0].pid}/statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)
        return 0

    def died(self) -> Sequence[int]:
        """Return the codes of workers that ended by themselves."""
        return [process.returncode for process in self.processes if process.poll() is not None]

    def stop(self) -> None:
        """End all of them."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
