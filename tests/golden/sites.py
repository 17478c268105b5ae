"""The sites that the recordings were made on, brought to life from the shared corpus."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("WIREPRESS_SHARED") or ROOT.parent / "shared").resolve()
WAIT = 120.0  # seconds a server may take to answer its first request


@dataclass(frozen=True)
class Recording:
    """One file of recorded answers and the site that gave them. `steps`: its cases change the site; `jobs`: and wait for its jobs."""

    name: str
    url: str
    permalinks: str
    state: str
    users: str
    meta: str = ""
    settings: str = ""
    steps: bool = False
    jobs: bool = False

    @property
    def lane(self) -> str:
        """Recordings of one state and lane are replayed on one server, one after the other."""
        return self.name.partition("-")[0] if not self.steps else self.name

    @property
    def host(self) -> str:
        return self.url.partition("://")[2]


_MODERN = (
    "http://peer.test",
    "/%year%/%monthnum%/%day%/%postname%/",
    "state.jsonl",
    "users.json",
    "registered-meta.json",
)
_SEEDSTACK = (
    "https://sotnews.agency",
    "plain",
    "state-seedstack.jsonl",
    "users-seedstack.json",
    "",
    # Its readers came through a proxy, which named their addresses.
    'compat = "6.8"\ntrusted_proxies = ["127.0.0.1"]\n',
)
RECORDINGS = (
    Recording("modern-read", *_MODERN),
    Recording("modern-read-more", *_MODERN),
    Recording("modern-write", *_MODERN, steps=True),
    Recording("modern-write-more", *_MODERN, steps=True),
    Recording("web-read", *_MODERN),
    Recording("web-read-more", *_MODERN),
    Recording("seedstack-read", *_SEEDSTACK),
    Recording("seedstack-read-more", *_SEEDSTACK),
    Recording("seedstack-web", *_SEEDSTACK),
    Recording("seedstack-web-more", *_SEEDSTACK),
    Recording("seedstack-write", *_SEEDSTACK, steps=True, jobs=True),
    Recording("seedstack-write-more", *_SEEDSTACK, steps=True, jobs=True),
)


def _wirepress(*words: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from wirepress.cli.main import run; run()", *map(str, words)],
        cwd=ROOT,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise SystemExit(f"wirepress {' '.join(map(str, words))}\n{done.stdout[-4000:]}")


def make(recording: Recording, folder: Path) -> None:
    """A site with the recording's content in a new folder. Ends the run when a command fails."""
    corpus = SHARED / "corpus"
    _wirepress("init", folder, "--url", recording.url, "--permalinks", recording.permalinks)
    _wirepress("--site", folder, "import", "wordpress-db", corpus / recording.state, "--uploads", corpus / "uploads")
    if recording.meta:
        _wirepress("--site", folder, "meta", "register", corpus / recording.meta)
    if recording.settings:
        with (folder / "wirepress.toml").open("a", encoding="utf-8") as file:
            file.write(recording.settings)


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass(frozen=True)
class Running:
    """A served site. `reset`: a shell command that puts its first state back and returns when it answers again."""

    port: int
    reset: str
    log: Path


@contextlib.contextmanager
def served(clean: Path, folder: Path, *, jobs: bool = False) -> Iterator[Running]:
    """Serve a copy of a site; `clean` itself is never written to."""
    shutil.rmtree(folder, ignore_errors=True)
    asked, done = folder.with_suffix(".asked"), folder.with_suffix(".done")
    for pipe in (asked, done):
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
    port = free_port()
    with folder.with_suffix(".log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.golden.keeper", str(clean), str(folder), str(port), *["jobs"][:jobs]],
            cwd=ROOT,
            env={**os.environ, "WIREPRESS_SITE": str(folder)},
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
        reset = f"echo again > '{asked}'; read answer < '{done}'"
        try:
            answers(port, keeper)
            yield Running(port, reset, folder.with_suffix(".log"))
        finally:
            keeper.terminate()
            keeper.wait(10)


def answers(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something listens. Ends the run when it does not in time."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until and (process is None or process.poll() is None):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    raise SystemExit("the server did not start")
