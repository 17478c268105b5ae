"""The import of REST documents: read, check, write, count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, Final, Protocol

from django.db import DatabaseError, transaction

from wirepress.content.options import site, store
from wirepress.content.posts.listing import totals
from wirepress.transfer import planner_statistics
from wirepress.transfer.report import Report
from wirepress.transfer.rest.check_document import BrokenDocument, check_document
from wirepress.transfer.rest.fetch_pictures import FileFetcher, fetch_files, fetch_lead_pictures
from wirepress.transfer.rest.map_people import map_people
from wirepress.transfer.rest.needed_pictures import NeededPictures
from wirepress.transfer.rest.post_values import SiteClock
from wirepress.transfer.rest.read_documents import ReadDocument, read_documents
from wirepress.transfer.rest.terms_and_users import write_term, write_user
from wirepress.transfer.rest.write_authors import AuthorWriter
from wirepress.transfer.rest.write_comments import CommentWriter
from wirepress.transfer.rest.write_menus import ENTRY, is_menu, is_menu_entry, write_menu
from wirepress.transfer.rest.write_story import ImportContext, store_old_links, write_story
from wirepress.transfer.rest.write_terms import TermWriter
from wirepress.transfer.sequences import advance_ids

ANALYZE_FROM: Final = 200  # documents, after which the database is asked to learn what its tables are like now
BATCH: Final = 50  # documents in one transaction
STEP: Final = "Documents"


class Progress(Protocol):
    """Told how far the import is: the step in words, bytes done, bytes in all (0: not known)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def ignore_progress(step: str, done: int, total: int) -> None:
    """Show no progress."""


def import_documents(
    files: list[str],
    *,
    site_url: str = "",
    media: bool = False,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
    people: Mapping[int, int] | None = None,
    follow: bool = False,
    public_only: bool = False,
) -> Report:
    """Import the documents of files ("-": standard input). A broken one is named in the report, the others go in.

    `site_url`: address of the site that gave them; inside stories it becomes this site's. `media`: the pictures that they show are
    fetched, else counted as lost where they are not here. `dry_run`: all is undone at the end. `people`: id of a person there -> id here,
    of those who were brought in already. `follow`: what has changed there of a comment changes here. `public_only`: no server of one's
    own network is asked.
    """
    report = Report()
    room = _create_context(report, site_url.rstrip("/"))
    room.people_here, room.comments.follow = people or {}, follow
    room.comments.rewrite = room.replace_address
    room.people.known = frozenset(room.people_here.values())
    fetcher = FileFetcher("" if public_only else room.source_url) if media and not dry_run else None
    with closing(room.pictures):
        with _rolled_back() if dry_run else _not_rolled_back():
            _import_all(read_documents(files, lambda done, total: progress(STEP, done, total)), room, fetcher, progress)
        store.forget()
        fetch_files(room.pictures, fetcher, progress)
    if report.read >= ANALYZE_FROM:
        planner_statistics.update_statistics()
    return report


def _import_all(
    documents: Iterator[ReadDocument], context: ImportContext, fetcher: FileFetcher | None, progress: Progress
) -> None:
    for batch in _split_batches(documents):
        with transaction.atomic():
            for item in batch:
                _import_item(item, context)
    if fetcher is not None:
        fetch_lead_pictures(
            context.pictures,
            fetcher,
            lambda place, document: _import_document(ReadDocument(place, 1), document, "$", context),
            progress,
        )
    with transaction.atomic():
        context.pictures.count_outcomes()
        totals.count_terms(context.terms.touched)
        context.comments.recount_comments()
        store_old_links(context)
        totals.recount_totals()
        advance_ids()


def _create_context(report: Report, source_url: str) -> ImportContext:
    clock = SiteClock(site.to_gmt, site.to_local)
    return ImportContext(
        report,
        clock,
        TermWriter(report),
        AuthorWriter(report),
        CommentWriter(report, clock),
        NeededPictures(report, source_url),
        source_url,
    )


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _not_rolled_back() -> Iterator[None]:
    yield


def _split_batches(documents: Iterator[ReadDocument]) -> Iterator[list[ReadDocument]]:
    batch: list[ReadDocument] = []
    for item in documents:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _import_item(item: ReadDocument, context: ImportContext) -> None:
    """Import one document of the stream. An answer that carries a list or an envelope is opened."""
    if item.reason:
        context.report.tally("documents").read += 1
        context.report.add_refusal("documents", item.file, item.index, "", item.reason)
        return
    document = item.document
    path = "$"
    if _is_envelope(document):
        document, path = document["body"], "$.body"
    if isinstance(document, list):
        for place, inner in enumerate(document):
            _import_document(item, inner, f"{path}[{place}]", context)
    else:
        _import_document(item, document, path, context)


def _is_envelope(document: Any) -> bool:
    return isinstance(document, Mapping) and document.keys() == {"body", "status", "headers"}


def _import_document(item: ReadDocument, document: Any, path: str, context: ImportContext) -> None:
    kind = _document_kind(document)
    mark = context.report.save_counts()
    try:
        with transaction.atomic():
            outcome = _write_document(document, kind, context)
    except BrokenDocument as error:
        _undo_document(context, mark, kind)
        context.report.add_refusal(kind, item.file, item.index, path + error.path.removeprefix("$"), error.reason)
    except (DatabaseError, RecursionError, OverflowError) as error:
        _undo_document(context, mark, kind)
        context.report.add_refusal(kind, item.file, item.index, path, f"could not be written: {error}")
    else:
        context.confirm_document()
        if outcome:
            tally = context.report.tally(kind)
            tally.read += 1
            setattr(tally, outcome, getattr(tally, outcome) + 1)


def _undo_document(context: ImportContext, mark: tuple[Any, ...], kind: str) -> None:
    """Undo a refused document: nothing of it is imported, and nothing of it is counted but that it was read."""
    context.report.restore_counts(mark)
    context.forget_document()
    context.report.tally(kind).read += 1


def _document_kind(document: Any) -> str:
    """Return what a document is about: a post type, or `terms`, `authors`, `menus`, `comments`; what cannot be told is a document."""
    if not isinstance(document, Mapping):
        return "documents"
    if "author_name" in document and "post" in document:
        return "comments"
    if is_menu(document):
        return "menus"
    if is_menu_entry(document):
        return ENTRY
    if isinstance(document.get("taxonomy"), str) and "name" in document:
        return "terms"
    if "avatar_urls" in document and "name" in document:
        return "authors"
    kind = document.get("type")
    return kind if isinstance(kind, str) and kind and len(kind) <= 20 else "documents"


def _write_document(document: Any, kind: str, context: ImportContext) -> str:
    if context.people_here:
        document = map_people(document, kind, context.people_here)
    if kind == "comments":
        context.comments.write_document(document)
        return ""  # these are counted where they are written
    if kind == "terms":
        write_term(document, context.terms)
        return ""
    if kind == "authors":
        write_user(document, context.people)
        return ""
    if kind == "menus":
        write_menu(document, context.terms)
        return ""
    if kind == ENTRY and is_menu_entry(document):
        return context.menu_entries.write(document)
    check_document(document)
    return write_story(document, context)
