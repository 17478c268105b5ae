"""Answers that are not kept in memory (the response cache is off): finished documents and pages are read from the database for
every request."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from bench import load, paths
from bench.options import Options

WRITTEN = 3  # seconds after which pages that were made are in the database
TARGETS = {
    "posts/ID": 0.35,
    "list of 10": 0.35,
    "category list": 0.15,
    "list of 100": 0.2,
    "front page": 0.1,
    "story page": 0.1,
}


def run(options: Options) -> list[dict[str, Any]]:
    """One row for each address."""
    site, number = options.site()
    wanted = {name: path for name, path in paths.addresses(number).items() if name in TARGETS}
    with (
        tempfile.TemporaryDirectory() as folder,
        site.served(options.workers, cache_megabytes="0") as base,
        paths.as_files(Path(folder) / "nginx", base, wanted, options.workers) as compared,
    ):
        time.sleep(WRITTEN)
        return [
            paths.row(name, "cold", answer, load.compare(ours, theirs, options.seconds), TARGETS[name])
            for name, (ours, theirs, answer) in compared.items()
        ]
