"""A running site read by its address: records a second and the highest memory of who reads.

    python -m bench.doors_live [--posts N]

The origin is a served site of ours on this machine, with stories of `wirepress bench seed`; both share its cores.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.sites import free_port


def wirepress(folder: Path, *words: str) -> str:
    """What a command of a site prints."""
    around = {**os.environ, "WIREPRESS_SITE": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "wirepress", *words], env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def main() -> None:
    """Measure, and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=2000)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as place:
        origin, here = Path(place) / "origin", Path(place) / "here"
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        wirepress(origin, "init", str(origin), "--url", address)
        wirepress(origin, "bench", "seed", "--posts", str(posts))
        said = wirepress(origin, "user", "create", "chief", "--role", "administrator", "--application-password")
        password = re.findall(r"(?im)^application password:?\s*(.+)$", said)[0].strip()
        wirepress(here, "init", str(here), "--url", "http://here.example")
        command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", "1", "--no-worker"]
        with (origin / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                command, env={**os.environ, "WIREPRESS_SITE": str(origin)}, stdout=log, stderr=log
            )
            try:
                time.sleep(5)
                begun = time.monotonic()
                words = ("import", f"{address}/", "--user", "chief", "--passphrase", password, "--json")
                report = json.loads(wirepress(here, *words))
                seconds = time.monotonic() - begun
            finally:
                server.terminate()
                server.wait(60)
        read = report["total"]["read"]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        json.dumps(
            {
                "posts": posts,
                "records": read,
                "seconds": round(seconds, 1),
                "records_per_second": round(read / seconds),
                "largest_process_mb": memory,
            }
        )
    )


if __name__ == "__main__":
    main()
