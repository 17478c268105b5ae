"""Loads the program once, before any process that answers is forked."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from wirepress.server.service.fork import ForkedProcess, fork_process
from wirepress.settings.check_start import check_start
from wirepress.settings.settings import SettingsError, get_settings, require_settings


def preload(*, first: bool) -> int:
    """Load the site's program. `first`: migrate its tables as well. Return the exit code: 0 when all is well, else the cause was printed."""
    gc.disable()  # what is loaded stays; those who are forked collect their own
    try:
        check_start(require_settings())
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's message
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    with _hide_modules("rich"):  # draws tracebacks on terminals; in a log they are to be plain lines
        import structlog  # noqa: F401
    import django

    # The back office has form fields for what only PostgreSQL has, where it can be imported.
    needless = () if get_settings().database_url.startswith("postgres") else ("django.contrib.postgres.fields",)
    with _hide_modules(*needless):
        django.setup()
    checking = (
        fork_process("wirepress-check", _check_database, ()) if first else None
    )  # by a process of its own: this one opens no database
    with _hide_modules(*needless):
        _load_program()
    if checking is not None and (code := _wait_for_child(checking)):
        return code
    gc.freeze()  # no collection in a worker writes to what it shares with the others
    return 0


@contextmanager
def _hide_modules(*names: str) -> Iterator[None]:
    """Hide these modules from other libraries for a moment: each works without them, and loading them takes a tenth of the start."""
    hidden = {name: None for name in names if name not in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]  # None says that there is none
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def _load_program() -> None:
    """Import all that a first answer needs. Only modules: data read from the database would be stale when a worker is forked later."""
    from django.db import connections
    from django.urls import get_resolver

    from wirepress.core.extensions import Extensions, discover
    from wirepress.web.rest.routing import registry

    for name in (
        "project.wsgi",
        "server.open_response_service",
        "server.probes",
        "server.http.protocol",
        "server.service.worker",
        "core.jobs.worker",
    ):
        import_module(f"wirepress.{name}")
    for name in (
        "httptools",
        "uvloop",
        "uvicorn.protocols.http.httptools_impl",
        "uvicorn.lifespan.on",
        "django.db.models.sql.compiler",
    ):
        import_module(name)
    _ = get_resolver().url_patterns
    release = get_settings().compat
    registry.prepare_tables(
        "7.1" if release == "auto" else release, Extensions(discover(tuple(get_settings().plugins)).values())
    )
    connections.close_all()  # nobody should have opened one; it must not be shared by those that are forked


def _check_database(_pipe: int) -> None:
    from wirepress.server.documents import builder_version
    from wirepress.server.service.migrate import DatabaseUnusable, migrate_database

    try:
        migrate_database()
    except DatabaseUnusable as error:
        print(f"The site's database cannot be used: {error}", file=sys.stderr)  # noqa: T201 - a command's message
        sys.exit(2)
    builder_version.adopt_version()


def _wait_for_child(child: ForkedProcess) -> int:
    _, status = os.waitpid(child.pid, 0)
    os.close(child.pipe)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 1
