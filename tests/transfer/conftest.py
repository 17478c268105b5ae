from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.transfer.wordpress_db import mariadb

Type = Callable[..., Result]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types `wirepress import` with these words, on the site of the tests."""
    from wirepress.cli.transfer.import_ import app

    monkeypatch.setattr("wirepress.cli.transfer.import_.load_site", lambda: None)
    monkeypatch.setattr("wirepress.cli.transfer.import_.require_tables", lambda: None)
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words, **more: CliRunner().invoke(app, [str(word) for word in words], **more)


@pytest.fixture(scope="session")
def server() -> Iterator[mariadb.MariaDB]:
    """A MariaDB, where Debian's package (mariadb-server) or its like is there."""
    if not (mariadb.SERVER and mariadb.INSTALL and mariadb.DUMP):
        pytest.skip("mariadb-server is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="wp-maria-"))  # a socket's path must be short
    try:
        with mariadb.running(folder) as found:
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)
