"""A MariaDB server of the tests' own, in a temporary folder, reached by a socket."""

from __future__ import annotations

import os
import shutil
import socket as socketlib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql

from tests.waiting import PATIENCE

_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))


def _program(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name, path=_PLACES))), None)


SERVER = _program("mariadbd", "mysqld")
INSTALL = _program("mariadb-install-db", "mysql_install_db")
DUMP = _program("mariadb-dump", "mysqldump")


@dataclass(frozen=True)
class MariaDB:
    """A running server."""

    socket: Path

    def connect(self, **options: Any) -> Any:
        return pymysql.connect(unix_socket=str(self.socket), user="root", charset="utf8mb4", **options)

    def url(self, database: str) -> str:
        return f"mysql://root@localhost/{database}?unix_socket={self.socket}"

    def dump(self, database: str, *options: str) -> bytes:
        assert DUMP is not None
        command = [DUMP, f"--socket={self.socket}", "--user=root", *options, database]
        return subprocess.run(command, check=True, capture_output=True).stdout


@contextmanager
def running(folder: Path) -> Iterator[MariaDB]:
    """A server that lives as long as the block."""
    assert SERVER and INSTALL
    data, socket = folder / "data", folder / "s"
    user = ["--user=root"] if os.getuid() == 0 else []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        [
            INSTALL,
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            *user,
        ],
        check=True,
        **quiet,
    )
    options = [
        f"--datadir={data}",
        f"--socket={socket}",
        f"--pid-file={folder / 'pid'}",
        "--skip-networking",
        "--innodb-buffer-pool-size=16M",
    ]
    process = subprocess.Popen([SERVER, "--no-defaults", *options, *user], **quiet)
    try:
        server = MariaDB(socket)
        _await(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(server: MariaDB) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with socketlib.socket(socketlib.AF_UNIX) as probe:
            try:
                probe.connect(str(server.socket))
                return
            except OSError:
                if time.monotonic() > until:
                    raise
        time.sleep(0.1)
