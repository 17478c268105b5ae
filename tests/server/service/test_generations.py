"""Generations of workers: what they share, how the next one takes over, and what happens when one of the processes is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service
from tests.site_templates import copy_site
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.pure  # has a database of its own
POSTS = "/index.php?rest_route=/wp/v2/posts"
LOADED, ANSWERS, JOBS = "wirepress-load", "wirepress-web", "wirepress-jobs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("generations") / "site"
    with serving.database() as url, serving.served(folder, url=url, jobs=True) as service:
        yield service


def renewed(site: Service, before: set[int]) -> bool:
    """Whether two workers answer, none of them one of those before, and those are gone."""
    return len(site.workers()) == 2 and not before & set(site.workers())


def kib(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(rf"(?m)^{name}:\s+(\d+)", text))


def test_workers_share_what_was_loaded(site: Service) -> None:
    for _ in range(20):
        assert site.get(POSTS).status == 200
    until(lambda: site.processes(JOBS))
    everybody = [*site.processes(LOADED), *site.workers(), *site.processes(JOBS)]
    assert len(everybody) == 4
    assert sum(kib(pid, "Pss") for pid in everybody) < 0.65 * sum(kib(pid, "Rss") for pid in everybody)
    assert kib(site.process.pid, "Pss") < 16 * 1024  # the one that watches has loaded next to nothing


def test_the_one_that_has_loaded_holds_no_connection(site: Service) -> None:
    (pid,) = site.processes(LOADED)
    held = [os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")]
    assert not [name for name in held if "sqlite" in name]
    assert os.listdir(f"/proc/{pid}/task") == [str(pid)]
    kept = [name for name in held if name.startswith("socket:")]
    assert len(kept) == 4  # where readers come in, the line to the supervisor, the two ends that signals wake it by


def test_a_site_on_sqlite_loads_no_driver_of_other_databases(site: Service) -> None:
    if "WIREPRESS_DATABASE_URL" in site.environment:
        pytest.skip("the site is on PostgreSQL")
    for pid in (*site.workers(), *site.processes(JOBS)):
        assert "psycopg" not in Path(f"/proc/{pid}/maps").read_text()


def test_a_reload_reads_the_settings_anew(site: Service) -> None:
    before = set(site.workers())
    with (site.folder / "wirepress.toml").open("a") as file:
        file.write("cdn_seconds = 77\n")
    os.kill(site.process.pid, signal.SIGHUP)
    until(lambda: renewed(site, before))
    assert "s-maxage=77" in site.get(POSTS).headers["cache-control"]
    until(lambda: len(site.processes(JOBS)) == 1 and len(site.processes(LOADED)) == 1)


def test_a_reload_that_fails_leaves_the_workers_in_place(site: Service) -> None:
    before, file = set(site.workers()), site.folder / "wirepress.toml"
    good = file.read_text()
    try:
        file.write_text(good + "colour = 'red'\n")
        os.kill(site.process.pid, signal.SIGHUP)
        until(lambda: "did not start" in site.log.read_text())
        assert "colour" in site.log.read_text()
        assert set(site.workers()) == before and site.get(POSTS).status == 200
    finally:
        file.write_text(good)
    os.kill(site.process.pid, signal.SIGHUP)
    until(lambda: renewed(site, before))


def test_reloads_that_come_together_end_in_one_generation(site: Service) -> None:
    before = set(site.workers())
    for pause in (0.0, 0.3, 0.6):
        time.sleep(pause)
        os.kill(site.process.pid, signal.SIGHUP)
    until(lambda: renewed(site, before) and len(site.processes(LOADED)) == 1)
    assert site.get(POSTS).status == 200


def test_workers_are_added_and_taken_away(site: Service) -> None:
    until(lambda: len(site.workers()) == 2)
    os.kill(site.process.pid, signal.SIGTTIN)
    until(lambda: len(site.workers()) == 3)
    os.kill(site.process.pid, signal.SIGTTOU)
    until(lambda: len(site.workers()) == 2)
    serving.wait(site)


def test_a_killed_generation_is_followed_by_another(site: Service) -> None:
    before, loaded = set(site.workers()), site.processes(LOADED)
    serving.kill(loaded[0])
    until(lambda: renewed(site, before) and site.processes(LOADED) not in ([], loaded))
    serving.wait(site)
    assert site.get(POSTS).status == 200


def test_nobody_goes_on_when_the_one_that_watches_is_killed(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url, jobs=True) as site:
        until(lambda: site.processes(JOBS))
        everybody = serving.below(site.process.pid)
        assert len(everybody) == 4
        serving.kill(site.process.pid)
        site.process.wait(PATIENCE)
        until(lambda: not [pid for pid in everybody if serving.name_of(pid).startswith("wirepress")])


def serve_in_vain(folder: Path, *words: str, **around: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wirepress", "serve", *words]
    environment = {**serving.environment(), "WIREPRESS_SITE": str(folder), **around}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_a_start_that_fails_says_why(tmp_path: Path, site: Service) -> None:
    folder = tmp_path / "site"
    copy_site(folder, "http://127.0.0.1")
    taken = serve_in_vain(folder, "--port", str(site.port))
    assert taken.returncode == 1 and str(site.port) in taken.stderr and "Traceback" not in taken.stderr
    away = serve_in_vain(
        folder, "--port", str(serving.free_port()), WIREPRESS_DATABASE_URL="sqlite:///no/such/folder/site.sqlite3"
    )
    assert away.returncode == 2 and "database cannot be used" in away.stderr and "Traceback" not in away.stderr
    broken = serve_in_vain(folder, "--port", str(serving.free_port()), WIREPRESS_CACHE_MEGABYTES="-1")
    assert broken.returncode == 2 and "cache_megabytes" in broken.stderr
