"""python -m tests.second_try: runs what failed in the run before once more, alone and one after the other.

Many tests wait for other processes, and a busy machine can make one late. What passes alone is named, so that nobody
overlooks it; what fails again, and more than a handful of failures, fails the run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MOST: Final = 6  # more than these is no chance


def main() -> int:
    """Return 0 when what failed passes now, 1 when it does not or when there is too much of it."""
    kept = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(kept.read_text())) if kept.is_file() else []
    if not 0 < len(failed) <= MOST:
        print(f"{len(failed)} tests failed: not tried again.")
        return 1
    again = subprocess.run([sys.executable, "-m", "pytest", "-n", "0", "--lf", "--lfnf=none", *sys.argv[1:]], cwd=ROOT)
    if again.returncode == 0:
        print("Failed at first, passed alone:", *failed, sep="\n  ")
    return 1 if again.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
