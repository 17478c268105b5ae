"""A site as its user makes it: init, import, serve, all by the command line, in a folder and on a port of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.run_folder import make_once
from tests.site_templates import ADDRESS
from tests.waiting import PATIENCE

WIREPRESS = [sys.executable, "-m", "wirepress"]
STORY = 4101
PASSWORD = "tall-green-harbour-lamps"
PARAGRAPH = (
    "The ferry to Quill Point leaves twenty minutes later from Monday, the harbour office said, because the tide gate is "
    "being mended and the pilots want daylight for the turn. Commuters were told to expect the change to last a month."
)


@dataclass(slots=True)
class Site:
    """A running site."""

    folder: Path
    url: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    return kept | {"WIREPRESS_SITE": str(folder), "PYTHONUNBUFFERED": "1"}


def command(folder: Path, *words: str) -> str:
    """Runs a command of the site and gives what it prints; fails with its words when it fails."""
    done = subprocess.run(
        [*WIREPRESS, *words], env=_environment(folder), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
    return done.stdout


def document(post_id: int, title: str, *, sections: tuple[str, ...] = ("world",), day: int = 1) -> dict[str, object]:
    """A story as a WordPress site answers it."""
    date = f"2026-0{1 + day % 8}-{1 + day % 27:02d}T08:15:00"
    text = "".join(f"<p>{PARAGRAPH}</p>\n" for _ in range(3))
    return {
        "id": post_id,
        "date": date,
        "date_gmt": date,
        "guid": {"rendered": f"http://news.example/?p={post_id}"},
        "modified": date,
        "modified_gmt": date,
        "slug": f"story-{post_id}",
        "status": "publish",
        "type": "post",
        "link": f"http://news.example/?p={post_id}",
        "title": {"rendered": title},
        "content": {"rendered": f"{text}<h2>What comes next</h2>\n{text}", "protected": False},
        "excerpt": {"rendered": "", "protected": False},
        "author": 7,
        "featured_media": 0,
        "comment_status": "open",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {},
        "categories": [21 + index for index in range(len(sections))],
        "tags": [],
        "class_list": [f"post-{post_id}", "post", *(f"category-{name}" for name in sections)],
    }


def documents() -> list[dict[str, object]]:
    """A small front page."""
    titles = (
        "Tide gate closed for repairs",
        "Council counts the cost of a warm winter",
        "A bakery that opens at midnight",
        "Night buses return to the eastern shore",
        "The lighthouse keeper's last log",
        "School garden wins a silver spade",
    )
    return [document(STORY + index, title, day=index + 1) for index, title in enumerate(titles)]


def start(folder: Path, port: int) -> Site:
    """Serves a site's folder and waits until it answers."""
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [*WIREPRESS, "serve", "--port", str(port)], env=_environment(folder), stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=2).close()
            return Site(folder, url, process)
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, (folder / "serve.log").read_text()
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the site does not answer")


def make(folder: Path, source: Path | None = None, url: str = "") -> Site:
    """A new site with the invented stories, or those of `source`, and an administrator `ann`."""
    port = free_port()
    if source is None:
        shutil.copytree(make_once("gazette", _fill), folder, dirs_exist_ok=True)
        settings = folder / "wirepress.toml"
        settings.write_text(settings.read_text().replace(f'"{ADDRESS}"', f'"http://127.0.0.1:{port}"'))
    else:
        _fill(folder, source, url)
    return start(folder, port)


def _fill(folder: Path, source: Path | None = None, url: str = "") -> None:
    style = ("--permalinks", "plain") if url else ()
    command(folder, "init", str(folder), "--url", url or ADDRESS, "--title", "The Quill Point Gazette", *style)
    if source is None:
        source = folder / "stories.json"
        source.write_text(json.dumps(documents()))
    command(folder, "import", str(source))
    command(folder, "user", "create", "ann", "--role", "administrator", "--password", PASSWORD)


def stop(site: Site) -> None:
    """Ends the server."""
    site.process.terminate()
    try:
        site.process.wait(60)
    except subprocess.TimeoutExpired:
        site.process.kill()
        site.process.wait(5)


def picture(path: Path) -> Path:
    """A small picture to upload."""
    Image.new("RGB", (640, 400), (40, 90, 130)).save(path)
    return path
