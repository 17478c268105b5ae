"""Brings in what lies in a folder or an archive: its database or documents, which are laid beside each other on disk, then its uploads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from wirepress.settings.settings import get_settings
from wirepress.transfer.archives.contents import Contents, look_into
from wirepress.transfer.archives.store_uploads import store_uploads
from wirepress.transfer.importing.request import ImportRequest, NothingInside, Progress, UnreadableSource
from wirepress.transfer.importing.sources import FoundSource, Kind, find_file
from wirepress.transfer.packing import describe_file
from wirepress.transfer.packing.unpack import Blocks, TruncatedStream, UnreadableFile, unpack_blocks
from wirepress.transfer.report import Report

KIND: Final = "archive"
TEMPORARY: Final = ".import-"  # folders of unpacked files begin so; an archive that lies in one was inside of another
DEPTH_MAX: Final = 2  # archives inside of archives


def import_backup(path: Path, request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring everything in. Raises UnreadableSource."""
    from wirepress.transfer.importing.run_import import import_sources

    contents = look_into(path, request)
    read_before = report.read
    _tell_refused(path, contents, report)
    if contents.uploads is not None:
        request = replace(request, files_come=True)
    with _unpacked(contents, progress, path, report) as files:
        nested = files.pop(Kind.BACKUP, [])
        if files.get(Kind.DATABASE):
            _read_database(files[Kind.DATABASE], contents, request, report, progress)
        if contents.uploads is not None and not request.dry_run:
            store_uploads(contents, report, progress)
        found = [
            FoundSource(str(one), kind, "") for kind, some in files.items() if kind is not Kind.DATABASE for one in some
        ]
        report.include(import_sources(found, request, progress))
        inner = _find_inner(path, nested, request, report)
        order = list(Kind)
        report.include(import_sources(sorted(inner, key=lambda one: order.index(one.kind)), request, progress))
    if nested and report.read == read_before and not report.failed and contents.uploads is None:
        raise UnreadableSource(_describe_nothing(path, nested))
    if contents.broken_off:
        report.incomplete = True
        report.add_note(
            f"{path.name} breaks off: {contents.broken_off}. What stands before that was imported; the rest is missing."
        )


def _find_inner(path: Path, nested: Sequence[Path], request: ImportRequest, report: Report) -> list[FoundSource]:
    """Return what the archives inside are. Programs and themes are no loss; what cannot be read is named."""
    found = []
    for inner in nested:
        try:
            found.append(find_file(inner, request))
        except NothingInside:
            report.add_note(f"{inner.name} holds nothing that comes in (programs, themes).")
        except UnreadableSource as error:
            report.add_refusal(KIND, path.name, 1, inner.name, str(error))
    return found


def _describe_nothing(path: Path, nested: Sequence[Path]) -> str:
    names = ", ".join(one.name for one in nested[:3])
    return f"{path.name} holds archives ({names}), and nothing in them can come in. {describe_file.ANYTHING}"


def _read_database(
    files: Sequence[Path], contents: Contents, request: ImportRequest, report: Report, progress: Progress
) -> None:
    """Read the database: the site that wp-config.php names, where the dump has it."""
    from wirepress.transfer.importing.run_import import read_database

    facts = wordpress_facts(contents.facts)
    sources = [str(file) for file in files]
    if contents.prefix and not request.prefix and not facts:
        try:
            read_database(sources, replace(request, prefix=contents.prefix), report, progress, facts)
        except UnreadableSource:
            pass  # the dump's tables have other names: it says itself what there is
        else:
            return
    read_database(sources, request, report, progress, facts)


def wordpress_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the options that an archive of All-in-One WP Migration keeps in its package.json."""
    found: dict[str, Any] = {}
    plugins = facts.get("Plugins")
    if isinstance(plugins, list):
        found["active_plugins"] = [str(name) for name in plugins]
    for option, name in (("home", "HomeURL"), ("siteurl", "SiteURL")):
        if isinstance(facts.get(name), str):
            found[option] = facts[name]
    return found


def _tell_refused(path: Path, contents: Contents, report: Report) -> None:
    refused = contents.tree.refused
    for number, (name, reason) in enumerate(refused.hostile, 1):
        report.add_refusal(KIND, path.name, number, name, reason)
    report.count_loss(f"{KIND}: links and devices, left out", refused.others)
    if contents.earlier:
        names = ", ".join(contents.earlier[:3])
        report.add_note(f"{path.name} holds earlier backups of the site ({names}), which were left alone.")
    for words in dict.fromkeys(contents.unread):
        report.add_refusal(KIND, path.name, 1, "", f"holds {words}")


@contextmanager
def _unpacked(contents: Contents, progress: Progress, path: Path, report: Report) -> Iterator[dict[Kind, list[Path]]]:
    """Yield the files to be read, by what they are: those of a folder where they lie, those of an archive in a folder of their own.

    Archives inside of it are of the kind BACKUP.
    """
    in_folder = contents.tree.path.is_dir()
    wanted: dict[Kind, list[str]] = dict(contents.found)
    if contents.nested:
        wanted[Kind.BACKUP] = contents.nested
    depth = sum(part.startswith(TEMPORARY) for part in path.parts)
    if depth >= DEPTH_MAX and contents.nested:
        del wanted[Kind.BACKUP]
        report.add_refusal(
            KIND,
            path.name,
            1,
            contents.nested[0],
            f"lies in more than {DEPTH_MAX} archives. Unpack it, and give the folder.",
        )
    if in_folder and len(contents.found.get(Kind.DATABASE, ())) < 2:
        yield {kind: [contents.tree.path / name for name in names] for kind, names in wanted.items()}
        return
    if not wanted:
        yield {}
        return
    place = path.parent if depth else get_settings().folder
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=place) as folder:
        try:
            yield _lay_out(contents, wanted, Path(folder), progress)
        except UnreadableFile as error:
            raise UnreadableSource(f"{path.name} {error}") from None


def _lay_out(
    contents: Contents, wanted: Mapping[Kind, Sequence[str]], folder: Path, progress: Progress
) -> dict[Kind, list[Path]]:
    kinds = {name: kind for kind, names in wanted.items() for name in names}
    made: dict[Kind, list[Path]] = {}
    joined = folder / "database.sql"
    several = len(contents.found.get(Kind.DATABASE, ())) > 1
    done = 0
    try:
        for member, blocks in contents.tree.read(lambda name: name in kinds):
            kind = kinds[member.name]
            done += 1
            progress("Unpacking", done, len(kinds))
            if kind is Kind.DATABASE and several:
                with joined.open("ab") as file:
                    _write(file, unpack_blocks(blocks))
                    file.write(b"\n")
                made[kind] = [joined]
                continue
            target = folder / f"{done}-{member.name.rpartition('/')[2][-100:]}"
            with target.open("wb") as file:
                made.setdefault(kind, []).append(target)
                _write(file, blocks)
    except TruncatedStream as error:
        contents.broken_off = contents.broken_off or str(error)
    return made


def _write(file: BinaryIO, blocks: Blocks) -> None:
    for block in blocks:
        file.write(block)
