"""Commands and code that run as a process of their own inside a site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def run(folder: Path, environment: Mapping[str, str], *words: str) -> str:
    """A command of the site; what it printed."""
    command = [sys.executable, "-m", "wirepress", *words]
    done = subprocess.run(
        command, env={**environment, "WIREPRESS_SITE": str(folder)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python(folder: Path, environment: Mapping[str, str], code: str) -> str:
    """What Python code prints that runs inside the site."""
    around = {**environment, "WIREPRESS_SITE": str(folder), "DJANGO_SETTINGS_MODULE": "wirepress.project.django"}
    done = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    """What a process of its own finds around it: nothing of the tests' own site."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_", "PYTEST_"))
    }
