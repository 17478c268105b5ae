"""The site that every test runs in: a folder of its own, on SQLite or (WIREPRESS_TEST_DB=postgres) on a real PostgreSQL.

Loaded by `-p tests.environment` in pyproject.toml, before pytest-django reads the settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

from tests.postgres_server import server_url
from tests.run_folder import run_folder

run_folder()  # before further processes start: they share it
_folder = Path(tempfile.mkdtemp(prefix="wirepress-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["WIREPRESS_SITE"] = str(_folder)
os.environ["WIREPRESS_SECRET_KEY"] = "tests-only-and-long-enough-to-be-one"
os.environ.setdefault("WIREPRESS_URL", "http://news.example")
os.environ["DJANGO_SETTINGS_MODULE"] = "wirepress.project.django"

if os.environ.get("WIREPRESS_TEST_DB") == "postgres" and not os.environ.get("WIREPRESS_DATABASE_URL"):
    os.environ["WIREPRESS_DATABASE_URL"] = server_url()


def pytest_configure() -> None:
    """SQLite is tested as it is used: a file with a write-ahead log, so that threads and processes can share it."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(_folder / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # nothing in it outlives the tests


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadGroupScheduling:
    """Return how tests are shared among processes: a file is a whole, so that what its tests share is made once."""
    return FileScheduling(config, log)


class FileScheduling(LoadGroupScheduling):
    """The tests of a file go to one process; those with the mark `xdist_group` go where the others of their group are."""

    def _split_scope(self, nodeid: str) -> str:
        group = str(super()._split_scope(nodeid))
        return group.partition("::")[0] if group == nodeid else group
