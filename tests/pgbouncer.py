"""A real PgBouncer in transaction mode, in front of the tests' PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.serving import free_port
from tests.waiting import PATIENCE


@contextmanager
def pooled(url: str, folder: Path) -> Iterator[str]:
    """The same database by way of a pool that gives each transaction another connection."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
    port, user, name = free_port(), parts.username or "postgres", parts.path.lstrip("/")
    (folder / "users.txt").write_text(f'"{user}" "{parts.password or ""}"\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{name} = host={host} port={parts.port or 5432} dbname={name}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\npool_mode = transaction\nauth_type = trust\n"
        f"auth_file = {folder / 'users.txt'}\nignore_startup_parameters = options,extra_float_digits\nmax_client_conn = 200\ndefault_pool_size = 10\n"
        f"logfile = {folder / 'pgbouncer.log'}\n"
    )
    words = ["pgbouncer", str(folder / "pgbouncer.ini")]
    if os.getuid() == 0:  # it refuses to be root
        owner = Path(host).stat() if host.startswith("/") else Path("/").stat()
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner.st_uid, owner.st_gid)
        for parent in list(folder.parents)[:-2]:
            parent.chmod(parent.stat().st_mode | 0o011)
        words = ["setpriv", "--reuid", str(owner.st_uid), "--regid", str(owner.st_gid), "--clear-groups", *words]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"postgresql://{user}:{parts.password or ''}@127.0.0.1:{port}/{name}"
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(address, connect_timeout=2).close()
                break
            except psycopg.OperationalError as error:
                assert time.monotonic() < end and process.poll() is None, error
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)
