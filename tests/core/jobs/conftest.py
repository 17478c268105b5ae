"""The three storages, real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres_server, redis_server
from wirepress.core.jobs.stores import Store
from wirepress.core.jobs.stores.opened import open_store


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server.running(tmp_path_factory.mktemp("redis")) as server:
        yield server.url


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where jobs wait, empty: for `sqlite`, `redis` or `postgresql`."""
    kind = request.param
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    elif kind == "redis":
        url = request.getfixturevalue("redis_url")
        yield url
        open_store(url).flush_all()  # type: ignore[attr-defined]
    else:
        with postgres_server.database() as url:
            yield url


@pytest.fixture
def queue_store(address: str) -> Iterator[Store]:
    store = open_store(address)
    yield store
    store.close()
