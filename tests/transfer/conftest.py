from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.transfer.wordpress_db import mariadb


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
