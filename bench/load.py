"""Requests per second by wrk: ours and nginx's in turn, in short rounds, because a machine is never quiet for long."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

CONNECTIONS = 8
THREADS = 2
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses:\s+(\d+)")
# What a browser of today sends with a page.
BROWSER: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-GB,en;q=0.9,de;q=0.7",
    "Cache-Control": "max-age=0",
    "Sec-CH-UA": '"Chromium";v="142", "Not_A Brand";v="99"',
    "Sec-CH-UA-Mobile": "?0",
    "Sec-CH-UA-Platform": '"Linux"',
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Upgrade-Insecure-Requests": "1",
}


class WrongAnswers(RuntimeError):
    """The server answered something else than was measured for."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians over the rounds, requests per second; `ratio` is the median of the rounds' own ratios."""

    ours: float
    theirs: float
    ratio: float


def compare(
    ours: str,
    theirs: str,
    seconds: int,
    *,
    headers: Mapping[str, str] | None = None,
    their_headers: Mapping[str, str] | None = None,
) -> Compared:
    """Rounds of one second for each, in turn, `seconds` times; a first one warms up. Raises WrongAnswers."""
    asked = headers or {}
    their_asked = asked if their_headers is None else their_headers
    rate(ours, 1, asked)
    rate(theirs, 1, their_asked)
    rounds = [(rate(ours, 1, asked), rate(theirs, 1, their_asked)) for _ in range(seconds)]
    return Compared(
        round(median(one for one, _ in rounds), 1),
        round(median(one for _, one in rounds), 1),
        round(median(one / other for one, other in rounds), 4),
    )


def rate(url: str, seconds: int, headers: Mapping[str, str] | None = None) -> float:
    """Requests per second over so many seconds. Raises WrongAnswers."""
    lines = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", *lines, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wrong = _WRONG.search(done.stdout)
    if wrong:
        raise WrongAnswers(f"{wrong[1]} answers of {url} were errors")
    found = _RATE.search(done.stdout)
    if found is None:
        raise WrongAnswers(done.stdout)
    return float(found[1])
