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
from wirepress.transfer.rest.check_document import Broken, check
from wirepress.transfer.rest.fetch_pictures import Fetcher, fetch_files, fetch_leads
from wirepress.transfer.rest.needed_pictures import Pictures
from wirepress.transfer.rest.post_values import Clock
from wirepress.transfer.rest.read_documents import Item, items
from wirepress.transfer.rest.terms_and_users import write_term, write_user
from wirepress.transfer.rest.write_authors import People
from wirepress.transfer.rest.write_comments import Comments
from wirepress.transfer.rest.write_story import Newsroom, keep_links, write_story
from wirepress.transfer.rest.write_terms import Terms
from wirepress.transfer.sequences import advance

MANY: Final = 200  # documents, after which the database is asked to learn what its tables are like now
TOGETHER: Final = 50  # documents in one transaction
STEP: Final = "Documents"


class Progress(Protocol):
    """Told how far the import is: the step in words, bytes done, bytes in all (0: not known)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def silent(step: str, done: int, total: int) -> None:
    """The progress that shows nothing."""


def run(
    files: list[str], *, site_url: str = "", media: bool = False, dry_run: bool = False, progress: Progress = silent
) -> Report:
    """Import the documents of files ("-": standard input). A broken one is named in the report, the others go in.

    `site_url`: address of the site that gave them; inside stories it becomes this site's. `media`: the pictures that they show are
    fetched, else counted as lost where they are not here. `dry_run`: all is undone at the end.
    """
    report = Report()
    room = _newsroom(report, site_url.rstrip("/"))
    fetcher = Fetcher(room.source_url) if media and not dry_run else None
    with closing(room.pictures):
        with _undone() if dry_run else _as_it_is():
            _bring(items(files, lambda done, total: progress(STEP, done, total)), room, fetcher, progress)
        store.forget()
        fetch_files(room.pictures, fetcher, progress)
    if report.read >= MANY:
        planner_statistics.learn()
    return report


def _bring(every: Iterator[Item], room: Newsroom, fetcher: Fetcher | None, progress: Progress) -> None:
    for batch in _batches(every):
        with transaction.atomic():
            for item in batch:
                _take(item, room)
    if fetcher is not None:
        fetch_leads(
            room.pictures, fetcher, lambda place, document: _take_one(Item(place, 1), document, "$", room), progress
        )
    with transaction.atomic():
        room.pictures.account()
        totals.count_terms(room.terms.touched)
        room.comments.count()
        keep_links(room)
        totals.recount()
        advance()


def _newsroom(report: Report, source_url: str) -> Newsroom:
    clock = Clock(site.to_gmt, site.to_local)
    return Newsroom(
        report, clock, Terms(report), People(report), Comments(report, clock), Pictures(report, source_url), source_url
    )


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


def _batches(every: Iterator[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in every:
        batch.append(item)
        if len(batch) == TOGETHER:
            yield batch
            batch = []
    yield batch


def _take(item: Item, room: Newsroom) -> None:
    """One document of the stream; an answer that carries a list or an envelope is opened."""
    if item.reason:
        room.report.tally("documents").read += 1
        room.report.refuse("documents", item.file, item.index, "", item.reason)
        return
    document = item.document
    path = "$"
    if _is_envelope(document):
        document, path = document["body"], "$.body"
    if isinstance(document, list):
        for place, inner in enumerate(document):
            _take_one(item, inner, f"{path}[{place}]", room)
    else:
        _take_one(item, document, path, room)


def _is_envelope(document: Any) -> bool:
    return isinstance(document, Mapping) and document.keys() == {"body", "status", "headers"}


def _take_one(item: Item, document: Any, path: str, room: Newsroom) -> None:
    kind = _kind(document)
    mark = room.report.mark()
    try:
        with transaction.atomic():
            outcome = _write(document, kind, room)
    except Broken as error:
        _undo(room, mark, kind)
        room.report.refuse(kind, item.file, item.index, path + error.path.removeprefix("$"), error.reason)
    except (DatabaseError, RecursionError, OverflowError) as error:
        _undo(room, mark, kind)
        room.report.refuse(kind, item.file, item.index, path, f"could not be written: {error}")
    else:
        room.settle()
        if outcome:
            tally = room.report.tally(kind)
            tally.read += 1
            setattr(tally, outcome, getattr(tally, outcome) + 1)


def _undo(room: Newsroom, mark: tuple[Any, ...], kind: str) -> None:
    """A document was refused: nothing of it is in, and nothing of it is counted but that it was read."""
    room.report.go_back(mark)
    room.forget()
    room.report.tally(kind).read += 1


def _kind(document: Any) -> str:
    """What a document is about: a post type, or `terms`, `users`, `comments`; what cannot be told is a document."""
    if not isinstance(document, Mapping):
        return "documents"
    if "author_name" in document and "post" in document:
        return "comments"
    if isinstance(document.get("taxonomy"), str) and "name" in document:
        return "terms"
    if "avatar_urls" in document and "name" in document:
        return "authors"
    kind = document.get("type")
    return kind if isinstance(kind, str) and kind and len(kind) <= 20 else "documents"


def _write(document: Any, kind: str, room: Newsroom) -> str:
    if kind == "comments":
        room.comments.write_document(document)
        return ""  # these are counted where they are written
    if kind == "terms":
        write_term(document, room.terms)
        return ""
    if kind == "authors":
        write_user(document, room.people)
        return ""
    check(document)
    return write_story(document, room)
