"""Writes a site as an SQL dump that MySQL and MariaDB load and that WordPress runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.content.users.models import User, UserMeta
from wirepress.settings.settings import get_settings
from wirepress.transfer.export.export_report import ExportReport, Progress, ignore_progress
from wirepress.transfer.export.output_file import ExportError, OutputFile
from wirepress.transfer.export.read_tables import count_rows, next_number, one_moment
from wirepress.transfer.export.sql import content_rows, people_rows, table_definitions
from wirepress.transfer.export.sql.option_rows import options
from wirepress.transfer.export.sql.table_definitions import TableDefinition
from wirepress.transfer.export.sql.write_rows import write_rows

STEP: Final = "Writing tables"
_EVERY: Final = 1000  # rows between two words of progress
_PREFIX_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with its rows. `model`: the table of ours that is counted, and whose next number goes along."""

    table: TableDefinition
    rows: Callable[[], Iterable[tuple[Any, ...]]]
    model: Any = None


def export_sql(out: str, *, prefix: str = "wp_", progress: Progress = ignore_progress) -> ExportReport:
    """Write the dump to a file (packed when its name ends in .gz, `-` is standard output). Return what was written.

    All of it is of one moment, and the site goes on meanwhile. Raises ExportError; then nothing was written.
    """
    if not prefix or not _PREFIX_LETTERS.issuperset(prefix):
        raise ExportError(f"A prefix of tables is made of letters, digits and _, which '{prefix}' is not.")
    report = ExportReport()
    with OutputFile(out) as file, one_moment():
        parts = _parts(prefix, report)
        total = sum(count_rows(part.model) for part in parts if part.model is not None)
        file.write(_head())
        done = 0
        for part in parts:

            def noted(rows: Iterable[tuple[Any, ...]], begun: int = done) -> Iterable[tuple[Any, ...]]:
                for count, row in enumerate(rows, start=begun):
                    if count % _EVERY == 0:
                        progress(STEP, min(count, total), total)
                    yield row

            table = part.table
            file.write(f"\n{table.create(prefix, next_number(part.model) if _has_number(part) else 0)}")
            report.written[table.name] = write_rows(table, prefix, noted(part.rows()), file.write, report)
            done += report.written[table.name]
        file.write("\nSET FOREIGN_KEY_CHECKS=@wirepress_checks, SQL_MODE=@wirepress_mode, TIME_ZONE=@wirepress_zone;\n")
        file.write("-- Dump completed\n")
    progress(STEP, total, total)
    report.files.append(out)
    return report


def _has_number(part: _Part) -> bool:
    return part.model is not None and part.model is not TermPost and not part.table.name.endswith("meta")


def _parts(prefix: str, report: ExportReport) -> list[_Part]:
    defined = table_definitions
    ids = content_rows.taxonomy_ids()
    return [
        _Part(defined.OPTIONS, lambda: options(prefix, report)),
        _Part(defined.USERS, lambda: people_rows.users(report), User),
        _Part(defined.USERMETA, lambda: people_rows.user_meta(prefix), UserMeta),
        _Part(defined.TERMS, content_rows.terms, Term),
        _Part(defined.TERM_TAXONOMY, lambda: content_rows.term_taxonomy(ids)),
        _Part(defined.TERM_RELATIONSHIPS, lambda: content_rows.term_relationships(ids), TermPost),
        _Part(defined.TERMMETA, content_rows.term_meta, TermMeta),
        _Part(defined.POSTS, content_rows.posts, Post),
        _Part(defined.POSTMETA, content_rows.post_meta, PostMeta),
        _Part(defined.COMMENTS, content_rows.comments, Comment),
        _Part(defined.COMMENTMETA, content_rows.comment_meta, CommentMeta),
        _Part(defined.LINKS, lambda: ()),
    ]


def _head() -> str:
    """Return the settings that the dump needs while it is loaded: dates of nought, ids as they are, nothing checked in between."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return (
        f"-- WordPress tables of {get_settings().url}, written by Wirepress at {moment} UTC\n"
        "SET NAMES utf8mb4;\n"
        "SET @wirepress_checks=@@FOREIGN_KEY_CHECKS, @wirepress_mode=@@SQL_MODE, @wirepress_zone=@@TIME_ZONE;\n"
        "SET FOREIGN_KEY_CHECKS=0, SQL_MODE='NO_AUTO_VALUE_ON_ZERO', TIME_ZONE='+00:00';\n"
    )
