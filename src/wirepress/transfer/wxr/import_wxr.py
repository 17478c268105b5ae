"""The import of export files: looked through once, then written in batches, each with its checkpoint in one transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from pyroaring import BitMap64

from wirepress.content.comments.models import Comment
from wirepress.content.options import site, store
from wirepress.content.posts.listing import totals
from wirepress.content.posts.listing.search_index import index
from wirepress.content.posts.models import Post
from wirepress.settings.settings import get_settings
from wirepress.transfer import planner_statistics
from wirepress.transfer.bulk_writing import count_at_the_end
from wirepress.transfer.importing.request import ImportRequest, Progress, UnreadableSource
from wirepress.transfer.report import Report
from wirepress.transfer.sequences import advance_ids
from wirepress.transfer.wordpress_db import checkpoint, finish_import
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wordpress_db.jsonl import file_fingerprint
from wirepress.transfer.wordpress_db.source import Survey as TableSurvey
from wirepress.transfer.wxr.addresses import AddressRewriter
from wirepress.transfer.wxr.dates import read_rfc_date
from wirepress.transfer.wxr.find_loops import find_loops
from wirepress.transfer.wxr.media import fetch_media
from wirepress.transfer.wxr.plan_ids import NEW, SKIPPED, earlier_ids
from wirepress.transfer.wxr.read.read_apart import read_records
from wirepress.transfer.wxr.read.records import Item
from wirepress.transfer.wxr.read.wxr_file import BrokenRecord, WxrFile
from wirepress.transfer.wxr.survey import Survey, survey_files
from wirepress.transfer.wxr.write.authors import write_authors
from wirepress.transfer.wxr.write.posts import write_items
from wirepress.transfer.wxr.write.state import PlacedItem, WxrImport
from wirepress.transfer.wxr.write.terms import write_terms

ITEMS_AT_ONCE: Final = 1000
MANY: Final = 2000  # items, from which on it is worth while to count at the end
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
_RELEASE: Final = re.compile(r"(?<=\?v=)(\d{1,2})\.(\d{1,2})[\w.\-]{0,20}")


def import_wxr(paths: Sequence[Path], request: ImportRequest, progress: Progress) -> Report:
    """Bring export files in: parts of one site, or one file. Raises UnreadableSource; bad items are named in the report.

    An import that was stopped goes on where it was; a repeated one changes nothing.
    """
    survey = survey_files(
        paths, request.site_url, lambda done, total: progress("Looking through the files", done, total)
    )
    if not survey.items and not survey.terms and not survey.authors:
        raise UnreadableSource(
            f"{paths[0].name} holds no items: it is an export file of an empty site, or cut off at its beginning."
        )
    with _undone(request.dry_run):
        task = _begin(survey, request)
        many = not request.dry_run and survey.items > MANY
        with count_at_the_end(wanted=many, own=len(survey.plan.present)) as counted:
            _write_all(task, paths, progress)
        _finish(task, progress, counted=counted)
    store.forget()
    if not request.dry_run:
        fetch_media(task, progress)
        planner_statistics.update_statistics()
        index.rebuild_index(lambda done, total: progress("Words for search", done, total))
    _tell(task)
    return task.report


@contextmanager
def _undone(dry_run: bool) -> Iterator[None]:
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _begin(survey: Survey, request: ImportRequest) -> WxrImport:
    files = survey.elsewhere if request.media or request.uploads or request.files_come else {}
    addresses = AddressRewriter(survey.site, get_settings().url, site.uploads_url(), files)
    date = next((found for file in survey.files if (found := read_rfc_date(file.channel.date))), None)
    if date is None:
        date = datetime.fromtimestamp(survey.files[0].path.stat().st_mtime, UTC).replace(tzinfo=None, microsecond=0)
    names = ", ".join(file.path.name for file in survey.files)
    task = WxrImport(request, survey, ImportState(names, TableSurvey(), Report()), addresses, date)
    task.job.adopted = finish_import.adopted_keys()
    task.was_empty = not Post.objects.exists()
    return task


def _fingerprint(paths: Sequence[Path], request: ImportRequest) -> str:
    parts = [file_fingerprint(path) for path in paths]
    parts += [f"{old}={new}" for old, new in sorted(request.authors.items())]
    return "wxr " + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _write_all(task: WxrImport, paths: Sequence[Path], progress: Progress) -> None:
    fingerprint = _fingerprint(paths, task.request)
    plan = task.survey.plan
    fresh = NEW in plan.targets
    plan.finish(0)
    task.own = BitMap64(target for target in plan.targets if target > 0)
    task.loops = find_loops({old: parent for old, parent in task.survey.parents.items() if old})
    task.earlier = earlier_ids(task.survey.base)
    stopped = checkpoint.find_checkpoint(fingerprint)
    skip = 0
    if stopped is not None and stopped.position and not fresh:
        task.job.report, skip = stopped.report, stopped.position[0]
        task.report.add_note("An earlier run had stopped; this one went on from there.")
        with transaction.atomic():
            kept = Report()
            task.job.report, kept = kept, task.job.report
            write_authors(task)
            write_terms(task)
            task.job.report = kept
    else:
        with transaction.atomic():
            write_authors(task)
            write_terms(task)
    with transaction.atomic():
        highest = {"posts": plan.highest + 1, "comments": task.survey.highest_comment + 1}
        advance_ids(lambda table: highest.get(table, 0))
        top = Comment.objects.order_by("-id").values_list("id", flat=True).first() or 0
        task.survey.highest_comment = max(task.survey.highest_comment, top)
    batch: list[PlacedItem] = []
    size = 0
    number = 0
    for number, placed in _items(task, skip, progress):
        if placed is not None:
            batch.append(placed)
            size += len(placed.item.fields.get("content:encoded", "")) + 500
        if len(batch) >= ITEMS_AT_ONCE or size >= BYTES_AT_ONCE:
            _write_batch(batch, number, fingerprint, task)
            batch, size = [], 0
    _write_batch(batch, number, fingerprint, task)


def _items(task: WxrImport, skip: int, progress: Progress) -> Iterator[tuple[int, PlacedItem | None]]:
    """Yield how many items were read, with the next one; None in its place: it is not to be written."""
    counts, targets = task.survey.counts, task.survey.plan.targets
    total = task.survey.items
    before = number = 0
    for file, count in zip(task.survey.files, counts, strict=True):
        if before + count <= skip:
            before += count
            number = before
            continue
        number = before
        for place, record in read_records(file, lambda done: None, items_only=True):
            if isinstance(record, BrokenRecord):
                if before >= skip:
                    task.tally("items").read += 1
                    task.report.add_refusal("items", file.path.name, place.index, str(place), record.reason)
                continue
            if not isinstance(record, Item):
                continue
            number += 1
            if number <= skip or number > len(targets):
                continue
            if number % 20 == 0 or number == total:
                progress("Stories, pages, files, comments", number, total)
            target = targets[number - 1]
            if target == SKIPPED:
                kind = record.fields.get("wp:post_type", "").strip()[:20] or "post"
                task.tally(kind).read += 1
                task.tally(kind).unchanged += 1
                task.warned["again"] += 1
                yield number, None
                continue
            yield number, PlacedItem(number - 1, file.path.name, place, record, target)
        before += count


def _write_batch(batch: list[PlacedItem], number: int, fingerprint: str, task: WxrImport) -> None:
    with transaction.atomic():
        if batch:
            write_items(batch, task)
        checkpoint.save_checkpoint(fingerprint, 0, (number,), task.job)


def _adopt_release(task: WxrImport) -> None:
    """Let an empty site answer as the release that wrote the files: clients go on getting what they got."""
    told = next((found for file in task.survey.files if (found := _RELEASE.search(file.channel.generator))), None)
    if told is None or not task.was_empty or finish_import.COMPAT_OPTION in store.all_options():
        return
    if (int(told[1]), int(told[2])) < (6, 9):
        store.put(finish_import.COMPAT_OPTION, "6.8")
        task.report.add_note(
            f"The files are of WordPress {told[0]}: answers are those of WordPress 6.8; the setting compat decides otherwise."
        )


def _finish(task: WxrImport, progress: Progress, *, counted: bool) -> None:
    progress("Counting", 0, 1)
    _adopt_release(task)
    with transaction.atomic():
        totals.count_terms(task.terms.values())
        advance_ids()
        totals.recount_totals(lists=not counted)
        finish_import.adopt_feature_data(task.job)
        checkpoint.clear_checkpoint()
    progress("Counting", 1, 1)


def _tell(task: WxrImport) -> None:
    """Say what was odd in the files, and what export files never hold."""
    report, survey = task.report, task.survey
    for file in survey.files:
        _tell_file(file, report)
    if task.warned["again"]:
        report.add_note(f"{task.warned['again']} items come more than once; the newest of each was taken.")
    if survey.plan.moved:
        report.add_note(
            f"{len(survey.plan.moved)} items have other ids here than there, because theirs were taken; what refers to them was changed with them."
        )
    if survey.site and survey.site != get_settings().url:
        report.add_note(f"Addresses of {survey.site} in texts are those of this site now.")
    report.add_note(
        "Export files hold no revisions, spam, passwords, roles, settings, widgets, places of menus, nobody without content: a database has them."
    )


def _tell_file(file: WxrFile, report: Report) -> None:
    name = file.path.name
    for what, times in file.mended.items():
        report.add_note(f"{name}: {what} ({times}).")
    if file.joined > 0:
        report.add_note(f"{name} is {file.joined + 1} export files, one behind the other; all were read.")
    if not file.whole:
        report.incomplete = True
        reason = f" ({file.truncated})" if file.truncated else ""
        report.add_note(
            f"{name} breaks off{reason}: its closing tags are missing. What stands before that was imported; the rest is not in the file."
        )
