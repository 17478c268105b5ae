"""What `wirepress doctor` looks at: each check says what is wrong and how to mend it."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from wirepress.settings.settings import FILE_NAME, get_settings

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
    elif file.stat().st_mode & 0o077:
        yield Finding("warning", f"{file} can be read by other users of this machine.", f"chmod 600 {file}")
    if len(settings.secret_key) < 32:
        yield Finding(
            "error",
            "secret_key is missing or short: sessions and nonces could be forged.",
            f'Put secret_key = "..." with at least 32 random characters into {FILE_NAME}.',
        )
    else:
        yield Finding("ok", "Settings are read, the secret is long enough.")
    if settings.debug:
        yield Finding("warning", "debug is on: errors show the program's inside.", f"Take debug out of {FILE_NAME}.")


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
    from django.db.models import Count

    from wirepress.content.posts.listing.counters import rebuild
    from wirepress.content.posts.models import Post, PostTotal

    real = {
        (row["type"], row["status"]): row["n"]
        for row in Post.objects.order_by().values("type", "status").annotate(n=Count("id"))
    }
    kept = {(row.type, row.status): row.count for row in PostTotal.objects.all() if row.count}
    if real != kept or rebuild.counter_differences():
        yield Finding(
            "warning", "The kept totals of posts are not what there is.", "wirepress doctor --mend counts them anew."
        )
    else:
        yield Finding("ok", "The kept totals are right.")


DOCUMENTS_LOOKED_AT: Final = 50


def documents(every: bool = False) -> Iterator[Finding]:
    """The finished documents say what their stories say now. `every`: all of them, not only the newest."""
    from wirepress.server.documents import refresh
    from wirepress.server.documents import stale as waiting

    state = waiting.document_totals()
    looked = 0
    wrong: list[int] = []
    for number, differs in refresh.find_differing(0 if every else DOCUMENTS_LOOKED_AT):
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


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    settings_file,
    database,
    uploads,
    people,
    totals,
    search_index,
    documents,
    jobs,
    address,
)
