"""`make bench`: Wirepress next to nginx serving the same bytes as files, in one run.

    python -m bench.run [--only hot,cold] [--seconds N] [--workers N] [--database postgres] [--document FILE]

A part is a module of this folder whose `run` answers rows (name -> value) of a table: `hot` and `cold` read one site and are given
the options; the others make a site of their own and are given `workers` and the address of an empty `database`. `--document` is
a REST document to measure (the one the project was built after, say); without it an invented story is taken.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import keep, load, machine, sites
from bench.options import Options

SEED = Path(os.environ.get("WIREPRESS_SHARED") or "../shared") / "golden" / "seed-post-92417.json"
READING = ("hot", "cold")
PARTS = ("hot", "cold", "writes", "growth", "memory")


def parts(only: str) -> list[str]:
    """The parts that were asked for, in their order; all that there are for an empty text."""
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        raise SystemExit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
    return [name for name in PARTS if (not wanted or name in wanted) and importlib.util.find_spec(f"bench.{name}")]


def measure(name: str, options: Options) -> list[dict[str, Any]]:
    """The rows of a part."""
    run = importlib.import_module(f"bench.{name}").run
    found = run(options) if name in READING else run(workers=options.workers, database=options.database(name))
    return list(found)


def show(name: str, rows: list[dict[str, Any]]) -> None:
    """Print a part's table."""
    print(f"\n{name}")
    columns = list(dict.fromkeys(column for row in rows for column in row))
    texts = [[str(row.get(column, "")) for column in columns] for row in rows]
    widths = [max(len(column), *(len(line[place]) for line in texts)) for place, column in enumerate(columns)]
    for line in [columns, *texts]:
        print(
            "  ".join(
                text.ljust(width) if not place else text.rjust(width)
                for place, (text, width) in enumerate(zip(line, widths, strict=True))
            )
        )
    sys.stdout.flush()


def commit() -> str:
    """The commit that was measured; with a plus when files differ from it."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def main() -> int:
    """Measures, prints the tables, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help=f"parts, with commas between: {', '.join(PARTS)}")
    parser.add_argument("--seconds", type=int, default=3, help="one-second rounds for each figure")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--document", type=Path, default=SEED if SEED.is_file() else None)
    given = parser.parse_args()
    chosen = parts(given.only)
    kept: dict[str, Any] = {}
    try:
        machine.require("wrk", "nginx")
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wirepress-bench-")))
            options = Options(folder, given.seconds, given.workers, document=given.document)
            if given.database == "postgres":
                options.database = stack.enter_context(sites.postgres(folder))
            for name in chosen:
                kept[name] = measure(name, options)
                show(name, kept[name])
    except (machine.ToolMissing, load.WrongAnswers) as error:
        print(error, file=sys.stderr)
        return 2
    for name, rows in kept.items():
        print(f"kept in {keep.keep(name, rows, database=given.database, workers=given.workers, commit=commit())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
