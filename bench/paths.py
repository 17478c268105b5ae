"""The addresses that are measured, and what of each is asked for: nginx serves the very bytes that Wirepress answered."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import load, sites

REST = "/index.php?rest_route=/wp/v2"
TERM = 11


def addresses(number: int) -> dict[str, str]:
    """What readers and programs ask for most. `number`: a story."""
    return {
        "posts/ID": f"{REST}/posts/{number}",
        "list of 10": f"{REST}/posts&per_page=10",
        "list of 100": f"{REST}/posts&per_page=100",
        "list of 10, _embed": f"{REST}/posts&per_page=10&_embed",
        "category list": f"{REST}/posts&categories={TERM}",
        "category page": f"/?cat={TERM}",
        "front page": "/",
        "story page": f"/?p={number}",
        "feed": "/?feed=rss2",
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's body and its headers, names in lower case."""

    body: bytes
    headers: Mapping[str, str]


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """One answer."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers or {}))) as answer:
        return Answer(answer.read(), {name.lower(): value for name, value in answer.headers.items()})


@contextmanager
def as_files(
    folder: Path, base: str, paths: Mapping[str, str], workers: int
) -> Iterator[dict[str, tuple[str, str, Answer]]]:
    """Name -> address of ours, address of the file, the answer; while nginx serves the files."""
    answers = {name: fetch(base + path) for name, path in paths.items()}
    files = {name: f"{place}{_suffix(answers[name])}" for place, name in enumerate(paths)}
    with sites.nginx(folder, {files[name]: answer.body for name, answer in answers.items()}, workers) as static:
        yield {name: (base + path, f"{static}/{files[name]}", answers[name]) for name, path in paths.items()}


def _suffix(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "")
    return next((suffix for suffix in ("json", "html", "xml") if suffix in kind), "json").join((".", ""))


def row(name: str, kind: str, answer: Answer, found: load.Compared, target: float) -> dict[str, Any]:
    """A line of the table."""
    return {
        "address": name,
        "asked": kind,
        "bytes": len(answer.body),
        "wirepress/s": found.ours,
        "nginx/s": found.theirs,
        "ratio": found.ratio,
        "target": target,
        "met": found.ratio >= target,
    }
