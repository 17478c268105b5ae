"""A real WordPress (Debian's) with tables of its own, for tests: new, or filled with one of everything.

with real_wordpress.installed(tmp_path / "wordpress", server) as site:   # `server`: the fixture of tests/transfer/conftest.py
    ids = site.fill()
    site.rest("POST", f"/posts/{ids['lead']}", {"title": "Ferry on time"})
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests import wordpress_server
from tests.serving import Answer
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.waiting import PATIENCE

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class RealWordPress(wordpress_server.WordPress):
    """A running site. `password`: of the application password of its administrator `chief`."""

    password: str = ""

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def fill(self) -> dict[str, Any]:
        """Fill it with one of everything (fill.php); return the ids by name."""
        found: dict[str, Any] = json.loads(self.run("fill.php"))
        return found

    def run(self, script: str, **environment: str) -> str:
        """What a PHP file of this folder prints, inside this site."""
        around = {**os.environ, **environment, "WP_FOLDER": str(self.folder)}
        command = ["php", "-d", "display_errors=stderr", str(_HERE / script)]
        done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
        return done.stdout

    def send(self, method: str, path: str, *, data: Any = None, signed: bool = False, **headers: str) -> Answer:
        """One request, by the administrator (`signed`) or by anybody."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if signed:
            sent["Authorization"] = "Basic " + base64.b64encode(f"chief:{self.password}".encode()).decode()
        body = None
        if data is not None:
            body, sent["Content-Type"] = json.dumps(data).encode(), "application/json"
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def rest(self, method: str, route: str, data: Any = None) -> Any:
        """A REST call by the administrator; what it answers, after its status was found good."""
        answer = self.send(method, f"/index.php?rest_route=/wp/v2{route}", data=data, signed=True)
        assert answer.status in (200, 201), (method, route, answer.status, answer.body[:500])
        return answer.json()


@contextmanager
def installed(folder: Path, server: MariaDB, *, permalinks: str = "/%postname%/") -> Iterator[RealWordPress]:
    """A new WordPress with an administrator and nothing in it. `permalinks`: "" for plain ones. Skips where there is no PHP."""
    wordpress_server.require()
    database = f"real_{secrets.token_hex(4)}"
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {database} CHARACTER SET utf8mb4")
    more = {
        "mu-plugins/quay.php": (_HERE / "quay.php").read_text(),
        "themes/quay/functions.php": (_HERE / "functions.php").read_text(),
        "uploads/index.php": "<?php\n",
    }
    with wordpress_server.running(
        folder, server, database, themes=("quay",), more=more, environment="local"
    ) as started:
        bare = RealWordPress(started.folder, started.port)
        yield RealWordPress(started.folder, started.port, bare.run("install.php", WP_PERMALINKS=permalinks))
