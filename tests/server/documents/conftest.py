"""Stories with documents, and both ways of answering: from documents, and by Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.options.features import extensions
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.server import django_call
from wirepress.server.documents import read_postgresql, read_sqlite, refresh_documents
from wirepress.server.documents.answer_from_documents import DocumentReader, JoinedAnswer
from wirepress.server.request.summary import RequestSummary

REST = "/index.php?rest_route=/wp/v2"


def _reads() -> Any:
    """The reads on the connection of the test, whose transaction nobody else can look into."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        line = read_postgresql.PostgresReads("")
        line._line._connection = connection.connection
        return line
    reads = read_sqlite.SqliteReads.__new__(read_sqlite.SqliteReads)
    reads._connection = connection.connection
    return reads


@dataclass
class Newsroom:
    """`direct`: the answer from documents (None: not from those); `fresh`: Django's own."""

    author: User
    wanted: list[None] = field(default_factory=list)
    _handler: WSGIHandler = field(default_factory=WSGIHandler)
    _reads: Any = field(default_factory=_reads)  # the same all the while: what it has at hand must not be old

    def write(self, content: str = "<p>Sand as far as the mole.</p>", **fields: Any) -> Post:
        values = {
            "title": "Low water",
            "content": content,
            "status": "publish",
            "date": datetime(2026, 3, 9, 7, 30),
            **fields,
        }
        return create_post(values, actor=self.author)

    def finish(self) -> None:
        """Make what waits."""
        refresh_documents.refresh_documents(60)

    def request(self, path: str) -> RequestSummary:
        return RequestSummary(
            b"GET", path.encode(), {b"host": b"news.example", b"user-agent": b"Reader/1"}, "192.0.2.7"
        )

    def direct(self, path: str) -> JoinedAnswer | None:
        store.forget()
        found = DocumentReader(self._reads, extensions().declared("live_values"))
        found.wanted = lambda: self.wanted.append(None)
        found.set_options(dict(store.all_options()))
        return found.answer(self.request(path))

    def fresh(self, path: str) -> django_call.DjangoResponse:
        return django_call.call_django(self._handler, self.request(path))

    def same(self, path: str) -> None:
        """Both ways answer, and with the same bytes."""
        answer, made = self.direct(path), self.fresh(path)
        assert made.status == 200, (path, made.body[:300])
        assert answer is not None, f"{path} is not answered from documents"
        assert b"".join(answer.parts) == made.body
        assert sorted(answer.headers) == sorted(pair for pair in made.headers if pair[0] != b"content-length")

    def never_stale(self, path: str) -> None:
        """Whatever is answered from documents is what Django answers."""
        answer = self.direct(path)
        if answer is not None:
            made = self.fresh(path)
            assert (made.status, made.body) == (200, b"".join(answer.parts)), path


Documents = Callable[..., Newsroom]


@pytest.fixture
def newsroom(db: None) -> Iterator[Newsroom]:
    """A site with an author and nothing else."""
    for signal in (
        request_started,
        request_finished,
    ):  # the connection of the test is the only one that sees what it wrote
        signal.disconnect(close_old_connections)
    store.forget()
    first_section()
    yield Newsroom(
        create_user(login="keeper", email="keeper@desk.example", password="nine-copper-kettles", role="administrator")
    )
    store.forget()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
