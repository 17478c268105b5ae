"""Writes the content of a site, or a selection of it, as WXR: one file, several of a size, or a stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from wirepress.content.terms.models import Term
from wirepress.transfer.export.export_report import ExportReport, Progress, ignore_progress
from wirepress.transfer.export.output_file import STDOUT, ExportError, OutputFile
from wirepress.transfer.export.read_tables import one_moment
from wirepress.transfer.export.wxr.selection import Selection, authors_of, find_items, terms_in_head
from wirepress.transfer.export.wxr.write_head import FOOT, write_head
from wirepress.transfer.export.wxr.write_item import write_items
from wirepress.transfer.export.wxr.xml_text import XmlText

STEP: Final = "Writing items"
CHUNK: Final = 300  # items in memory at once
LEAST_SPLIT: Final = 64 * 1024


def export_wxr(
    out: str,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    *,
    split: int = 0,
    progress: Progress = ignore_progress,
) -> ExportReport:
    """Write WXR to a file (packed when its name ends in .gz, `-` is standard output). Return what was written.

    `split`: bytes from which a file ends and the next begins (before packing); each is whole, with the head of all.
    Raises ExportError; then nothing was written.
    """
    if split and (out == STDOUT or split < LEAST_SPLIT):
        raise ExportError(f"Parts are files of at least {LEAST_SPLIT} bytes; standard output has none.")
    report, xml = ExportReport(), XmlText()
    made: list[Path] = []
    try:
        with one_moment():
            _write_files(out, selection, split, progress, report, xml, made)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    if not report.written["items"]:
        report.notes.append("Nothing is of this choice: the file holds no items.")
    if xml.left_out:
        report.notes.append(f"{xml.left_out} control signs were left out, which XML cannot hold.")
    return report


def _write_files(
    out: str, selection: Selection, split: int, progress: Progress, report: ExportReport, xml: XmlText, made: list[Path]
) -> None:
    items = find_items(selection)
    ids = list(items.values_list("id", flat=True))
    authors, terms = authors_of(items), terms_in_head(selection, items)
    report.written.update({"authors": len(authors), "terms": len(terms)})
    left = _write_all(xml, ids, progress, report)
    number = 0
    ended = False
    while not ended:
        name = part_name(out, number) if split else out
        with OutputFile(name) as file:
            for text in write_head(xml, authors, terms):
                file.write(text)
            ended = True
            for item in left:
                file.write(item)
                if split and file.written >= split:
                    ended = False
                    break
            file.write(FOOT)
        report.files.append(name)
        if name != STDOUT:
            made.append(Path(name))
        number += 1


def part_name(out: str, number: int) -> str:
    """Return the name of a part: `site.xml` -> `site.000.xml`, packed ones likewise."""
    path = Path(out)
    stem, dot, ending = path.name.partition(".")
    return str(path.with_name(f"{stem}.{number:03d}{dot}{ending}"))


def _write_all(xml: XmlText, ids: Sequence[int], progress: Progress, report: ExportReport) -> Iterator[str]:
    for start in range(0, len(ids), CHUNK):
        progress(STEP, start, len(ids))
        for text in write_items(xml, ids[start : start + CHUNK]):
            report.written["items"] += 1
            yield text
    progress(STEP, len(ids), len(ids))


def stream_wxr(selection: Selection = Selection()) -> Iterator[str]:  # noqa: B008 - frozen
    """Yield the same file in pieces, for a download: each chunk of items is read when it is asked for. Raises ExportError at once."""
    items = find_items(selection)
    ids = list(items.values_list("id", flat=True))
    return _stream(ids, authors_of(items), terms_in_head(selection, items))


def _stream(ids: Sequence[int], authors: Sequence[tuple[Any, ...]], terms: Sequence[Term]) -> Iterator[str]:
    xml = XmlText()
    yield "".join(write_head(xml, authors, terms))
    for start in range(0, len(ids), CHUNK):
        yield "".join(write_items(xml, ids[start : start + CHUNK]))
    yield FOOT
