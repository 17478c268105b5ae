"""Documents of a site that is served: made beside the service's work, whatever way a story came."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service

pytestmark = pytest.mark.pure  # has a database of its own
PATIENCE = 60.0  # seconds on a busy machine


def _status(service: Service) -> dict[str, int]:
    said = serving.run(service.folder, service.environment, "documents", "status")
    return {line.rpartition("  ")[0].strip(): int(line.split()[-1]) for line in said.splitlines() if line[-1:].isdigit()}


def _until(service: Service, stories: int) -> dict[str, int]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = _status(service)
        if found == {"Published stories": stories, "Finished documents": stories, "Waiting": 0, "Without a document": 0}:
            return found
        time.sleep(0.5)
    raise AssertionError(_status(service))


def test_documents_are_made_in_the_background(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url, settings="cache_megabytes = 0") as service:
        number = int(service.rest("POST", "/posts", {"title": "Low water", "content": "Sand.", "status": "publish"})["id"])
        due = (datetime.now(UTC) + timedelta(seconds=4)).strftime("%Y-%m-%dT%H:%M:%S")
        scheduled = int(service.rest("POST", "/posts", {"title": "Soon", "content": "Ebb.", "status": "future", "date_gmt": due})["id"])
        _until(service, 1)
        for path in ("/", f"/?p={number}"):
            assert service.get(path).status == 200
        time.sleep(3)  # the pages are in the database, and the hour has come
        assert service.get(f"/index.php?rest_route=/wp/v2/posts/{scheduled}").status == 200
        assert b"Soon" in service.get("/").body
        _until(service, 2)
        answers = [service.get(f"/index.php?rest_route=/wp/v2/posts/{number}") for _ in range(3)]
        answers += [service.get("/") for _ in range(3)]
        assert all(answer.status == 200 for answer in answers)
        counted = service.get("/-/metrics").body.decode()
        assert float(counted.partition('wirepress_responses_total{way="direct"} ')[2].split()[0]) >= 3
