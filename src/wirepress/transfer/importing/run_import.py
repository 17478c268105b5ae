"""Brings sources in, whatever they are, and sums up what came of them in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

from django.db import transaction

from wirepress.content.options import store
from wirepress.transfer import plugin_importers
from wirepress.transfer.importing.request import ImportRequest, Progress, UnreadableSource, ignore_progress
from wirepress.transfer.importing.sources import FoundSource, Kind, find_sources
from wirepress.transfer.report import Report

Reader = Callable[[Sequence[str], ImportRequest, Report, Progress], None]


def run_import(request: ImportRequest, progress: Progress = ignore_progress) -> Report:
    """Bring everything in that a request names. Stopped at any moment, the same request goes on where it was; repeated it changes nothing.

    Raises UnreadableSource when a source cannot be read at all; bad records are named in the report. Whatever `progress` raises ends it.
    """
    return import_sources(find_sources(request), request, progress)


def import_sources(found: Sequence[FoundSource], request: ImportRequest, progress: Progress) -> Report:
    """Bring sources in that were looked at already. Sources of one kind are read together."""
    report = Report()
    if any(one.uploads for one in found):
        request = replace(request, files_come=True)
    for kind, group in groupby(found, key=lambda one: one.kind):
        READERS[kind]([one.source for one in group], request, report, progress)
    return report


@contextmanager
def _undone(dry_run: bool) -> Iterator[None]:
    """Undo everything that is written in the block, for a dry run."""
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    store.forget()


def read_database(
    sources: Sequence[str],
    request: ImportRequest,
    report: Report,
    progress: Progress,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Bring databases in. `facts`: options that the source keeps elsewhere."""
    from wirepress.transfer import wordpress_db
    from wirepress.transfer.wordpress_db.join_dumps import join_dumps

    try:
        with join_dumps(sources, report) as joined:
            for source in joined:
                with _undone(request.dry_run):
                    done = wordpress_db.import_database(
                        source,
                        Path(request.uploads) if request.uploads and not request.dry_run else None,
                        progress,
                        prefix=request.prefix or None,
                        mend_encoding=request.mend_encoding,
                        facts=facts or {},
                        finish=not request.dry_run,
                    )
                report.include(done)
    except wordpress_db.SourceError as error:
        raise UnreadableSource(str(error)) from None


def read_documents(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring REST documents in."""
    from wirepress.transfer import rest, wordpress_db
    from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads

    if request.uploads and not request.dry_run:
        try:
            copy_uploads(Path(request.uploads), report, progress)
        except wordpress_db.SourceError as error:
            raise UnreadableSource(str(error)) from None
    report.include(
        rest.import_documents(
            list(sources),
            site_url=request.site_url,
            media=request.media,
            dry_run=request.dry_run,
            progress=progress,
        )
    )


def _read_wxr(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    from wirepress.transfer.wxr.import_wxr import import_wxr

    report.include(import_wxr([Path(source) for source in sources], request, progress))


def _read_plugins(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    for importer, path in plugin_importers.choose(sources)[0]:
        plugin_importers.run(importer, path, report, dry_run=request.dry_run)


def _read_opml(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    from wirepress.transfer.importing.read_opml import import_feed_lists

    with _undone(request.dry_run):
        import_feed_lists([Path(source) for source in sources], report)


def _read_backups(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    from wirepress.transfer.archives.import_backup import import_backup

    for source in sources:
        import_backup(Path(source), request, report, progress)


def _read_addresses(sources: Sequence[str], request: ImportRequest, report: Report, progress: Progress) -> None:
    from wirepress.transfer.live.import_site import import_site

    for source in sources:
        import_site(source, request, report, progress)


READERS: Final[Mapping[Kind, Reader]] = {
    Kind.DATABASE: read_database,
    Kind.BACKUP: _read_backups,
    Kind.WXR: _read_wxr,
    Kind.DOCUMENTS: read_documents,
    Kind.OPML: _read_opml,
    Kind.PLUGIN: _read_plugins,
    Kind.ADDRESS: _read_addresses,
}
