"""Debian's WordPress (package `wordpress`, release 6.1) on PHP's own server, with a database of the tests' MariaDB."""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.serving import free_port
from tests.transfer.wordpress_db.mariadb import MariaDB
from tests.waiting import PATIENCE

CODE: Final = Path("/usr/share/wordpress")
DROPS: Final = (
    "drops-authorization"  # with a file of that name the server keeps the header Authorization from WordPress
)
_STYLE: Final = "/*\nTheme Name: Bare\n*/\n"
_INDEX: Final = "<?php while (have_posts()) { the_post(); echo '<h2>', get_the_title(), '</h2>', apply_filters('the_content', get_the_content()); }"
_ROUTER: Final = (
    f"<?php if (is_file(__DIR__ . '/{DROPS}')) {{ unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION']); }}"
    " $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);"
    " if ($path !== '/' && is_file(__DIR__ . $path)) { return false; } $_SERVER['SCRIPT_NAME'] = '/index.php';"
    " require __DIR__ . '/index.php';"
)


def require() -> None:
    """Skip the test where PHP or WordPress is missing; where all programs are asked for (continuous integration), fail."""
    if CODE.is_dir() and shutil.which("php") is not None:
        return
    if os.environ.get("WIREPRESS_TEST_PROGRAMS") == "all":
        pytest.fail("WordPress or PHP is not on this machine: .ci/run installs them")
    pytest.skip("WordPress or PHP is not on this machine")


@dataclass(frozen=True)
class WordPress:
    """A running WordPress."""

    folder: Path
    port: int

    def ask(self, path: str, form: dict[str, str] | None = None, cookie: str = "") -> tuple[int, dict[str, str], str]:
        """One request; status, headers in lower case (of Set-Cookie the whole lot) and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Cookie": cookie} if cookie else {}
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form) if form is not None else None
            connection.request("POST" if form is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = f"{found.get(name.lower(), '')}{value}\n"
            return answer.status, found, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def php(self, code: str) -> str:
        """What PHP code prints that runs inside this WordPress."""
        script = f"$_SERVER['HTTP_HOST'] = '127.0.0.1:{self.port}'; require '{self.folder}/wp-load.php'; {code}"
        done = subprocess.run(["php", "-r", script], capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def running(
    folder: Path,
    server: MariaDB,
    database: str,
    *,
    themes: tuple[str, ...],
    prefix: str = "wp_",
    more: Mapping[str, str] | None = None,
    environment: str = "production",
) -> Iterator[WordPress]:
    """WordPress on a database. Each of `themes` is there, and as bare as a theme can be; `more`: further files of wp-content.

    `environment`: "local" lets application passwords be used without TLS.
    """
    port = free_port()
    shutil.copytree(
        CODE,
        folder,
        symlinks=False,
        ignore=lambda place, _: ["wp-content", ".htaccess", "wp-config.php"] if place == str(CODE) else [],
    )
    for theme in themes:
        place = folder / "wp-content" / "themes" / theme
        place.mkdir(parents=True)
        (place / "style.css").write_text(_STYLE)
        (place / "index.php").write_text(_INDEX)
    for name, text in (more or {}).items():
        place = folder / "wp-content" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    (folder / "router.php").write_text(_ROUTER)
    (folder / "wp-config.php").write_text(_config(server, database, port, prefix, environment))
    log = (folder / "php.log").open("wb")
    process = subprocess.Popen(
        ["php", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", "-t", str(folder), str(folder / "router.php")],
        stdout=log,
        stderr=log,
    )
    try:
        _await(port, process)
        yield WordPress(folder, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        log.close()


def _config(server: MariaDB, database: str, port: int, prefix: str, environment: str) -> str:
    constants = {
        "WP_ENVIRONMENT_TYPE": environment,
        "DB_NAME": database,
        "DB_USER": "root",
        "DB_PASSWORD": "",
        "DB_HOST": f"localhost:{server.socket}",
        "DB_CHARSET": "utf8mb4",
        "WP_HOME": f"http://127.0.0.1:{port}",
        "WP_SITEURL": f"http://127.0.0.1:{port}",
        **{
            f"{name}_{kind}": secrets.token_hex(32)
            for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE")
            for kind in ("KEY", "SALT")
        },
    }
    lines = [f"define('{name}', '{value}');" for name, value in constants.items()]
    lines += [
        f"define('{name}', true);"
        for name in ("DISABLE_WP_CRON", "WP_HTTP_BLOCK_EXTERNAL", "AUTOMATIC_UPDATER_DISABLED")
    ]
    lines.append(f"$table_prefix = '{prefix}';")
    lines.append("if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }")
    return "<?php\n" + "\n".join(lines) + "\nrequire_once ABSPATH . 'wp-settings.php';\n"


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, "PHP's server ended"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/readme.html")
            connection.getresponse().read()
            return
        except OSError:
            assert time.monotonic() < until, "PHP's server does not start"
            time.sleep(0.05)
        finally:
            connection.close()
