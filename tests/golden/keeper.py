"""Serves a copy of a site and puts its first state back on demand: ``python -m tests.golden.keeper CLEAN FOLDER PORT [jobs]``.

Starting Python and Django takes longer than most sequences of cases. So this process loads everything once and forks
a server per state; a word through FOLDER.asked ends the server, copies CLEAN again and forks the next one.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from inspect import CO_OPTIMIZED  # set of functions, not of modules and classes
from pathlib import Path
from types import FrameType
from typing import Any

from tests.golden.sites import answers
from wirepress.server.service.job_worker import run_jobs

TRACE = "WIREPRESS_GOLDEN_TRACE"  # where the names of the product's files go whose code runs, in their order


def trace(path: Path) -> None:
    """Write the files whose code runs from now on to `path`, each once; again all of them when it is taken away."""
    entered: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        if event == "call" and "/wirepress/" in name and frame.f_code.co_flags & CO_OPTIMIZED:
            if not path.exists():
                entered.clear()
            if name not in entered:
                entered.add(name)
                with path.open("a", encoding="utf-8") as file:
                    file.write(name + "\n")

    threading.setprofile(note)
    sys.setprofile(note)


def start(clean: Path, folder: Path, port: int, jobs: bool) -> list[int]:
    """Serve a fresh copy. Return the ids of the server's process and of that which works its jobs off."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(clean, folder)
    children = [fork(serve, port)]
    if jobs:
        children.append(fork(run_jobs, 0))
    answers(port)
    return children


def fork(work: Callable[[int], None], argument: int) -> int:
    """Return the id of a new process that does `work` and ends."""
    child = os.fork()
    if child:
        return child
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    try:
        work(argument)
    finally:
        os._exit(0)


def serve(port: int) -> None:
    """Answer requests, without a supervisor, whose worker would outlive it for a moment."""
    if os.environ.get(TRACE):
        trace(Path(os.environ[TRACE]))
    import uvicorn

    from wirepress.server.service.worker import uvicorn_config

    uvicorn.Server(uvicorn_config("127.0.0.1", port)).run()


def stop(children: list[int]) -> None:
    """End a server and its jobs at once: the state they leave is thrown away."""
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def main() -> None:
    clean, folder, port, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), "jobs" in sys.argv[4:]
    shutil.copytree(clean, folder, dirs_exist_ok=True)
    from wirepress.cli.setup import load_site

    load_site()
    from django.db import connections
    from django.urls import get_resolver

    import wirepress.core.jobs.worker
    import wirepress.server.application  # noqa: F401  what a server imports, before it is forked

    _ = get_resolver().url_patterns
    connections.close_all()
    children = start(clean, folder, port, jobs)

    def end(number: int, frame: FrameType | None) -> None:
        stop(children)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    while True:
        with folder.with_suffix(".asked").open() as asked:
            asked.read()
        stop(children)
        children = start(clean, folder, port, jobs)
        folder.with_suffix(".done").write_text("ready\n")


if __name__ == "__main__":
    main()
