"""The start of a service: where it is, who can read its files, and what a plugin with faults does to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import serving
from tests.browser.site import document
from tests.site_templates import DATED, copy_site
from tests.waiting import PATIENCE
from wirepress.server.service.announcement import describe_addresses

pytestmark = pytest.mark.pure  # has a database of its own
GULL = """
from wirepress.core.hooks import hook
NAME, TITLE, DESCRIPTION = "gull", "Gull", "Cries."
@hook
def post_classes(post):
    return "gull"
@hook
def canonical(post):
    raise RuntimeError("a gull without wings")
"""
WREN = "from wirepress.core.hooks import hook\nNAME = 'wren'\n@hook\ndef post_clases(post):\n    return []\n"


@pytest.mark.parametrize(
    ("host", "url", "said"),
    [
        ("127.0.0.1", "http://127.0.0.1:81", "Serving http://127.0.0.1:81 with 1 worker. "),
        ("127.0.0.1", "https://news.example", "Serving https://news.example at http://127.0.0.1:81 with 1 worker. "),
        ("::1", "https://news.example", "at http://[::1]:81 with"),
        ("0.0.0.0", "https://news.example", "at http://127.0.0.1:81 (and every other address of this machine) with"),
        ("::", "https://news.example", "at http://[::1]:81 (and every other"),
    ],
)
def test_addresses_are_written_as_a_browser_takes_them(host: str, url: str, said: str) -> None:
    assert said in describe_addresses(host, 81, url, 1)


def test_a_service_says_where_it_is_and_its_files_are_its_own(tmp_path: Path) -> None:
    folder, plugins = tmp_path / "site", tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "gull_plugin.py").write_text(GULL)
    (plugins / "wren_plugin.py").write_text(WREN)
    around = serving.environment() | {"PYTHONPATH": str(plugins)}
    copy_site(folder, "https://news.example")
    (tmp_path / "story.json").write_text(json.dumps(document(7, "Gulls")))
    serving.run(folder, around, "import", str(tmp_path / "story.json"))
    with (folder / "wirepress.toml").open("a") as file:
        file.write('plugins = ["gull_plugin", "wren_plugin"]\naccess_log = "access.log"\n')
    before = os.umask(0o022)
    try:
        service = serving.start(folder, serving.free_port(), around, 1)
    finally:
        os.umask(before)
    try:
        said = service.log.read_text()
        assert f"Serving https://news.example at http://127.0.0.1:{service.port} with 1 worker." in said
        assert service.get("/").status == 200
        assert service.get("/?p=7").status == 200 and service.get("/index.php?rest_route=/wp/v2/posts/7").status == 200
        service.process.send_signal(signal.SIGHUP)  # a reload does not say it again
        end = time.monotonic() + PATIENCE
        while not (folder / "wirepress.sqlite3-wal").exists() and time.monotonic() < end:
            time.sleep(0.1)
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode)
            for path in folder.iterdir()
            if path.name not in ("uploads", "serve.log")
        }
        assert "wirepress.sqlite3-wal" in modes and "access.log" in modes and set(modes.values()) == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        service.stop()
    said = service.log.read_text()
    assert said.count("Serving https://") == 1
    assert "wren" in said and "'post_clases'" in said and "'post_classes'" in said
    assert "gull without wings" in said and "Traceback" in said and "post_classes" in said and "answered str" in said
    checked = subprocess.run(
        [sys.executable, "-m", "wirepress", "doctor"],
        env={**around, "WIREPRESS_SITE": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1 and "BAD  Plugin wren" in checked.stdout and "post_clases" in checked.stdout


def test_a_taken_port_is_said_with_another(tmp_path: Path) -> None:
    copy_site(tmp_path / "site", "https://news.example", permalinks=DATED)
    for words, said in (
        (["--host", "127.0.0.1"], "is taken by another program"),
        (["--host", "nosuchhost.invalid"], "Give --host an address of this machine"),
    ):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = subprocess.run(
                [sys.executable, "-m", "wirepress", "serve", "--port", str(port), *words],
                capture_output=True,
                text=True,
                check=False,
                timeout=PATIENCE,
                env=serving.environment() | {"WIREPRESS_SITE": str(tmp_path / "site")},
            )
        assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr
