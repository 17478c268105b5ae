"""Writes the public site as files: pages, feeds, sitemaps, REST documents, style sheets, uploads, the 404 page and the list of what has moved.

Every address is asked as a reader who is nobody would ask it, so that nothing can be in the files that is not public.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import secrets
import shutil
from collections import deque
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.files.storage import default_storage

from wirepress import __version__
from wirepress.content.options.features import extensions
from wirepress.core.files.work_in_progress import held, remove_left
from wirepress.settings.settings import get_settings
from wirepress.transfer.export.copy_media import copy_one
from wirepress.transfer.export.export_report import ExportReport, Progress, ignore_progress
from wirepress.transfer.export.output_file import ExportError, require_free
from wirepress.transfer.export.static.seed_addresses import (
    has_static_addresses,
    old_addresses,
    page_addresses,
    rest_addresses,
    upload_names,
)
from wirepress.transfer.export.static.write_pages import Ask, PageWriter, Written, processes_of_machine, write_pages
from wirepress.transfer.export.static.write_redirects import Moved, choose, write_redirects

MARK: Final = ".wirepress-static.json"
STEP: Final = "Writing pages"
UPLOADS: Final = "wp-content/uploads"
_FILES_STEP: Final = "Copying uploads"
_NAMED: Final = 50  # addresses that went wrong and are named one by one


@dataclass(frozen=True, slots=True)
class StaticOptions:
    """What goes along. `processes`: 0 for as many as the machine has processors; `replace`: an earlier export makes room."""

    rest: bool = True
    uploads: bool = True
    replace: bool = False
    processes: int = 0


@dataclass(slots=True)
class _Run:
    """An export under way."""

    report: ExportReport
    progress: Progress
    seen: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    moved: list[Moved] = field(default_factory=list)
    wrong: int = 0


def export_static(
    out: str,
    ask: Ask,
    options: StaticOptions = StaticOptions(),
    *,
    progress: Progress = ignore_progress,
) -> ExportReport:
    """Write the site into a folder, which is there whole or not at all. `ask` answers a path and query as the site answers a reader.

    Raises ExportError: then nothing was written.
    """
    target = Path(out).absolute()
    if not has_static_addresses():
        raise ExportError(
            "Pages of this site have addresses such as /?p=7, which no file can have. Set permalinks under Settings, Permalinks first."
        )
    _check_target(target, options)
    run = _Run(ExportReport(), progress)
    remove_left(target.parent, f".{glob.escape(target.name)}.*.part")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir(mode=0o755)
        part.chmod(0o755)
        old_mask = os.umask(0o022)  # a web server has to read them
        try:
            with held(part):
                _write_all(part, ask, options, run)
        finally:
            os.umask(old_mask)
        _put_in_place(part, target, options)
    except OSError as error:
        raise ExportError(f"{error.strerror or error} ({error.filename}). Nothing was written to {target}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    run.report.files.append(str(target))
    return run.report


def _check_target(target: Path, options: StaticOptions) -> None:
    if options.replace and (target / MARK).is_file() and not target.is_symlink():
        return
    if options.replace and os.path.lexists(target):
        raise ExportError(f"{target} is no earlier export of this command, so it is not replaced. Nothing was changed.")
    require_free(target)


def _put_in_place(part: Path, target: Path, options: StaticOptions) -> None:
    _check_target(target, options)
    if not target.exists():
        part.rename(target)
        return
    old = target.with_name(f".{target.name}.{secrets.token_hex(4)}.old")
    target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _write_all(part: Path, ask: Ask, options: StaticOptions, run: _Run) -> None:
    settings = get_settings()
    unknown = hashlib.sha256(settings.url.encode()).hexdigest()[:16]  # the page names its address: always the same
    missing = ask(f"{urlsplit(settings.url).path}/nothing-is-here-{unknown}/")
    (part / "404.html").write_bytes(missing.body)
    seeds = [*page_addresses(), *(rest_addresses() if options.rest else ())]
    listed = [(path, target, status) for path, target, status in extensions().collect("moved_addresses")]
    listed += old_addresses()
    names = list(upload_names()) if options.uploads else []
    waiting = deque(dict.fromkeys(seeds))
    run.seen.update(waiting)
    writer = PageWriter(ask, part, settings.url)
    # Closed before the folder is removed: nobody may write into it any more.
    with closing(write_pages(writer, waiting, options.processes or processes_of_machine())) as written:
        for done, one in enumerate(written, 1):
            waiting.extend(_note(one, run))
            if done % 20 == 0:
                run.progress(STEP, done, len(run.seen))
    run.progress(STEP, len(run.seen), len(run.seen))
    if options.uploads:
        _copy_uploads(part / UPLOADS, names, run)
    moved = choose([*listed, *run.moved], settings.url, run.pages)
    write_redirects(part, moved)
    run.report.written["redirects"] = len(moved)
    run.report.notes.append(
        "Files answer no questions: search, comments, votes and forms need the site itself. docs/exporting.md has settings for web servers."
    )
    mark = {"url": settings.url, "made": datetime.now(UTC).isoformat(timespec="seconds"), "wirepress": __version__}
    (part / MARK).write_text(json.dumps(mark), encoding="utf-8")


def _note(one: Written, run: _Run) -> Iterable[str]:
    """Count what became of an address; return the addresses that it names and nobody has asked for."""
    if one.location:
        run.moved.append((one.address, one.location, one.status))
    elif one.file:
        run.pages.add(one.address)
        run.report.written[_kind(one)] += 1
    elif one.why or one.status >= 500:
        run.wrong += 1
        if run.wrong <= _NAMED:
            run.report.lost[f"{one.address}: {one.why or f'the site answers {one.status}'}"] += 1
        else:
            run.report.lost["further addresses that could not be written"] += 1
    fresh = [link for link in one.links if link not in run.seen and not link.startswith(f"/{UPLOADS}/")]
    run.seen.update(fresh)
    return fresh


def _kind(one: Written) -> str:
    if one.kind == "text/html":
        return "pages"
    if one.kind == "application/json":
        return "REST documents"
    return "feeds and sitemaps" if "xml" in one.kind else "further files"


def _copy_uploads(folder: Path, names: list[str], run: _Run) -> None:
    storage: Any = default_storage
    for done, name in enumerate(names):
        if done % 20 == 0:
            run.progress(_FILES_STEP, done, len(names))
        facts = storage.facts(name)
        if facts is None:
            run.report.written["uploads that are missing"] += 1
            continue
        copy_one(storage, name, facts.size, folder / name)
        run.report.written["uploads"] += 1
    run.progress(_FILES_STEP, len(names), len(names))
