"""A small newsroom that gathers from a local feed server."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from tests.features.wire.feedserver import FeedServer, feed_server
from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import add_source

Add = Callable[..., Source]


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    """Another site."""
    with feed_server() as server:
        yield server


@pytest.fixture
def newsroom(db: None) -> Iterator[User]:
    """A site with its administrator."""
    store.forget()
    first_section()
    yield create_user(login="chief", email="chief@desk.example", password="six-green-lamps", role="administrator")
    store.forget()


@pytest.fixture
def add(newsroom: User, feeds: FeedServer) -> Add:
    """add(path, **policy): a source that stands at a path of the feed server."""

    def _add(path: str = "/feed", *, name: str = "Courier", kind: str = "auto", **policy: Any) -> Source:
        whole = {"rights": {"credit": "{source}"}, **policy}
        return add_source({"name": name, "url": f"{feeds}{path}", "kind": kind, "allow_private": True, "policy": whole})

    return _add


def child(work: Callable[[], None]) -> int:
    """Start a process that does the work on connections of its own; its number."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        connections.close_all()
        status = 0
    finally:
        os._exit(status)
    raise AssertionError


def ended(pid: int) -> str:
    """Waits for a process: "killed", "well" or "badly"."""
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return "killed" if os.WTERMSIG(status) == signal.SIGKILL else "badly"
    return "well" if os.WEXITSTATUS(status) == 0 else "badly"
