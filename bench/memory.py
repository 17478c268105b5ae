"""Memory of the whole service under load, and how long a start takes.

    python -m bench.memory [--seconds N] [--workers N]

Memory is PSS (shared pages counted once) of every process of the service: the one that watches, the one that has loaded the site,
the workers forked from it, the one for jobs. Bytecode is there before the start, as it is after any installation: an editable one
has none where PYTHONDONTWRITEBYTECODE is set, and each start would compile all of our modules.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import wirepress
from bench import keep, machine, sites, writes

PATHS = ("posts/1100", "posts&per_page=10", "posts&per_page=100", "posts&per_page=10&_embed=1", "categories")


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [pid, *(one for child in found for one in tree(int(child)))]


def pss(pids: list[int]) -> float:
    """MiB of these processes together."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def cpu(pids: list[int]) -> float:
    """Seconds of processor time that these processes have used."""
    total = 0
    for pid in pids:
        try:
            total += sum(int(part) for part in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def _start(folder: Path, workers: int, database: str) -> tuple[subprocess.Popen[bytes], int, float]:
    port = sites.free_port()
    began = time.monotonic()
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(
        command, env=sites.environment(folder, database), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while time.monotonic() - began < 120:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/index.php?rest_route=/wp/v2/posts", timeout=30).close()
            return process, port, time.monotonic() - began
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the service does not start")


def run(seconds: int = 3, workers: int = 2, database: str = "") -> list[dict[str, object]]:
    """The rows: start, memory at rest, memory under load."""
    compileall.compile_dir(Path(wirepress.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        sites.fill(folder, database=database)
        process, port, started = _start(folder, workers, database)
        try:
            spent = cpu(tree(process.pid))
            time.sleep(4)  # the job worker comes a moment later
            rest = pss(tree(process.pid))
            for path in PATHS:
                writes.wrk(f"http://127.0.0.1:{port}/index.php?rest_route=/wp/v2/{path}", seconds, writes.CONNECTIONS)
            writes.wrk(f"http://127.0.0.1:{port}/", seconds, writes.CONNECTIONS)
            pids = tree(process.pid)
            return [
                {"what": "start to first answer", "seconds": round(started, 2), "processor seconds": round(spent, 2)},
                {"what": "memory at rest", "MiB": round(rest, 1), "processes": len(pids)},
                {"what": "memory under load", "MiB": round(pss(pids), 1), "processes": len(pids)},
            ]
        finally:
            process.terminate()
            process.wait(30)


def main() -> int:
    """Measures, prints, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    try:
        machine.require("wrk")
        rows = run(given.seconds, given.workers)
    except machine.ToolMissing as error:
        print(error, file=sys.stderr)
        return 2
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    print(f"kept in {keep.keep('memory', rows, workers=given.workers)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
