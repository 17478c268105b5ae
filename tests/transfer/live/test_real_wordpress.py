"""A real WordPress (Debian's) is read by its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests import real_wordpress
from tests.real_wordpress import RealWordPress
from tests.transfer.wordpress_db.mariadb import MariaDB


@pytest.fixture(scope="module")
def wordpress(server: MariaDB, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealWordPress]:
    with real_wordpress.installed(tmp_path_factory.mktemp("real") / "wordpress", server) as site:
        yield site


@pytest.fixture(scope="module")
def ids(wordpress: RealWordPress) -> dict[str, Any]:
    """Ids of what it holds, by name."""
    return wordpress.fill()


def test_it_answers_readers_and_its_administrator(wordpress: RealWordPress, ids: dict[str, Any]) -> None:
    answer = wordpress.send("GET", "/wp-json/wp/v2/posts")
    assert answer.status == 200 and answer.headers["x-wp-total"] == "5"
    assert wordpress.rest("GET", f"/posts/{ids['draft']}&context=edit")["title"]["raw"] == "Not yet"
    assert wordpress.send("GET", f"/?p={ids['lead']}").status == 301
