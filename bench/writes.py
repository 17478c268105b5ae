"""Writes per second, and what readers notice of them: stories published by REST with their terms; reactions, likes and views.

    python -m bench.writes [--seconds N] [--workers N] [--postgresql URL]

Readers ask for one story at full speed meanwhile. What readers clicked is counted in the database afterwards: none may be missing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import keep, machine, sites

CONNECTIONS = 8
CLICKERS = 64  # readers who click at the same moment
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_DONE = re.compile(r"(\d+) requests in ([\d.]+)s")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_FAILED = re.compile(r"failed (\d+)")
_SCRIPT = """
local number = 0
failed = 0
local mine = {}
function setup(thread) table.insert(mine, thread); thread:set("place", #mine) end
function init(args) math.randomseed(os.time() + place * 7919); failed = 0 end
request = function()
  number = number + 1
  %s
end
response = function(status, headers, body) if status ~= %d then failed = failed + 1 end end
done = function(summary, latency, requests)
  local all = 0
  for _, thread in ipairs(mine) do all = all + thread:get("failed") end
  io.write("failed " .. all .. "\\n")
end
"""
_PUBLISH = """
  local title = string.format("Tide %%d of %%d, %%d", number, place, math.random(1, 1000000000))
  local body = string.format('{"title": "%%s", "content": "<!-- wp:paragraph --><p>Low water at noon.</p><!-- /wp:paragraph -->", \
"status": "publish", "categories": [%s], "tags": [%s]}', title)
  return wrk.format("POST", "%s", {["Content-Type"] = "application/json", ["Authorization"] = "Basic %s"}, body)
"""
_CLICK = """
  local reader = string.format("Reader/%%d/%%d/%%d", place, number, math.random(1, 1000000000))
  local path = string.format("/index.php?rest_route=/wirepress/v1/posts/%%d/%s", %d + math.random(0, %d))
  local body = %s
  return wrk.format("POST", path, {["Content-Type"] = "application/json", ["User-Agent"] = reader}, body)
"""
# What readers do in crowds: the body of a click, and how its answers add up.
CROWDS: Final = {
    "reactions": "string.format('{\"reaction\": %d}', math.random(1, 6))",
    "likes": 'math.random() < 0.8 and \'{"choice": "like"}\' or \'{"choice": "dislike"}\'',
    "views": "'{}'",
}
_COUNT_VIEWS: Final = (
    "import django; django.setup(); from wirepress.content.options import store;"
    " store.put('twp_be_options_settings[twp_be_enable_post_visit_tracking]', 1)"
)


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw. `failed`: answers with another status than the expected one."""

    done: int
    seconds: float
    p99: float  # milliseconds
    failed: int

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.done / self.seconds


def wrk(url: str, seconds: int, connections: int, script: Path | None = None) -> Load:
    """One load for so many seconds."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        *(["-s", str(script)] if script else []),
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    done, p99, failed = _DONE.search(said), _P99.search(said), _FAILED.search(said)
    assert done and p99, said
    return Load(int(done[1]), float(done[2]), float(p99[1]) * _UNITS[p99[2]], int(failed[1]) if failed else 0)


def _post(url: str, data: object, key: str) -> dict[str, object]:
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {key}"}
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(data).encode(), headers)) as answer:
        return dict(json.loads(answer.read()))


def _clicks(site: str, kind: str, numbers: range) -> int:
    """Return how many clicks of a kind these stories have counted."""
    total = 0
    for number in numbers:
        with urllib.request.urlopen(f"{site}/index.php?rest_route=/wirepress/v1/posts/{number}/{kind}") as answer:
            said = json.loads(answer.read())
        counts = (
            said["counts"].values()
            if kind == "reactions"
            else (said.get("likes", 0), said.get("dislikes", 0), said.get("views", 0))
        )
        total += sum(counts)
    return total


def run(seconds: int = 6, workers: int = 2, database: str = "") -> list[dict[str, object]]:
    """The rows: reads alone; stories, reactions, likes and views alone and beside reads, the latter two as ratios to reactions."""
    with (
        tempfile.TemporaryDirectory() as place,
        sites.wirepress(Path(place) / "site", workers, database=database) as site,
    ):
        folder = Path(place)
        key = b64encode(f"chief:{sites.password(folder / 'site', database)}".encode()).decode()
        rest = f"{site}/index.php?rest_route=/wp/v2"
        terms = {kind: str(_post(f"{rest}/{kind}", {"name": "Harbour"}, key)["id"]) for kind in ("categories", "tags")}
        publish = folder / "publish.lua"
        path = "/index.php?rest_route=/wp/v2/posts"
        publish.write_text(_SCRIPT % (_PUBLISH % (terms["categories"], terms["tags"], path, key), 201))
        numbers = range(1000, 1000 + 50)
        sites.python(folder / "site", _COUNT_VIEWS, database=database)
        scripts = {"stories": publish}
        for name, body in CROWDS.items():
            scripts[name] = folder / f"{name}.lua"
            scripts[name].write_text(_SCRIPT % (_CLICK % (name, numbers[0], len(numbers) - 1, body), 200))
        rates: dict[bool, float] = {}  # of reactions, alone and beside reads
        read = f"{rest}/posts/1100"
        wrk(read, 1, CONNECTIONS)
        alone = wrk(read, seconds, CONNECTIONS)
        rows = [{"load": "reads", "reads/s": round(alone.rate), "read p99 ms": alone.p99}]
        for name, script in scripts.items():
            for beside in (False, True):
                sites.run(
                    folder / "site", "documents", "rebuild", "--waiting", database=database
                )  # what was written before is done with
                before = _clicks(site, name, numbers) if name in CROWDS else 0
                with ThreadPoolExecutor(1) as pool:
                    readers = pool.submit(wrk, read, seconds, CONNECTIONS) if beside else None
                    writes = wrk(site, seconds, CLICKERS if name in CROWDS else CONNECTIONS, script)
                    reads = readers.result() if readers else None
                row: dict[str, object] = {
                    "load": name + (" beside reads" if beside else ""),
                    "writes/s": round(writes.rate, 1),
                    "write p99 ms": writes.p99,
                    "failed": writes.failed,
                }
                if name in CROWDS:
                    row["lost"] = max(writes.done - writes.failed - (_clicks(site, name, numbers) - before), 0)
                    rates.setdefault(beside, writes.rate)
                    row["to reactions"] = round(writes.rate / rates[beside], 2)
                if reads:
                    row |= {
                        "reads/s": round(reads.rate),
                        "read p99 ms": reads.p99,
                        "read p99 ratio": round(reads.p99 / alone.p99, 2),
                    }
                rows.append(row)
        return rows


def main() -> int:
    """Measures, prints, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--postgresql", default="", metavar="URL", help="an empty database to measure on instead of SQLite"
    )
    given = parser.parse_args()
    try:
        machine.require("wrk")
        rows = run(given.seconds, given.workers, given.postgresql)
    except machine.ToolMissing as error:
        print(error, file=sys.stderr)
        return 2
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    print(
        f"kept in {keep.keep('writes', rows, database='postgresql' if given.postgresql else 'sqlite', workers=given.workers)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
