"""A real streaming replica of the tests' PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.postgres_server import server_url
from tests.waiting import PATIENCE, until


@contextmanager
def streaming() -> Iterator[str]:
    """The address of the replica's server, as a pattern for the name of a database: `...{name}...`."""
    parts = urlsplit(server_url())
    socket = parse_qs(parts.query)["host"][0]
    owner = Path(socket).stat()
    postmaster = int((Path(socket) / "postmaster.pid").read_text().splitlines()[0])
    programs = Path(f"/proc/{postmaster}/exe").resolve().parent  # of the very version that runs
    folder = Path(tempfile.mkdtemp(prefix="wirepress-replica-"))
    as_owner = (
        ["setpriv", "--reuid", str(owner.st_uid), "--regid", str(owner.st_gid), "--clear-groups"]
        if os.getuid() == 0
        else []
    )
    os.chown(folder, owner.st_uid, owner.st_gid)
    data, log, slot = folder / "data", folder / "log", f"tests_{secrets.token_hex(6)}"

    def run(program: str, *words: str) -> None:
        done = subprocess.run(
            [*as_owner, str(programs / program), *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            cwd=folder,
        )
        assert done.returncode == 0, done.stdout + done.stderr + (log.read_text() if log.exists() else "")

    try:
        run(
            "pg_basebackup",
            "-h",
            socket,
            "-U",
            parts.username or "postgres",
            "-D",
            str(data),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "-C",  # with a slot the server keeps what the replica has not read yet, however busy other tests are
            "-S",
            slot,
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c shared_buffers=16MB"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        try:
            yield f"postgresql://{parts.username or 'postgres'}:@/{{name}}?host={folder}"
        finally:
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _drop_slot(slot)


def _drop_slot(slot: str) -> None:
    """Let the server forget what a replica would have had to read, once the server has noticed that it is gone."""

    def is_gone() -> bool:
        with psycopg.connect(server_url(), autocommit=True) as server:
            try:
                server.execute(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s", [slot]
                )
            except psycopg.errors.ObjectInUse:
                return False
        return True

    until(is_gone)
