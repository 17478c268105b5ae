"""Documents of a site that is served: made beside the service's work, whatever way a story came."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service

pytestmark = pytest.mark.pure  # has a database of its own
HOUR = 5  # seconds until a story is due
PATIENCE = 60.0  # seconds on a busy machine


def _counts(service: Service, url: str) -> tuple[int, int]:
    """Finished documents, and how many wait."""
    query = "SELECT (SELECT count(*) FROM delivery_document), (SELECT count(*) FROM delivery_stale)"
    if url:
        with serving.raw_connection(url) as connection:
            found = connection.execute(query).fetchone()
    else:
        with closing(sqlite3.connect(service.folder / "wirepress.sqlite3", timeout=20)) as file:
            found = file.execute(query).fetchone()
    return int(found[0]), int(found[1])


def _until(service: Service, url: str, stories: int) -> None:
    """Every story has a document."""
    end = time.monotonic() + PATIENCE
    while (found := _counts(service, url)) != (stories, 0):
        assert time.monotonic() < end, found
        time.sleep(0.2)


def test_documents_are_made_in_the_background(tmp_path: Path) -> None:
    with (
        serving.database() as url,
        serving.served(tmp_path / "site", url=url, settings="cache_megabytes = 0", jobs=True) as service,
    ):
        number = int(
            service.rest("POST", "/posts", {"title": "Low water", "content": "Sand.", "status": "publish"})["id"]
        )
        due = (datetime.now(UTC) + timedelta(seconds=HOUR)).strftime("%Y-%m-%dT%H:%M:%S")
        scheduled = int(
            service.rest("POST", "/posts", {"title": "Soon", "content": "Ebb.", "status": "future", "date_gmt": due})[
                "id"
            ]
        )
        for path in ("/", f"/?p={number}"):
            assert service.get(path).status == 200
        time.sleep(HOUR)  # the pages are in the database, and the hour has come
        assert service.get(f"/index.php?rest_route=/wp/v2/posts/{scheduled}").status == 200
        assert b"Soon" in service.get("/").body
        _until(service, url, 2)
        answers = [service.get(f"/index.php?rest_route=/wp/v2/posts/{number}") for _ in range(3)]
        answers += [service.get("/") for _ in range(3)]
        assert all(answer.status == 200 for answer in answers)
        counted = service.get("/-/metrics").body.decode()
        assert float(counted.partition('wirepress_responses_total{way="direct"} ')[2].split()[0]) >= 3
