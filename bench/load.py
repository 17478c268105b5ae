"""Requests per second by wrk."""

from __future__ import annotations

import re
import subprocess

CONNECTIONS = 8
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses:\s+(\d+)")


class WrongAnswers(RuntimeError):
    """The server answered something else than was measured for."""


def rate(url: str, seconds: int) -> float:
    """Requests per second over so many seconds, with a short run before that warms up. Raises WrongAnswers."""
    _wrk(url, 1)
    return _wrk(url, seconds)


def _wrk(url: str, seconds: int) -> float:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wrong = _WRONG.search(done.stdout)
    if wrong:
        raise WrongAnswers(f"{wrong[1]} answers of {url} were errors")
    found = _RATE.search(done.stdout)
    if found is None:
        raise WrongAnswers(done.stdout)
    return float(found[1])
