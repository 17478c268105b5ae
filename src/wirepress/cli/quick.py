"""The way in. `wirepress serve` with plain options begins at once; everything else goes through the commands (main.py).

Loading a library for command lines and all that it rests on takes a fifth of the time from the command to the first answer. Whatever
is not understood here, help and mistakes among it, is not judged here either.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

HOST: Final = "127.0.0.1"
PORT: Final = 8000
WORKERS: Final = 1
PORTS: Final = range(1, 65536)
UMASK: Final = 0o077  # what a site's processes write nobody else reads; uploads get modes of their own (settings/file_permissions.py)
MANY: Final = range(1, 65)  # workers


def parse_plain_serve(words: Sequence[str]) -> dict[str, Any] | None:
    """Return the options of `serve`, which these are; None: they are for somebody else to read."""
    if not words or words[0] != "serve":
        return None
    given: dict[str, Any] = {"host": HOST, "port": PORT, "workers": WORKERS, "worker": True}
    following = iter(words[1:])
    for word in following:
        if word in ("--worker", "--no-worker"):
            given["worker"] = word == "--worker"
            continue
        value = next(following, "")
        if word == "--host" and value and not value.startswith("-"):
            given["host"] = value
        elif (
            word in ("--port", "--workers")
            and value.isascii()
            and value.isdecimal()
            and int(value) in (PORTS if word == "--port" else MANY)
        ):
            given[word[2:]] = int(value)
        else:
            return None
    return given


def run() -> None:
    """Entry point of the program."""
    os.umask(UMASK)
    given = parse_plain_serve(sys.argv[1:])
    if given is not None:
        # Small, as this process still is, which becomes the one that watches.
        from wirepress.server.service import supervise

        sys.exit(supervise.serve(given["host"], given["port"], given["workers"], jobs=given["worker"]))
    from wirepress.cli import main

    main.run()
