"""The commands as a user types them, each in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.browser.site import WIREPRESS, document, free_port, start, stop
from tests.waiting import PATIENCE

MADE = ("init", "--url", "https://news.example", "--title", "The Tide", "--timezone", "Europe/Vienna")


def _run(*words: str, site: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    environment = kept | more | ({"WIREPRESS_SITE": str(site)} if site else {})
    return subprocess.run(
        [*WIREPRESS, *words], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, to be copied."""
    folder = tmp_path_factory.mktemp("new") / "site"
    done = _run(MADE[0], str(folder), *MADE[1:])
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def site(new_site: Path, tmp_path: Path) -> Path:
    """A new site."""
    return Path(shutil.copytree(new_site, tmp_path / "site"))


def test_init_makes_a_private_settings_file_and_says_what_comes_next(site: Path) -> None:
    file = site / "wirepress.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert 'url = "https://news.example"' in file.read_text()
    again = _run("init", str(site), "--url", "https://other.example")
    assert again.returncode == 2 and "Nothing was changed" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--url", "news.example"), "--url"),
        (("--url", "https://a.example", "--permalinks", "postname"), "--permalinks"),
        (("--url", "https://a.example", "--timezone", "Mars/Olympus"), "--timezone"),
    ],
)
def test_init_refuses_what_cannot_be(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = _run("init", str(tmp_path / "x"), *words)
    assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "x" / "wirepress.toml").exists()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('colour = "red"', "colour"),
        ('compat = "5.0"', "compat"),
        ('database_url = "oracle://x"', "database_url"),
        ("url = ", "wirepress.toml"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(site: Path, line: str, named: str) -> None:
    with (site / "wirepress.toml").open("a") as file:
        file.write(f"\n{line}\n")
    done = _run("serve", "--port", str(free_port()), site=site)
    assert done.returncode == 2 and named in done.stderr and "Traceback" not in done.stderr


def test_a_user_is_made_with_passwords_shown_once(site: Path) -> None:
    done = _run("user", "create", "ann", "--role", "editor", "--application-password", site=site)
    assert done.returncode == 0 and "Password: " in done.stdout and "Application password: " in done.stdout
    assert _run("user", "create", "ann", "--role", "editor", site=site).returncode == 2
    assert "role" in _run("user", "create", "bob", "--role", "king", site=site).stderr


def test_features_are_listed_and_switched(site: Path) -> None:
    assert "engagement" in _run("feature", "list", site=site).stdout
    assert _run("feature", "disable", "engagement", site=site).returncode == 0
    assert _run("feature", "enable", "engagement", site=site).returncode == 0
    wrong = _run("feature", "enable", "engagment", site=site)
    assert wrong.returncode == 2 and "engagement" in wrong.stderr


def test_doctor_finds_what_is_wrong(site: Path) -> None:
    assert "No user may manage this site" in _run("doctor", site=site).stdout
    _run("user", "create", "ann", "--role", "administrator", site=site)
    fine = _run("doctor", site=site)
    (site / "uploads").rename(site / "gone")
    bad = _run("doctor", site=site)
    assert fine.returncode == 0 and "BAD" not in fine.stdout
    assert bad.returncode == 1 and "mkdir -p" in bad.stdout


def test_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert version("wirepress") in _run("version").stdout


def test_import_reads_standard_input_and_says_what_it_did(site: Path) -> None:
    environment = {**os.environ, "WIREPRESS_SITE": str(site)}
    for name in [name for name in environment if name.startswith("WIREPRESS_") and name != "WIREPRESS_SITE"]:
        environment.pop(name)
    text = json.dumps(document(77, "Bell found"))
    done = subprocess.run(
        [*WIREPRESS, "import", "-"],
        input=text,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0 and "created" in done.stdout, done.stderr
    missing = _run("import", str(site / "none.json"), site=site)
    assert missing.returncode != 0 and "Traceback" not in missing.stderr


def test_a_site_with_an_https_address_is_served_behind_a_proxy_without_redirect(site: Path) -> None:
    running = start(site, free_port())
    try:
        for host in ("news.example", "news.example:8080", "127.0.0.1:9"):
            request = urllib.request.Request(f"{running.url}/wp-json/", headers={"Host": host})
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                assert answer.status == 200
                assert json.load(answer)["url"] == "https://news.example"
    finally:
        stop(running)


def test_the_demo_is_filled_once_and_starts_fast_again(tmp_path: Path) -> None:
    words = ("demo", "--dir", str(tmp_path / "demo"), "--no-serve", "--port", str(free_port()))
    first = _run(*words)
    assert first.returncode == 0 and "login: editor" in first.stdout and "44/44" in first.stdout, first.stderr
    changed = tmp_path / "more.json"
    changed.write_text(json.dumps(document(7007, "A story of my own")))
    assert _run("import", str(changed), site=tmp_path / "demo").returncode == 0
    second = _run(*words)
    password = re.search(r"password: (\S+)", first.stdout)
    assert password and len(password[1]) >= 16 and password[1] not in second.stdout
    with sqlite3.connect(tmp_path / "demo" / "wirepress.sqlite3") as database:
        titles = [row[0] for row in database.execute("SELECT title FROM posts_post WHERE id = 7007")]
    database.close()
    assert titles == ["A story of my own"]
    assert second.returncode == 0 and "44/44" not in second.stdout
    assert "/wp-json/" in second.stdout


def test_a_taken_port_is_named(tmp_path: Path) -> None:

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run("demo", "--dir", str(tmp_path / "demo"), "--port", str(port))
    assert done.returncode == 2 and str(port) in done.stderr
