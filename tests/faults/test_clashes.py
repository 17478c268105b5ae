"""Many write at once beside the service's own work: nobody is refused because others wrote at the same moment (PostgreSQL)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import postgres_server, serving
from tests.serving import Service
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has a database of its own
SECONDS = 12.0


def test_no_write_is_refused_beside_others(tmp_path: Path) -> None:
    with postgres_server.database() as url, serving.served(tmp_path / "site", url=url, workers=2) as site:
        terms = [site.rest("POST", "/categories", {"name": f"Coast {place}"})["id"] for place in range(3)]
        tag = site.rest("POST", "/tags", {"name": "tide"})["id"]
        numbers = [
            site.rest(
                "POST",
                "/posts",
                {"title": f"Tide {place}", "content": "Low.", "status": "publish", "categories": terms, "tags": [tag]},
            )["id"]
            for place in range(12)
        ]
        refused, counts = _all_at_once(
            site,
            {
                "title": lambda turn: ("/posts/" + str(numbers[turn % 12]), {"title": f"Tide at {turn}"}),
                "other title": lambda turn: (
                    "/posts/" + str(numbers[-1 - turn % 12]),
                    {"title": f"Ebb at {turn}", "categories": terms[: 1 + turn % 3]},
                ),
                "status": lambda turn: (
                    "/posts/" + str(numbers[turn * 5 % 12]),
                    {"status": ("draft", "publish")[turn % 2]},
                ),
                "term": lambda turn: (
                    "/categories/" + str(terms[turn % 3]),
                    {"name": f"Coast at {turn}", "slug": f"coast-{turn % 3}-{turn}"},
                ),
                "parent": lambda turn: ("/categories/" + str(terms[2]), {"parent": terms[turn % 2]}),
                "settings": lambda turn: (
                    "/settings",
                    {"description": f"Every hour {turn}", "posts_per_page": 5 + turn % 9},
                ),
            },
        )
        assert refused == [] and min(counts.values()) > 3, (refused, counts)
        end = time.monotonic() + PATIENCE
        while _waiting(url):
            assert time.monotonic() < end
            time.sleep(0.2)


def _all_at_once(site: Service, sort: dict[str, Callable[[int], tuple[str, Any]]]) -> tuple[list[Any], dict[str, int]]:
    refused: list[Any] = []
    counts = dict.fromkeys(sort, 0)
    end = time.monotonic() + SECONDS

    def write(name: str) -> None:
        while time.monotonic() < end:
            route, data = sort[name](counts[name])
            answer = site.ask("POST", f"/index.php?rest_route=/wp/v2{route}", data=data, signed=True)
            if answer.status != 200:
                refused.append((name, answer.status, answer.body[:300]))
            counts[name] += 1

    threads = [threading.Thread(target=write, args=(name,)) for name in sort]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused, counts


def _waiting(url: str) -> int:
    with postgres_server.other(url) as connection:
        row = connection.execute("SELECT count(*) FROM delivery_stale").fetchone()
        return int(str(row[0])) if row else 0
