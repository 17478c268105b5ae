"""Names of processes, by which others can tell that one has died: for what a process holds in the database while it works on it."""

from __future__ import annotations

import functools
import os
import secrets
from pathlib import Path


def holder_name() -> str:
    """Return a name for one run, at most 64 characters: machine, process (number and start), random digits."""
    return f"{_machine_name()}-{os.getpid()}-{_process_start(os.getpid())}-{secrets.token_hex(4)}"[:64]


def has_died(holder: str) -> bool:
    """Return whether the holder was a process of this machine that is no more. Of other machines nothing is known."""
    machine, _, rest = holder.partition("-")
    pid, _, rest = rest.partition("-")
    start = rest.partition("-")[0]
    if machine != _machine_name() or not machine or not (pid.isascii() and pid.isdecimal()) or not start:
        return False
    return _process_start(int(pid)) != start


@functools.cache
def _machine_name() -> str:
    """Return this boot of this machine (and this container, whose process numbers are its own); "" where it is unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().replace("-", "").strip()
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        return ""
    return boot[:12] + "".join(letter for letter in space if letter.isdigit())


def _process_start(pid: int) -> str:
    """Return when a process began, in ticks since boot; "" when there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (OSError, UnicodeDecodeError):
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
