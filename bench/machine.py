"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path


class ToolMissing(RuntimeError):
    """A program that the measurement needs is not installed; the message says which, and how to get it."""


def require(*names: str) -> None:
    """Raises ToolMissing."""
    missing = [name for name in names if find(name) is None]
    if missing:
        raise ToolMissing(f"Not installed: {', '.join(missing)}. On Debian: apt-get install {' '.join(missing)}")


def find(name: str) -> str | None:
    """A program's path; Debian keeps servers out of a user's search path."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def describe() -> dict[str, object]:
    """Processor, cores, memory, releases."""
    return {
        "processor": _line("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "nginx": _version("nginx", "-v"),
    }


def _line(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _version(name: str, flag: str) -> str:
    program = find(name)
    if program is None:
        return ""
    done = subprocess.run([program, flag], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().rpartition(" ")[2].removeprefix("nginx/")
