"""Public answers are made from a replica that is as new as what is known; one that lags or is gone is never noticed by a reader."""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import postgres_server, replica_server, serving
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has a database of its own


def _asked(replica: psycopg.Connection[Any]) -> int:
    """How many clients have asked the replica for posts of this database."""
    found = replica.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%FROM %' AND pid <> pg_backend_pid()"
    ).fetchone()
    assert found is not None
    return int(found[0])


def test_a_replica_is_asked_while_it_keeps_up_and_never_shows_what_is_old(tmp_path: Path) -> None:
    with ExitStack() as parts:
        url = parts.enter_context(postgres_server.database())
        pattern = parts.enter_context(replica_server.streaming())
        copy = pattern.format(name=urlsplit(url).path.lstrip("/"))
        service = parts.enter_context(
            serving.served(tmp_path / "site", url=url, workers=1, settings=f'replica_urls = ["{copy}"]')
        )
        story = service.rest("POST", "/posts", {"title": "High tide", "content": "At six.", "status": "publish"})["id"]
        replica = parts.enter_context(psycopg.connect(copy, autocommit=True))

        def fresh(title: str) -> None:
            assert service.rest("POST", f"/posts/{story}", {"title": title})["id"] == story
            for path in (
                f"/?p={story}",
                "/",
                f"/index.php?rest_route=/wp/v2/posts/{story}",
                "/index.php?rest_route=/wp/v2/posts",
                "/?feed=rss2",
            ):
                answer = service.get(path, User_Agent="Reader/1")
                assert answer.status == 200 and title.encode() in answer.body, path

        end = time.monotonic() + PATIENCE
        number = 0
        while not _asked(replica):
            assert time.monotonic() < end, "the replica is never asked"
            number += 1
            fresh(f"Tide {number}")
        replica.execute("SELECT pg_wal_replay_pause()")
        for number in range(3):
            fresh(f"Ebb {number}")
        replica.execute("SELECT pg_wal_replay_resume()")
        fresh("Spring tide")
        replica.close()
        server = Path(copy.partition("host=")[2]) / "data" / "postmaster.pid"
        os.kill(int(server.read_text().splitlines()[0]), signal.SIGQUIT)  # gone in the middle
        for number in range(3):
            fresh(f"Neap {number}")
