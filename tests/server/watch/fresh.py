"""Answers GETs without any cache: HOST, User-Agent and path on a line in; status, length and the body out. Run by the tests."""

import sys

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - after Django is set up

from wirepress.server import django_call  # noqa: E402 - after Django is set up
from wirepress.server.request.summary import RequestSummary  # noqa: E402 - after Django is set up

handler = WSGIHandler()
for line in sys.stdin.buffer:
    host, agent, path = line.rstrip(b"\n").split(b"\t")
    made = django_call.call_django(
        handler,
        RequestSummary(
            b"GET", path, {b"host": host, b"user-agent": agent, b"accept-encoding": b"identity"}, "127.0.0.1"
        ),
    )
    sys.stdout.buffer.write(b"%d %d\n%s" % (made.status, len(made.body), made.body))
    sys.stdout.buffer.flush()
