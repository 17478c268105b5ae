"""Replay every recording: ``python -m tests.golden.run [--record] [--only NAME]... [--fails DIR]``.

Makes sites from the shared corpus, serves them, asks what was asked of WordPress and prints a table: file, cases,
passed, percent. Ends with 1 when a figure is below the one kept in ratchet.json; ``--record`` raises those figures.
The shared folder is beside the project or where WIREPRESS_SHARED says; without it nothing is compared.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.golden import formatting
from tests.golden.sites import RECORDINGS, ROOT, SHARED, Recording, make, served

RATCHET = Path(__file__).with_name("ratchet.json")
BY_FUNCTION = Path(__file__).with_name("ratchet-functions.json")
PAIRS = ("formatting", "formatting-more")
_TOTAL = re.compile(r"^TOTAL\s+(\d+)\s+(\d+)", re.M)


@dataclass(frozen=True)
class Figure:
    """How one file went; `seconds` of replay."""

    name: str
    cases: int
    passed: int
    seconds: float = 0.0


def compare(recording: Recording, clean: Path, work: Path, fails: Path) -> Figure:
    """Replay one file on a copy of its site."""
    started = time.monotonic()
    with served(clean, work / recording.name) as site:
        done = subprocess.run(
            [
                sys.executable,
                str(SHARED / "tools" / "golden.py"),
                "compare",
                "--base",
                f"http://127.0.0.1:{site.port}",
                "--host",
                recording.host,
                "--users",
                str(SHARED / "corpus" / recording.users),
                "--files-dir",
                str(SHARED / "corpus"),
                "--diff",
                "0",
                "--fails",
                str(fails / f"{recording.name}.txt"),
                *(["--reset", site.reset] if recording.steps else []),
                str(SHARED / "golden" / f"{recording.name}.jsonl"),
            ],
            cwd=ROOT,
            text=True,
            capture_output=True,
        )
    (fails / f"{recording.name}.groups.txt").write_text(done.stdout, encoding="utf-8")
    found = _TOTAL.search(done.stdout)
    if not found:
        log = (work / recording.name).with_suffix(".log")
        raise SystemExit(f"{recording.name}: {done.stderr[-2000:]}\n{log.read_text(errors='replace')[-4000:]}")
    return Figure(recording.name, int(found[1]), int(found[2]), time.monotonic() - started)


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


def replay(names: list[str], fails: Path) -> list[Figure]:
    """All figures asked for. Two recordings are replayed at a time; those of one corpus share its import."""
    wanted = [recording for recording in RECORDINGS if not names or recording.name in names]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wirepress-golden-") as temporary, ThreadPoolExecutor(2) as pool:
        work = Path(temporary)
        sites = {recording.state: recording for recording in wanted}
        list(pool.map(lambda pair: make(pair[1], work / pair[0]), sites.items()))
        runs = [pool.submit(compare, recording, work / recording.state, work, fails) for recording in wanted]
        for name in PAIRS:
            if not names or name in names:
                figures += pairs(name, fails)
        return [run.result() for run in runs] + figures


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
    print(f"{'file':24}{'cases':>8}{'passed':>8}{'percent':>9}{'seconds':>9}")
    for figure in figures:
        if "/" in figure.name:
            continue
        percent = 100 * figure.passed / figure.cases if figure.cases else 100.0
        print(f"{figure.name:24}{figure.cases:>8}{figure.passed:>8}{percent:>8.2f}%{figure.seconds:>9.1f}")
    print(f"{'whole run':49}{time.monotonic() - started:>9.1f}")
    fallen = below(figures)
    for line in fallen:
        print(f"Below the last recorded figure: {line}", file=sys.stderr)
    if options.record:
        record(figures)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
