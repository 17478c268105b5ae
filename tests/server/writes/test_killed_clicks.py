"""Likes and views come in crowds and every process is killed meanwhile: what was acknowledged is there afterwards, and nothing twice."""

from __future__ import annotations

import http.client
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has a database of its own
CLICKERS, ENOUGH = 6, 120  # threads; acknowledged clicks after which everything is killed
LOST = (OSError, http.client.HTTPException, ValueError)
COUNTING = (
    "import django; django.setup(); from wirepress.content.options import store;"
    " store.put('twp_be_options_settings[twp_be_enable_post_visit_tracking]', 1)"
)


class Crowd:
    """Readers who like and open a story until the service is gone."""

    def __init__(self, site: Service, number: int) -> None:
        self.site, self.number = site, number
        self.acknowledged = {"likes": 0, "views": 0}
        self.sent = {"likes": 0, "views": 0}
        self._lock = threading.Lock()
        self.enough = threading.Event()

    def click(self, clicker: int) -> None:
        """One reader after the other."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        turn = 0
        try:
            while True:
                turn += 1
                kind, body = (("likes", {"choice": "like"}), ("views", {}))[turn % 2]
                path = f"/index.php?rest_route=/wirepress/v1/posts/{self.number}/{kind}"
                headers = {"Content-Type": "application/json", "User-Agent": f"Reader/{clicker}/{turn}"}
                self._note(self.sent, kind)
                connection.request("POST", path, json.dumps(body), headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 200:
                    self._note(self.acknowledged, kind)
        except LOST:
            self.enough.set()
        finally:
            connection.close()

    def _note(self, counts: dict[str, int], kind: str) -> None:
        with self._lock:
            counts[kind] += 1
            if counts is self.acknowledged and sum(counts.values()) >= ENOUGH:
                self.enough.set()


def test_what_was_acknowledged_is_there_after_everything_was_killed(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url) as site:
        serving.python(site.folder, site.environment, COUNTING)
        story: Any = site.rest("POST", "/posts", {"title": "Ebb", "content": "Low.", "status": "publish"})
        crowd = Crowd(site, int(story["id"]))
        threads = [threading.Thread(target=crowd.click, args=(clicker,)) for clicker in range(CLICKERS)]
        for thread in threads:
            thread.start()
        crowd.enough.wait(PATIENCE)
        for pid in (site.process.pid, *site.workers()):
            serving.kill(pid)
        site.process.wait(PATIENCE)
        for thread in threads:
            thread.join()
        again = serving.start(site.folder, serving.free_port(), site.environment, 1)
        try:
            path = f"/index.php?rest_route=/wirepress/v1/posts/{crowd.number}"
            found = {kind: again.get(f"{path}/{kind}").json()[kind] for kind in ("likes", "views")}
        finally:
            again.stop()
    assert sum(crowd.acknowledged.values()) >= ENOUGH
    for kind, count in found.items():
        assert crowd.acknowledged[kind] <= count <= crowd.sent[kind], (kind, found, crowd.acknowledged, crowd.sent)
