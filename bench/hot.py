"""Answers that are kept: by plain clients, by browsers that take compressed ones, and by clients that have them already (304)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench import load, paths
from bench.options import Options

PLAIN, BROWSER, UNCHANGED = 0.9, 0.5, 1.0  # ratios to nginx that are aimed at
_NAMES = (
    "posts/ID",
    "list of 10",
    "list of 100",
    "list of 10, _embed",
    "category page",
    "front page",
    "story page",
    "feed",
)


def run(options: Options) -> list[dict[str, Any]]:
    """One row for each address and kind of client."""
    site, number = options.site()
    wanted = {name: path for name, path in paths.addresses(number).items() if name in _NAMES}
    rows: list[dict[str, Any]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        site.served(options.workers) as base,
        paths.as_files(Path(folder) / "nginx", base, wanted, options.workers) as compared,
    ):
        for name, (ours, theirs, answer) in compared.items():
            rows.append(paths.row(name, "plain", answer, load.compare(ours, theirs, options.seconds), PLAIN))
        for name, (ours, theirs, _) in compared.items():
            found = load.compare(ours, theirs, options.seconds, headers=load.BROWSER)
            rows.append(paths.row(name, "browser", paths.fetch(ours, load.BROWSER), found, BROWSER))
        ours, theirs, _ = compared["posts/ID"]
        known, their_known = ({"If-None-Match": paths.fetch(url).headers["etag"]} for url in (ours, theirs))
        found = load.compare(ours, theirs, options.seconds, headers=known, their_headers=their_known)
        rows.append(paths.row("posts/ID", "304", paths.Answer(b"", {}), found, UNCHANGED))
    return rows
