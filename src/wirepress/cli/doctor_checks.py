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


def check_settings_file() -> Iterator[Finding]:
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
        yield Finding(
            "warning", "debug is on: error pages show internals of the program.", f"Remove debug from {FILE_NAME}."
        )
    for fault in find_faults(settings):
        if not fault.startswith("Setting 'uploads'"):  # which has a look of its own
            yield Finding("error", fault)


def check_permissions() -> Iterator[Finding]:
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
        f"Other users of this machine can read files that are none of their business: {named}.",
        "`wirepress doctor --mend` sets the modes in brackets. To let nginx read uploads, see docs/running.md.",
    )


def check_plugins() -> Iterator[Finding]:
    """Every plugin loads and has only hooks that there are."""
    from wirepress.core.extensions import discover, find_hook_fault, import_failures

    modules = discover(tuple(get_settings().plugins))
    faults = [*import_failures(tuple(get_settings().plugins)), *filter(None, map(find_hook_fault, modules.values()))]
    for fault in faults:
        yield Finding("error", fault, "The plugin is left out until this is fixed.")
    if not faults:
        yield Finding("ok", f"{len(modules)} plugins are loaded.")


def check_database() -> Iterator[Finding]:
    """The database answers and its tables are those of this version."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding(
            "error", f"The database does not answer: {error}", "Check database_url and that the server is running."
        )
        return
    if waiting:
        yield Finding(
            "warning",
            f"{len(waiting)} database migrations are pending.",
            "`wirepress serve` applies them when it starts.",
        )
    else:
        yield Finding("ok", f"The database ({connection.vendor}) answers, its tables are up to date.")


def check_uploads() -> Iterator[Finding]:
    """Files can be stored, and there is room for them."""
    if get_settings().storage_url:
        yield from _check_bucket()
        return
    folder = get_settings().uploads_folder
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Finding(
            "error",
            f"Files cannot be stored in {folder}.",
            f"Create the folder so that this user can write to it: mkdir -p {folder}",
        )
        return
    free = shutil.disk_usage(folder).free
    if free < 500 * 1024 * 1024:
        yield Finding(
            "warning", f"Only {free // (1024 * 1024)} MiB are free for uploads.", "Free some space on the disk."
        )
    else:
        yield Finding("ok", "Uploads can be stored.")


def _check_bucket() -> Iterator[Finding]:
    """A small object goes into the bucket, comes back the same and is gone."""
    from wirepress.content.media.files import upload_storage
    from wirepress.core.files.storage import StorageUnavailable

    name, data = f"doctor-{secrets.token_hex(8)}.txt", secrets.token_bytes(16)
    try:
        upload_storage().overwrite(name, data)
        same = upload_storage().open_part(name, 0, len(data)).read() == data
        upload_storage().delete(name)
    except StorageUnavailable as error:
        yield Finding(
            "error", str(error), "Check storage_url, s3_endpoint, s3_region and the keys; the bucket must exist."
        )
        return
    if same:
        yield Finding("ok", f"Uploads can be stored in {get_settings().storage_url}.")
    else:
        yield Finding(
            "error",
            "The storage returned other bytes than were stored.",
            "Check what is between this machine and s3_endpoint.",
        )


def check_administrators() -> Iterator[Finding]:
    """Somebody can sign in and manage the site."""
    from wirepress.content.users.models import User

    chiefs = [user for user in User.objects.filter(placeholder=False) if user.can("manage_options")]
    if not chiefs:
        yield Finding("error", "No user may manage this site.", "wirepress user create LOGIN --role administrator")
    else:
        yield Finding("ok", f"{len(chiefs)} users may manage the site.")
    waiting = User.objects.filter(placeholder=True).count()
    if waiting:
        yield Finding(
            "warning",
            f"{waiting} authors have no name yet, only an ID.",
            "Give them names in the back office under Users.",
        )


def check_totals() -> Iterator[Finding]:
    """The kept totals of posts say what there is."""
    from wirepress.content.posts.listing import totals as kept_totals
    from wirepress.content.posts.listing.counters import rebuild

    if kept_totals.count_totals() != kept_totals.stored_totals() or rebuild.counter_differences():
        yield Finding(
            "warning",
            "The stored totals of posts do not match the posts.",
            "`wirepress doctor --mend` counts them again.",
        )
    else:
        yield Finding("ok", "The stored totals match the posts.")


DOCUMENTS_LOOKED_AT: Final = 50


def check_documents(check_all: bool = False) -> Iterator[Finding]:
    """The finished documents say what their stories say now. `check_all`: all of them, not only the newest."""
    from wirepress.server.documents import refresh_documents
    from wirepress.server.documents import stale_documents as waiting

    state = waiting.document_totals()
    looked = 0
    wrong: list[int] = []
    for number, differs in refresh_documents.find_differing(0 if check_all else DOCUMENTS_LOOKED_AT):
        looked += 1
        wrong += [number] if differs else []
    if wrong:
        named = ", ".join(map(str, wrong[:20])) + (" ..." if len(wrong) > 20 else "")
        yield Finding(
            "error",
            f"{len(wrong)} of {looked} finished documents checked do not match their stories: posts {named}.",
            "Something bypassed the database's triggers. `wirepress doctor --mend` or `wirepress documents rebuild` builds them again.",
        )
    else:
        yield Finding("ok", f"{looked} of {state.made} finished documents were checked and match their stories.")
    if state.waiting:
        yield Finding(
            "ok",
            f"{state.waiting} stories wait for their document; `wirepress serve` builds them. Until then they are answered more slowly.",
        )


def check_search_index() -> Iterator[Finding]:
    """The index of words knows the posts as they are."""
    from wirepress.content.posts.listing.search_index import index, match

    waiting = index.count_waiting()
    if waiting > match.STALE_MAX:
        yield Finding(
            "warning",
            f"{waiting} posts are not in the search index yet; until they are, every search reads all texts.",
            "The service adds them in the background; `wirepress search rebuild` does it now.",
        )
    else:
        yield Finding(
            "ok",
            "The search index is up to date." if not waiting else f"{waiting} posts are not in the search index yet.",
        )


JOBS_LATE: Final = 5 * 60  # seconds


def jobs() -> Iterator[Finding]:
    """Background jobs are run, and none was given up."""
    from wirepress.core.jobs.models import NowMs, QueuedJob

    waiting = QueuedJob.objects.exclude(periodic=True, failed=0).filter(state="waiting")
    late = waiting.filter(due__lte=NowMs() - JOBS_LATE * 1000).count()
    failed = QueuedJob.objects.filter(state="failed").count()
    if late:
        yield Finding(
            "warning",
            f"{late} jobs should have begun more than {JOBS_LATE // 60} minutes ago.",
            "`wirepress serve` brings a worker; with --no-worker start `wirepress worker`.",
        )
    if failed:
        yield Finding(
            "warning",
            f"{failed} jobs were given up.",
            "`wirepress jobs queue --state failed` says why, `wirepress jobs retry NUMBER` runs one again.",
        )
    if not late and not failed:
        yield Finding("ok", "No job waits for a worker, and none was given up.")


def check_worker() -> Iterator[Finding]:
    """Background work is done: what features say of it."""
    from wirepress.content.options.features import extensions
    from wirepress.core.hooks import Notice

    for notice in extensions().collect("newsroom_notices"):
        if isinstance(notice, Notice) and notice.worker:
            yield Finding("error" if notice.level == "error" else "warning", notice.text)


def check_address() -> Iterator[Finding]:
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
            "No proxy is trusted, so every reader appears to come from the proxy's address.",
            'Set trusted_proxies = ["127.0.0.1"], or the address of your proxy.',
        )


HEARD_WITHIN: Final = 2.0  # seconds


def check_notifications() -> Iterator[Finding]:
    """PostgreSQL: what one process writes is heard by the others at once."""
    from django.db import connection

    if connection.vendor != "postgresql" or get_settings().redis_url:
        return
    from wirepress.core.database.address import conninfo, receives_notifications

    if receives_notifications(conninfo(connection.settings_dict), HEARD_WITHIN):
        yield Finding("ok", "Processes are told at once what the others write.")
    else:
        yield Finding(
            "warning",
            "LISTEN hears nothing on this database: a pool in transaction mode (PgBouncer) stands before it. Nothing shown is old, but every"
            " write is answered about 0.6 seconds later, when all processes have looked for themselves.",
            "Set redis_url to a Redis or Valkey, or let the pool keep sessions (pool_mode = session), or name the server itself in database_url.",
        )


def check_connections() -> Iterator[Finding]:
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
            f"{open_now} of the {most} connections that PostgreSQL allows are open.",
            "Raise max_connections; docs/scale-out.md says how many connections a node opens.",
        )
    else:
        yield Finding("ok", f"PostgreSQL allows {most} connections, {open_now} are open.")


def check_backups() -> Iterator[Finding]:
    """A backup was made lately, and the last try did not fail."""
    from wirepress.transfer.backup import last_backup
    from wirepress.transfer.backup.nightly import OLD

    known, target = last_backup.read(), get_settings().backup_to
    age = last_backup.age_seconds(known)
    failed = last_backup.age_seconds(known, "failed")
    if failed is not None and (age is None or failed < age):
        yield Finding(
            "warning",
            f"The last backup failed {_age(failed)} ago: {known.get('error')}",
            "Mend that, then run `wirepress backup`.",
        )
    if age is None:
        mend = "Run `wirepress backup DIR`." + (
            "" if target else f" One is made each night where backup_to is set in {FILE_NAME}."
        )
        yield Finding("warning" if target else "ok", "No backup was made so far.", mend)
    elif age > OLD.total_seconds() and target:
        mend = "`wirepress jobs list` shows whether the job runs; `wirepress backup` makes one now."
        yield Finding("warning", f"The last backup is {_age(age)} old ({known.get('place')}).", mend)
    else:
        yield Finding("ok", f"The last backup is {_age(age)} old and was checked ({known.get('place')}).")


def _age(seconds: float) -> str:
    """Return a length of time in the largest unit that fits."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "less than a minute"


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    check_settings_file,
    check_permissions,
    check_plugins,
    check_database,
    check_notifications,
    check_connections,
    check_uploads,
    check_backups,
    check_administrators,
    check_totals,
    check_search_index,
    check_documents,
    jobs,
    check_worker,
    check_address,
)
