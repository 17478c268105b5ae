"""A request that fails leaves nothing behind in the process."""

from __future__ import annotations

import gc
import io
import logging
import tracemalloc
import weakref

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.test import override_settings
from django.urls import path

from wirepress.server import django_call
from wirepress.server.request.summary import RequestSummary
from wirepress.web.site.views import broken, missing

pytestmark = pytest.mark.django_db(transaction=True)  # what fails breaks no transaction around it
_RAISED: list[weakref.ref[Exception]] = []
TIMES = 300


class Trouble(Exception):
    """Holds much."""


def fails(request: object, kind: str) -> None:
    held = bytearray(20_000)
    error = (OperationalError if kind == "database" else Trouble)(f"{len(held)} bytes")
    _RAISED.append(weakref.ref(error))
    raise error


urlpatterns = [path("fails/<kind>", fails)]
handler404, handler500 = missing.show, broken.show


def ask(handler: WSGIHandler, way: str, kind: str) -> int:
    asked = RequestSummary(b"GET", b"/fails/" + kind.encode(), {b"host": b"news.example"}, "192.0.2.7")
    if way == "shared":
        made = django_call.call_django(handler, asked)
        assert made.broken == (kind == "database")
        return made.status
    return django_call.begin_response(handler, django_call.wsgi_environ(asked, "http", io.BytesIO())).status


@pytest.mark.parametrize("way", ["shared", "own"])
@pytest.mark.parametrize("kind", ["database", "other"])
@override_settings(ROOT_URLCONF=__name__)
def test_an_unhandled_exception_is_not_kept(way: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # what the tests' own log keeps
    handler = WSGIHandler()
    for _ in range(20):
        assert ask(handler, way, kind) == (503 if kind == "database" else 500)
    _RAISED.clear()
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(TIMES):
            ask(handler, way, kind)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(_RAISED) == TIMES and sum(one() is not None for one in _RAISED) <= 2  # a last one may be under way
    assert grown < TIMES * 1000
