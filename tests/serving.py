"""A real service for tests: `wirepress serve` on a folder of its own, on the database that the tests run on."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from tests.commands import environment as environment
from tests.commands import python as python
from tests.commands import run as run
from tests.site_templates import copy_site, copy_site_postgresql
from tests.stories import import_stories
from tests.waiting import PATIENCE

READY = PATIENCE


@dataclass(slots=True)
class Answer:
    """What came back. Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Service:
    """A running site. `password`: of the application password of the administrator `chief`."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]
    password: str = ""
    log: Path = field(default_factory=Path)

    def ask(self, method: str, path: str, *, data: Any = None, signed: bool = False, **headers: str) -> Answer:
        """One request on a connection of its own."""
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

    def get(self, path: str, **headers: str) -> Answer:
        """A reader's GET."""
        return self.ask("GET", path, **headers)

    def rest(self, method: str, route: str, data: Any = None) -> Any:
        """A REST call by the administrator; what it answers, after its status was found good."""
        answer = self.ask(method, f"/index.php?rest_route=/wp/v2{route}", data=data, signed=True)
        assert answer.status in (200, 201), (method, route, answer.status, answer.body[:500])
        return answer.json()

    def workers(self) -> list[int]:
        """Process numbers of those that answer."""
        return self.processes("wirepress-web")

    def processes(self, name: str) -> list[int]:
        """Process numbers of those below the service's own that are called so."""
        return [pid for pid in below(self.process.pid) if name_of(pid) == name]

    def stop(self) -> None:
        """End it as a terminal's Ctrl+C would, then by force."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)


def below(pid: int) -> list[int]:
    """The children of a process, their children and so on."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [one for child in found for one in (int(child), *below(int(child)))]


def name_of(pid: int) -> str:
    """What a process is called; "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on; "" for SQLite in the site's folder."""
    base = os.environ.get("WIREPRESS_DATABASE_URL", "")
    if not base:
        yield ""
        return
    name = f"served_{secrets.token_hex(6)}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield re.sub(r"(://[^/]*/)[^?]*", rf"\g<1>{name}", base)
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def raw_connection(url: str) -> psycopg.Connection[Any]:
    """A connection to a PostgreSQL database of the tests."""
    return psycopg.connect(make_conninfo(url), autocommit=True)


@contextmanager
def served(
    folder: Path,
    *,
    url: str = "",
    workers: int = 2,
    settings: str = "",
    jobs: bool = False,
    permalinks: str = "plain",
    stories: int = 0,
) -> Iterator[Service]:
    """A new site with an administrator, served. `settings`: further lines for its settings file; `jobs`: with its job worker;
    `stories`: with so many of tests/stories.py."""
    port = free_port()
    address, around = f"http://127.0.0.1:{port}", environment()
    if url:
        around["WIREPRESS_DATABASE_URL"] = url
        password = copy_site_postgresql(folder, address, url, permalinks=permalinks)
        if stories:
            import_stories(folder, around, stories)
    else:
        password = copy_site(folder, address, permalinks=permalinks, chief=True, stories=stories)
    if settings:
        with (folder / "wirepress.toml").open("a") as file:
            file.write(settings + "\n")
    service = start(folder, port, around, workers, *(() if jobs else ("--no-worker",)))
    service.password = password
    try:
        yield service
    finally:
        service.stop()


def start(folder: Path, port: int, environment: Mapping[str, str], workers: int, *more: str) -> Service:
    """`wirepress serve`, once it answers."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(port), "--workers", str(workers), *more]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env={**environment, "WIREPRESS_SITE": str(folder)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    service = Service(folder, port, process, environment, log=log)
    try:
        wait(service)
    except BaseException:
        service.stop()
        raise
    return service


def wait(service: Service, path: str = "/-/ready") -> None:
    """Until it answers."""
    end = time.monotonic() + READY
    while time.monotonic() < end:
        try:
            if service.get(path).status == 200:
                return
        except OSError:
            pass
        assert service.process.poll() is None, service.log.read_text()[-3000:]
        time.sleep(0.1)
    raise AssertionError(service.log.read_text()[-3000:])


def kill(pid: int) -> None:
    """End a process as the kernel does when memory is short. One that has ended with its parent is as dead."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
