"""Replay every recording: ``python -m tests.golden.run [--record] [--only NAME]... [--fails DIR]``.

Makes sites from the shared corpus, serves them, asks what was asked of WordPress and prints two tables: by group what
differs, and by file how many of the cases pass. ``python -m tests.golden.case ID`` shows one of them side by side.
Ends with 1 when a figure is below the one kept in ratchet.json; ``--record`` raises those figures.
The shared folder is beside the project or where WIREPRESS_SHARED says; without it nothing is compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from tests.golden import formatting
from tests.golden.report import Figure, file_lines, group_lines, read_figure
from tests.golden.sites import RECORDINGS, SHARED, Recording, Running, make, served

RATCHET = Path(__file__).with_name("ratchet.json")
BY_FUNCTION = Path(__file__).with_name("ratchet-functions.json")
PAIRS = ("formatting", "formatting-more")
SERVERS = 3  # at a time; some of the recordings mostly wait


def compare(recording: Recording, site: Running, fails: Path) -> Figure:
    """Replay one file on a site that is as it was made."""
    started = time.monotonic()
    failed = fails / f"{recording.name}.txt"
    words = ["--base", f"http://127.0.0.1:{site.port}", "--host", recording.host]
    words += ["--users", str(SHARED / "corpus" / recording.users), "--files-dir", str(SHARED / "corpus")]
    words += ["--diff", "0", "--fails", str(failed), *(["--reset", site.reset] if recording.steps else [])]
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / "golden.py"), "compare", *words, f"{recording.name}.jsonl"],
        cwd=SHARED / "golden",
        text=True,
        capture_output=True,
    )
    (fails / f"{recording.name}.groups.txt").write_text(done.stdout, encoding="utf-8")
    figure = read_figure(recording.name, done.stdout, failed, time.monotonic() - started)
    if figure is None:
        raise SystemExit(f"{recording.name}: {done.stderr[-2000:]}\n{site.log.read_text(errors='replace')[-4000:]}")
    return figure


def compare_all(recordings: list[Recording], clean: Path, work: Path, fails: Path) -> list[Figure]:
    """Replay files of one state one after the other on one server; each finds the state as it was."""
    figures = []
    with served(clean, work / recordings[0].name, jobs=recordings[0].jobs) as site:
        for recording in recordings:
            if figures and not recording.steps:
                subprocess.run(site.reset, shell=True, check=True)
            figures.append(compare(recording, site, fails))
    return figures


def pairs(name: str, fails: Path) -> list[Figure]:
    """The text functions' pairs of one folder: all of them, and those that an assertion demands.

    The table by function goes to `fails`, its figures have their own ratchet.
    """
    started = time.monotonic()
    results = list(formatting.run(SHARED / "golden" / name))
    seconds = time.monotonic() - started
    lines = [formatting.table_line(r.name, [r], r.seconds, "" if r.adapted else "no adapter") for r in results]
    (fails / f"{name}.functions.txt").write_text("\n".join((formatting.HEADING, *lines, "")), encoding="utf-8")
    print("\n".join((f"{name}, functions that differ", formatting.HEADING, *(x for x in lines if x[0] == "!"))))
    figures = [Figure(f"{name}/{r.name}", r.count(), r.count(passed=True)) for r in results]
    for label, strict in ((name, False), (f"{name}, asserted", True)):
        cases = sum(r.count(asserted=strict) for r in results)
        if cases:
            passed = sum(r.count(passed=True, asserted=strict) for r in results)
            figures.append(Figure(label, cases, passed, seconds))
    return figures


def by_server(recordings: list[Recording]) -> Iterator[list[Recording]]:
    """Yield the recordings that share a server. Those that wait longest come first, they are to end with the others."""

    def server(recording: Recording) -> tuple[bool, str, str]:
        return not recording.steps, recording.state, recording.lane

    for _, shared in groupby(sorted(recordings, key=server), key=server):
        yield list(shared)


def replay(names: list[str], fails: Path) -> list[Figure]:
    """Return all figures asked for. Several servers run at a time; those of one corpus share its import."""
    wanted = [recording for recording in RECORDINGS if not names or recording.name in names]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wirepress-golden-") as temporary, ThreadPoolExecutor(SERVERS) as pool:
        work = Path(temporary)
        sites = {recording.state: recording for recording in wanted}
        list(pool.map(lambda pair: make(pair[1], work / pair[0]), sites.items()))
        runs = [pool.submit(compare_all, some, work / some[0].state, work, fails) for some in by_server(wanted)]
        for name in PAIRS:
            if not names or name in names:
                figures += pairs(name, fails)
        replayed = {figure.name: figure for run in runs for figure in run.result()}
        return [replayed[recording.name] for recording in wanted] + figures


def read_kept() -> dict[str, dict[str, int]]:
    """The figures that may not fall, of files and of single functions (whose names have a slash)."""
    kept: dict[str, dict[str, int]] = {}
    for path in (RATCHET, BY_FUNCTION):
        kept |= json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return kept


def below(figures: list[Figure]) -> list[str]:
    """Names and figures that fell under the kept ones."""
    kept = read_kept()
    return [
        f"{figure.name}: {figure.passed} of {figure.cases}, was {kept[figure.name]['passed']}"
        for figure in figures
        if figure.name in kept
        and figure.passed * kept[figure.name]["cases"] < kept[figure.name]["passed"] * figure.cases
    ]


def record(figures: list[Figure]) -> None:
    """Raise the kept figures; none is ever lowered."""
    kept = read_kept()
    for figure in figures:
        old = kept.get(figure.name)
        if old is None or figure.passed * old["cases"] >= old["passed"] * figure.cases:
            kept[figure.name] = {"cases": figure.cases, "passed": figure.passed}
    files = {name: kept[name] for name in sorted(kept) if "/" not in name}
    RATCHET.write_text(json.dumps(files, indent=2) + "\n", encoding="utf-8")
    rows = (f"  {json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept) if "/" in name)
    BY_FUNCTION.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.run", description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="raise the kept figures")
    parser.add_argument(
        "--only", action="append", default=[], choices=[*(r.name for r in RECORDINGS), *PAIRS], help="this file only"
    )
    parser.add_argument("--fails", type=Path, help="folder for what differed and the tables per group")
    options = parser.parse_args(argv)
    if not SHARED.is_dir():
        print("The recorded answers are not on this machine: nothing compared.")
        return 0
    fails = options.fails or Path(tempfile.mkdtemp(prefix="wirepress-fails-"))
    fails.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    try:
        figures = replay(options.only, fails)
    finally:
        if options.fails is None:
            shutil.rmtree(fails, ignore_errors=True)
    print("\n".join(group_lines(figures)))
    print("\n".join(file_lines(figure for figure in figures if "/" not in figure.name)))
    print(f"{'whole run':49}{time.monotonic() - started:>9.1f}")
    fallen = below(figures)
    for line in fallen:
        print(f"Below the last recorded figure: {line}", file=sys.stderr)
    if options.record:
        record(figures)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
