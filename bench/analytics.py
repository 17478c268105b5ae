"""Analytics: messages taken in per second, beside readers and without; losses when everything is killed; questions to many events.

    python -m bench.analytics [--seconds N] [--workers N] [--postgresql URL] [--events MILLIONS]

Messages are sent as pages send them. Half-way the service is killed (SIGKILL, all of its processes); then `wirepress analytics show` must
know at least every message that was acknowledged. The questions are asked of made counts: as many rows as so many events leave.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench import keep, machine, sites
from bench.writes import CONNECTIONS, Load, wrk

AGENT = "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36"
PATH = "/wp-includes/pages/read"
SENDERS = 64
_MESSAGES = """
local number = 0
failed = 0
local mine = {}
function setup(thread) table.insert(mine, thread); thread:set("place", #mine) end
function init(args) math.randomseed(os.time() + place * 7919); failed = 0 end
request = function()
  number = number + 1
  local reader = string.format("@AGENT@ Tide/%d", math.random(1, 200000))
  local post = 1000 + math.random(0, 199)
  local body
  if number % 3 == 0 then body = string.format('{"k":"time","p":%d,"v":"ab12cd34","a":"/?p=%d","s":17,"y":60,"b":0}', post, post)
  else body = string.format('{"k":"view","p":%d,"v":"ab12cd34","a":"/?p=%d","f":"https://www.google.com/"}', post, post) end
  return wrk.format("POST", "@PATH@", {["Content-Type"] = "text/plain;charset=UTF-8", ["User-Agent"] = reader,
    ["Accept-Language"] = "en-GB,en;q=0.9"}, body)
end
response = function(status, headers, body) if status ~= 204 then failed = failed + 1 end end
done = function(summary, latency, requests)
  local all = 0
  for _, thread in ipairs(mine) do all = all + thread:get("failed") end
  io.write("failed " .. all .. "\\n")
end
""".replace("@AGENT@", AGENT).replace("@PATH@", PATH)


def ingest(folder: Path, seconds: int, workers: int, database: str) -> list[dict[str, object]]:
    """The rows of taking in: alone, beside readers, and whether all of it was counted."""
    script = folder / "messages.lua"
    script.write_text(_MESSAGES)
    with sites.wirepress(folder / "site", workers, database=database) as site:
        read = f"{site}/index.php?rest_route=/wp/v2/posts/1100"
        wrk(read, 1, CONNECTIONS)
        alone = wrk(read, seconds, CONNECTIONS)
        rows: list[dict[str, object]] = [{"load": "reads", "reads/s": round(alone.rate), "read p99 ms": alone.p99}]
        sent = 0
        for beside in (False, True):
            with ThreadPoolExecutor(1) as pool:
                readers = pool.submit(wrk, read, seconds, CONNECTIONS) if beside else None
                load = wrk(site, seconds, SENDERS, script)
                reads = readers.result() if readers else None
            sent += load.done - load.failed
            rows.append(_row("messages" + (" beside reads" if beside else ""), load, reads, alone))
        counted = _counted(folder / "site", database)
        rows.append({"load": "counted", "acknowledged": sent, "counted": counted, "lost": max(0, sent - counted)})
    return rows


def killed(folder: Path, seconds: int, workers: int, database: str) -> list[dict[str, object]]:
    """Kill every process in the middle of the load; how many acknowledged messages are not counted afterwards."""
    place = folder / "killed"
    port = sites.free_port()
    sites.fill(place, database=database)
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env=sites.environment(place, database), start_new_session=True)
    sites.wait(f"http://127.0.0.1:{port}")
    with ThreadPoolExecutor(8) as pool:
        senders = [pool.submit(_send_until_gone, port, number) for number in range(8)]
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        acknowledged = sum(sender.result() for sender in senders)
    process.wait()
    counted = _counted(place, database)
    return [
        {"load": "killed", "acknowledged": acknowledged, "counted": counted, "lost": max(0, acknowledged - counted)}
    ]


def _send_until_gone(port: int, number: int) -> int:
    done = 0
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while True:
            body = json.dumps({"k": "view", "p": 1000 + done % 200, "a": f"/?p={1000 + done % 200}"})
            connection.request("POST", PATH, body, {"User-Agent": f"{AGENT} Tide/{number}/{done}"})
            answer = connection.getresponse()
            answer.read()
            done += answer.status == 204
    except (OSError, http.client.HTTPException):
        return done


def questions(folder: Path, millions: float, database: str) -> list[dict[str, object]]:
    """Fill a site with the counts that so many events of 30 days leave, and ask."""
    place = folder / "asked"
    sites.fill(place, database=database)
    said = subprocess.run(
        [sys.executable, "-m", "bench.analytics_questions", str(millions)],
        env=sites.environment(place, database) | {"DJANGO_SETTINGS_MODULE": "wirepress.project.django"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return list(json.loads(said.splitlines()[-1]))


def script_bytes() -> int:
    """Return the script's size, gzipped."""
    import wirepress.features.analytics as feature

    path = Path(str(feature.__file__)).parent / "static/pages/reading.js"
    return len(gzip.compress(path.read_bytes(), 9))


def _row(name: str, load: Load, reads: Load | None, alone: Load) -> dict[str, object]:
    row: dict[str, object] = {
        "load": name,
        "messages/s": round(load.rate),
        "message p99 ms": load.p99,
        "failed": load.failed,
    }
    if reads:
        ratio = round(reads.p99 / alone.p99, 2)
        row |= {"reads/s": round(reads.rate), "read p99 ms": reads.p99, "read p99 ratio": ratio}
    return row


def _counted(folder: Path, database: str) -> int:
    """Return how many messages were recorded: those in the archive and the spool, after counting."""
    sites.run(folder, "analytics", "show", "--json", database=database)
    total = 0
    for path in (folder / "spool/reading").rglob("*"):
        if path.suffix in (".gz", ".spool"):
            data = path.read_bytes()
            total += (gzip.decompress(data) if path.suffix == ".gz" else data).count(b"\n")
    return total


def run(
    seconds: int = 5, workers: int = 2, database: str = "", millions: float = 50, rate: int = 2000
) -> list[dict[str, Any]]:
    """All rows."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows: list[dict[str, Any]] = [{"load": "script", "bytes": script_bytes()}]
        rows += ingest(folder, seconds, workers, database)
        if not database:  # these make sites of their own, and a database can be filled once
            rows += killed(folder, seconds, workers, database)
            rows += questions(folder, millions, database)
        return rows


def main() -> int:
    """Measures, prints, keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--postgresql", default="", metavar="URL", help="an empty database to measure on instead of SQLite"
    )
    parser.add_argument("--events", type=float, default=50, metavar="MILLIONS")
    parser.add_argument("--only", default="", help="ingest, killed or questions")
    given = parser.parse_args()
    try:
        machine.require("wrk")
        if given.only:
            with tempfile.TemporaryDirectory() as place:
                rows = {
                    "ingest": lambda: ingest(Path(place), given.seconds, given.workers, given.postgresql),
                    "killed": lambda: killed(Path(place), given.seconds, given.workers, given.postgresql),
                    "questions": lambda: questions(Path(place), given.events, given.postgresql),
                }[given.only]()
        else:
            rows = run(given.seconds, given.workers, given.postgresql, given.events)
    except machine.ToolMissing as error:
        print(error, file=sys.stderr)
        return 2
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    if not given.only:
        kind = "postgresql" if given.postgresql else "sqlite"
        print(f"kept in {keep.keep('analytics', rows, database=kind, workers=given.workers)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
