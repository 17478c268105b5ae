"""What `wirepress doctor` looks at: each check says what is wrong and how to mend it."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from wirepress.settings.check_start import find_faults
from wirepress.settings.file_permissions import find_open_files
from wirepress.settings.settings import FILE_NAME, SECRET_LEAST, describe_missing_secret, get_settings

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    what: str
    mend: str = ""


def settings_file() -> Iterator[Finding]:
    """The settings file is there, private, and has a secret."""
    settings = get_settings()
    file = settings.folder / FILE_NAME
    if not file.exists():
        yield Finding(
            "warning",
            f"There is no {FILE_NAME} in {settings.folder}.",
            "Make a site with `wirepress init DIR --url URL`.",
        )
    if len(settings.secret_key.strip()) < SECRET_LEAST:
        yield Finding("error", describe_missing_secret(settings))
    else:
        yield Finding("ok", "Settings are read, the secret is long enough.")
    if settings.debug:
        yield Finding("warning", "debug is on: errors show the program's inside.", f"Take debug out of {FILE_NAME}.")
    for fault in find_faults(settings):
        if not fault.startswith("Setting 'uploads'"):  # which has a look of its own
            yield Finding("error", fault)


def permissions() -> Iterator[Finding]:
    """Nobody but the site's own user can read its database, its settings and what else is private."""
    found = list(find_open_files(get_settings()))
    if not found:
        yield Finding("ok", "Only the site's own user can read its files.")
        return
    named = ", ".join(f"{path} ({mode:o})" for path, mode in found[:5]) + (
        f" and {len(found) - 5} more" if len(found) > 5 else ""
    )
    yield Finding(
        "warning",
        f"Other users of this machine can read what they need not: {named}.",
        "`wirepress doctor --mend` sets the modes in brackets. To let nginx read uploads, see docs/running.md.",
    )


def plugins() -> Iterator[Finding]:
    """Every plugin loads and has only hooks that there are."""
    from wirepress.core.extensions import discover, find_hook_fault, import_failures

    modules = discover(tuple(get_settings().plugins))
    faults = [*import_failures(tuple(get_settings().plugins)), *filter(None, map(find_hook_fault, modules.values()))]
    for fault in faults:
        yield Finding("error", fault, "The plugin is left out until it is mended.")
    if not faults:
        yield Finding("ok", f"{len(modules)} plugins are loaded.")


def database() -> Iterator[Finding]:
    """The database answers and its tables are those of this version."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding(
            "error", f"The database does not answer: {error}", "Look at database_url, and whether the server runs."
        )
        return
    if waiting:
        yield Finding(
            "warning", f"{len(waiting)} changes of tables are waiting.", "`wirepress serve` makes them when it starts."
        )
    else:
        yield Finding("ok", f"The database ({connection.vendor}) answers, its tables are up to date.")


def uploads() -> Iterator[Finding]:
    """Files can be stored, and there is room for them."""
    if get_settings().storage_url:
        yield from _bucket()
        return
    folder = get_settings().uploads_folder
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Finding(
            "error",
            f"Files cannot be stored in {folder}.",
            f"Make the folder, writable for this user: mkdir -p {folder}",
        )
        return
    free = shutil.disk_usage(folder).free
    if free < 500 * 1024 * 1024:
        yield Finding("warning", f"Only {free // (1024 * 1024)} MiB are free for uploads.", "Make room on the disk.")
    else:
        yield Finding("ok", "Uploads can be stored.")


def _bucket() -> Iterator[Finding]:
    """A small object goes into the bucket, comes back the same and is gone."""
    from wirepress.content.media.files import upload_storage
    from wirepress.core.files.storage import StorageAway

    name, data = f"doctor-{secrets.token_hex(8)}.txt", secrets.token_bytes(16)
    try:
        upload_storage().overwrite(name, data)
        same = upload_storage().part(name, 0, len(data)).read() == data
        upload_storage().delete(name)
    except StorageAway as error:
        yield Finding(
            "error", str(error), "Look at storage_url, s3_endpoint, s3_region and the keys; the bucket must be there."
        )
        return
    if same:
        yield Finding("ok", f"Uploads can be stored in {get_settings().storage_url}.")
    else:
        yield Finding(
            "error",
            "The storage gave back other bytes than were stored.",
            "Look at what stands between this machine and s3_endpoint.",
        )


def people() -> Iterator[Finding]:
    """Somebody can sign in and manage the site."""
    from wirepress.content.users.models import User

    chiefs = [user for user in User.objects.filter(placeholder=False) if user.can("manage_options")]
    if not chiefs:
        yield Finding("error", "Nobody may manage this site.", "wirepress user create LOGIN --role administrator")
    else:
        yield Finding("ok", f"{len(chiefs)} may manage the site.")
    waiting = User.objects.filter(placeholder=True).count()
    if waiting:
        yield Finding(
            "warning",
            f"{waiting} authors are known by their number only.",
            "Give them names in the back office under Users.",
        )


def totals() -> Iterator[Finding]:
    """The kept totals of posts say what there is."""
    from wirepress.content.posts.listing import totals as kept_totals
    from wirepress.content.posts.listing.counters import rebuild

    if kept_totals.counted() != kept_totals.kept() or rebuild.counter_differences():
        yield Finding(
            "warning", "The kept totals of posts are not what there is.", "wirepress doctor --mend counts them anew."
        )
    else:
        yield Finding("ok", "The kept totals are right.")


DOCUMENTS_LOOKED_AT: Final = 50


def documents(every: bool = False) -> Iterator[Finding]:
    """The finished documents say what their stories say now. `every`: all of them, not only the newest."""
    from wirepress.server.documents import refresh_documents
    from wirepress.server.documents import stale_documents as waiting

    state = waiting.document_totals()
    looked = 0
    wrong: list[int] = []
    for number, differs in refresh_documents.find_differing(0 if every else DOCUMENTS_LOOKED_AT):
        looked += 1
        wrong += [number] if differs else []
    if wrong:
        named = ", ".join(map(str, wrong[:20])) + (" ..." if len(wrong) > 20 else "")
        yield Finding(
            "error",
            f"{len(wrong)} finished documents are not what their stories say, of {looked} looked at: posts {named}.",
            "Something wrote past the database's triggers. `wirepress doctor --mend` or `wirepress documents rebuild` makes them anew.",
        )
    else:
        yield Finding("ok", f"{looked} of {state.made} finished documents were looked at and are right.")
    if state.waiting:
        yield Finding(
            "ok",
            f"{state.waiting} stories wait for their document; `wirepress serve` makes them, until then they are answered more slowly.",
        )


def search_index() -> Iterator[Finding]:
    """The index of words knows the posts as they are."""
    from wirepress.content.posts.listing.search_index import index, match

    waiting = index.count_waiting()
    if waiting > match.STALE_MAX:
        yield Finding(
            "warning",
            f"{waiting} posts wait for the index of words; until then every search reads all texts.",
            "The service takes them in by and by; `wirepress search rebuild` does it at once.",
        )
    else:
        yield Finding(
            "ok",
            "The index of words is up to date." if not waiting else f"{waiting} posts wait for the index of words.",
        )


def address() -> Iterator[Finding]:
    """The public address makes sense."""
    settings = get_settings()
    if settings.url.startswith("http://") and not settings.host.startswith(("127.", "localhost", "[::1]")):
        yield Finding(
            "warning",
            f"{settings.url} is served without encryption.",
            "Put a proxy with a certificate in front and set url to https://...",
        )
    if settings.url.startswith("https://") and not settings.trusted_proxies:
        yield Finding(
            "warning",
            "No proxy is trusted, so every reader seems to come from the proxy's address.",
            'Set trusted_proxies = ["127.0.0.1"], or the address of your proxy.',
        )


HEARD_WITHIN: Final = 2.0  # seconds


def news_of_changes() -> Iterator[Finding]:
    """PostgreSQL: what one process writes is heard by the others at once."""
    from django.db import connection

    if connection.vendor != "postgresql" or get_settings().redis_url:
        return
    from wirepress.core.database.address import conninfo, hears

    if hears(conninfo(connection.settings_dict), HEARD_WITHIN):
        yield Finding("ok", "What one process writes is heard by the others at once.")
    else:
        yield Finding(
            "warning",
            "LISTEN hears nothing on this database: a pool in transaction mode (PgBouncer) stands before it. Nothing shown is old, but every"
            " write is answered about 0.6 seconds later, when all processes have looked for themselves.",
            "Set redis_url to a Redis or Valkey, or let the pool keep sessions (pool_mode = session), or name the server itself in database_url.",
        )


def connections() -> Iterator[Finding]:
    """PostgreSQL: the server takes as many connections as a node opens, and a few more."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,"
            " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        most, open_now = cursor.fetchone()
    if most - open_now < most // 10:
        yield Finding(
            "warning",
            f"{open_now} of the {most} connections that PostgreSQL takes are open.",
            "Raise max_connections: docs/scale-out.md says how many a node opens.",
        )
    else:
        yield Finding("ok", f"PostgreSQL takes {most} connections, {open_now} are open.")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    settings_file,
    permissions,
    plugins,
    database,
    news_of_changes,
    connections,
    uploads,
    people,
    totals,
    search_index,
    documents,
    address,
)
