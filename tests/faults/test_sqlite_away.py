"""The database file is locked, away, replaced, or the disk is full: readers go on, writers are told, nothing is lost."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import time
from collections.abc import Iterator

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import until

pytestmark = pytest.mark.pure  # has a database of its own
REST = "/index.php?rest_route=/wp/v2"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving.served(tmp_path_factory.mktemp("away") / "site", workers=1) as service:
        service.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})
        yield service


def test_writers_wait_for_a_locked_file_and_readers_do_not(site: Service) -> None:
    with sqlite3.connect(site.folder / "wirepress.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert (
            site.get("/").status == 200 and site.get(f"{REST}/posts").status == 200 and time.monotonic() - began < 15
        )  # a writer waits for twenty
        other.execute("COMMIT")
    other.close()
    assert site.rest("POST", "/posts", {"title": "Flood", "status": "publish"})["id"]


def test_the_file_is_away_and_comes_back(site: Service) -> None:
    file, aside = site.folder / "wirepress.sqlite3", site.folder / "aside"
    categories = site.get(f"{REST}/categories").body
    number = site.get(f"{REST}/posts").json()[0]["id"]
    with sqlite3.connect(file) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole.close()
    aside.mkdir()
    for part in site.folder.glob("wirepress.sqlite3*"):
        part.rename(aside / part.name)
    until(lambda: "warning" in site.get(f"{REST}/categories").headers)
    old = site.get(f"{REST}/categories")
    assert (
        old.body == categories
        and old.headers["warning"].startswith("110")
        and old.headers["cache-control"] == "no-store"
    )
    unknown = site.get(f"{REST}/tags&search=never")
    assert unknown.status == 503 and unknown.headers["retry-after"] and b"Nothing" in unknown.body
    refused = site.ask("POST", f"{REST}/posts/{number}", data={"title": "Lost"}, signed=True)
    assert refused.status == 503 and refused.json()["code"] == "database_away" and refused.headers["retry-after"]
    clicked = site.ask("POST", f"/index.php?rest_route=/wirepress/v1/posts/{number}/reactions", data={"reaction": 1})
    assert clicked.status == 503
    assert site.get("/-/health").status == 200 and site.get("/-/ready").status == 503
    assert not file.exists()  # nobody made another one
    for part in aside.iterdir():
        part.rename(site.folder / part.name)
    until(lambda: site.get("/-/ready").status == 200)
    until(lambda: "warning" not in site.get(f"{REST}/categories").headers)
    assert site.rest("POST", f"/posts/{number}", {"title": "Kept"})["title"]["raw"] == "Kept"
    assert b"Kept" in site.get(f"{REST}/posts/{number}").body


def test_a_restored_copy_is_served_at_once(site: Service) -> None:
    file = site.folder / "wirepress.sqlite3"
    number = site.rest("POST", "/posts", {"title": "Before the copy", "status": "publish"})["id"]
    with sqlite3.connect(file) as live, sqlite3.connect(site.folder / "copy") as copy:
        live.backup(copy)
    live.close()
    copy.close()
    site.rest("POST", f"/posts/{number}", {"title": "After the copy"})
    assert b"After the copy" in site.get(f"{REST}/posts/{number}").body
    with sqlite3.connect(file) as live:
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    live.close()
    for part in site.folder.glob("wirepress.sqlite3-*"):
        part.unlink()
    shutil.move(site.folder / "copy", file)
    until(lambda: b"Before the copy" in _body(site, f"{REST}/posts/{number}"))
    assert all(b"Before the copy" in _body(site, f"{REST}/posts/{number}") for _ in range(10))


def _body(site: Service, path: str) -> bytes:
    try:
        return site.get(path).body
    except OSError:
        return b""


def test_a_full_disk_stops_writers_only(site: Service) -> None:
    number = site.get(f"{REST}/posts").json()[0]["id"]
    worker = site.workers()[0]
    kept = []
    full = None
    size = (site.folder / "wirepress.sqlite3-wal").stat().st_size
    limits = resource.prlimit(worker, resource.RLIMIT_FSIZE)
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (size + 300_000, limits[1]))  # no file may grow beyond
    try:
        for turn in range(60):
            answer = site.ask(
                "POST",
                f"{REST}/posts",
                data={"title": f"Log {turn}", "content": "y" * 20_000, "status": "publish"},
                signed=True,
            )
            if answer.status != 201:
                full = answer
                break
            kept.append(answer.json()["id"])
        assert full is not None and full.status == 507 and full.json()["code"] == "disk_full", full
        large = site.ask(
            "POST", f"{REST}/posts", data={"title": "Log", "content": "y" * (size + 2_000_000)}, signed=True
        )  # has to lie in a file
        assert large.status == 507 and large.json()["code"] == "disk_full", large
        assert (
            site.get(f"{REST}/posts/{number}").status == 200
            and site.get("/").status == 200
            and site.get(f"{REST}/users").status == 200
        )
    finally:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)
    made = site.rest("POST", "/posts", {"title": "Room again", "status": "publish"})["id"]
    assert {made, *kept} <= {post["id"] for post in site.get(f"{REST}/posts&per_page=100").json()}
