"""How fast a site goes out, and in how much memory: each export and a backup as a command of its own, on invented stories.

    python -m bench.doors_out [--posts N] [--pages N] [--folder DIR] [--database sqlite|postgres]
                              [--only NAME ...] [--keep]

Seconds, the processor's seconds (which others who use the machine do not add to), the highest memory of any of its processes, and records
per second. `--pages`: stories of the site that goes out as files; all the files are counted. `--folder` keeps the sites and uses them
again; `--keep` writes the figures to bench/results/.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import keep

PERMALINKS = "/%year%/%monthnum%/%postname%/"
NAMES = ("sql", "wxr", "documents", "backup", "backup again", "restore", "static")


@dataclass(frozen=True)
class Figure:
    """One command's cost. `megabytes`: the largest of its processes."""

    name: str
    records: int
    seconds: float
    processor: float
    megabytes: float

    def line(self) -> str:
        return (
            f"{self.name:<13} {self.records:>9,} records {self.seconds:>8.1f} s {self.processor:>8.1f} s processor"
            f" {self.megabytes:>6.0f} MB {self.records / max(self.seconds, 0.001):>10,.0f}/s"
        )


def run(site: Path, *words: str) -> tuple[float, float, float]:
    """Run a command of a site; seconds, the processor's seconds, megabytes."""
    around = {**os.environ, "WIREPRESS_SITE": str(site)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "wirepress", *words], env=around, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"wirepress {' '.join(words)} ended with {process.returncode}: {said.decode()[-500:]}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def make_site(folder: Path, posts: int) -> Path:
    """A site with invented stories; one that is there is used as it is."""
    site = folder / f"site-{posts}"
    if not site.exists():
        run(Path(), "init", str(site), "--url", "http://bench.example", "--permalinks", PERMALINKS)
        run(site, "bench", "seed", "--posts", str(posts))
    return site


def measure(folder: Path, posts: int, pages: int, only: Sequence[str]) -> list[Figure]:
    """The figures of what was asked for."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    commands = {
        "sql": ("export", "sql", str(out / "site.sql")),
        "wxr": ("export", "wxr", str(out / "site.xml")),
        "documents": ("export", "documents", str(out / "site.jsonl")),
        "backup": ("backup", str(out / "backups")),
        "backup again": ("backup", str(out / "backups")),
        "restore": ("restore", str(out / "backups"), str(out / "restored")),
        "static": ("export", "static", str(out / "public"), "--no-rest"),
    }
    found = []
    for name in NAMES:
        if only and name not in only:
            continue
        count = pages if name == "static" else posts
        site = make_site(folder, count)
        cost = run(site, *commands[name])
        if name == "static":  # stories, lists, archives, feeds ...
            count = sum(len(files) for _, _, files in os.walk(out / "public"))
        figure = Figure(name, count, *cost)
        print(figure.line(), flush=True)
        found.append(figure)
    shutil.rmtree(out, ignore_errors=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--only", nargs="*", choices=NAMES, default=())
    parser.add_argument("--keep", action="store_true")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        if chosen.database == "postgres":
            from tests import postgres_server

            os.environ["WIREPRESS_DATABASE_URL"] = stack.enter_context(postgres_server.database())
        folder = chosen.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wirepress-doors-")))
        figures = measure(folder, chosen.posts, chosen.pages, chosen.only)
    if chosen.keep:
        print(f"kept in {keep.keep('doors-out', [asdict(one) for one in figures], database=chosen.database)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
