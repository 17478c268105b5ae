"""`make suites`: other people's client libraries do their work with a fresh site, each in steps of which every one is judged.

The libraries are installed into a scratch folder (node_modules from the lock file, a virtual environment for Python's); Node is
needed for this alone. `python -m tests.suites.run [NAME ...]` runs those of that name only.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

from tests.browser import site as sites

HERE: Final = Path(__file__).parent
SCRATCH: Final = Path(os.environ.get("WIREPRESS_SUITES") or Path(__file__).parents[2] / ".suites")
DRIVERS: Final = HERE / "drivers"
SECONDS: Final = 300  # for one library


def install() -> Path:
    """Bring the libraries into the scratch folder when they are not there in these versions. Return the Python that has its own."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    wanted = "".join((HERE / name).read_text() for name in ("package-lock.json", "requirements.txt"))
    stamp = SCRATCH / ".installed"
    python = SCRATCH / "python" / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        stamp.unlink(missing_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / name, SCRATCH / name)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=SCRATCH, check=True)
        venv.create(SCRATCH / "python", with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True
        )
        stamp.write_text(wanted)
    shutil.copytree(DRIVERS, SCRATCH / "drivers", dirs_exist_ok=True)  # beside node_modules, where Node looks for them
    return python


def run(python: Path, driver: Path, environment: dict[str, str]) -> tuple[int, int]:
    """Run one driver and show its steps. Return how many were right, and how many there were."""
    command = [str(python) if driver.suffix == ".py" else "node", str(SCRATCH / "drivers" / driver.name)]
    print(f"\n{driver.stem}", flush=True)
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
        said, errors = done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        said, errors = str(late.stdout or ""), f"it did not end within {SECONDS} seconds"
    lines = [line for line in said.splitlines() if line.startswith(("ok ", "FAILED "))]
    print("\n".join(f"  {line}" for line in lines) or f"  FAILED  it did not begin: {errors[-2000:]}")
    return sum(line.startswith("ok ") for line in lines), max(len(lines), 1)


def fresh_site(folder: Path) -> tuple[sites.Site, str]:
    """Serve a new site of six stories. Return it and the application password of its first user, the administrator `chief`."""
    port = sites.free_port()
    words = (
        "--url",
        f"http://127.0.0.1:{port}",
        "--title",
        "The Quill Point Gazette",
        "--permalinks",
        "/%year%/%postname%/",
    )
    sites.command(folder.parent, "init", str(folder), *words)
    chief = ("chief", "--role", "administrator", "--password", sites.PASSWORD, "--application-password")
    made = sites.command(folder, "user", "create", *chief)
    stories = folder / "stories.json"
    stories.write_text(json.dumps(sites.documents()))
    sites.command(folder, "import", str(stories))
    return sites.start(folder, port), re.findall(r"Application password: (.+)", made)[0]


def main(names: list[str]) -> int:
    """Install, serve, run all (or the named ones), sum up. Return the exit status."""
    if not shutil.which("npm"):
        print("make suites needs Node.js (node and npm); nothing else of Wirepress does.", file=sys.stderr)
        return 2
    python = install()
    drivers = [one for one in sorted(DRIVERS.iterdir()) if one.stem != "steps" and one.suffix in (".cjs", ".py")]
    totals = {}
    for driver in (one for one in drivers if not names or one.stem in names):
        with tempfile.TemporaryDirectory(prefix="wirepress-suite-") as folder:
            site, secret = fresh_site(Path(folder) / "site")
            try:
                picture = sites.picture(Path(folder) / "quay.png")
                environment = os.environ | {
                    "SITE": site.url,
                    "LOGIN": "chief",
                    "PASSWORD": sites.PASSWORD,
                    "APPLICATION_PASSWORD": secret,
                    "PICTURE": str(picture),
                }
                totals[driver.stem] = run(python, driver, environment)
            finally:
                sites.stop(site)
    print()
    for name, (right, of) in totals.items():
        print(f"{name:28}{right:4} of {of}")
    return 0 if all(right == of for right, of in totals.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
