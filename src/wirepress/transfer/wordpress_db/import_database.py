"""Imports a WordPress database, from the first survey to the report.

Two stages, because meta and relations may stand before what they belong to: first options, users, terms, posts and comments,
then everything that hangs on them. Rows are written in batches, each with its checkpoint in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from django.db import transaction

from wirepress.content.options import store
from wirepress.content.posts.listing import totals
from wirepress.content.posts.listing.search_index import index
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer import planner_statistics
from wirepress.transfer.bulk_writing import count_at_the_end
from wirepress.transfer.packing import UnreadableFile
from wirepress.transfer.report import Report
from wirepress.transfer.sequences import advance_ids
from wirepress.transfer.wordpress_db import checkpoint, finish_import, network
from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.mended_rows import EncodingCheckedSource
from wirepress.transfer.wordpress_db.open_source import open_source
from wirepress.transfer.wordpress_db.source import Position, SourceError
from wirepress.transfer.wordpress_db.tables import (
    aioseo,
    capabilities,
    comments,
    meta,
    of_features,
    options,
    posts,
    replace_existing,
    terms,
    users,
)

ROWS_AT_ONCE: Final = 2000
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
_FIRST: Final = "first"  # what is kept of an import: the site had no stories before it

Writer = Callable[[Rows, ImportState], None]

STAGES: Final[tuple[Mapping[str, Writer], ...]] = (
    {
        "options": options.write_options,
        "users": users.write_users,
        "terms": terms.write_terms,
        "term_taxonomy": terms.write_taxonomies,
        "posts": posts.write_posts,
        "comments": comments.write_comments,
    },
    {
        "usermeta": meta.write_user_meta,
        "termmeta": meta.write_term_meta,
        "term_relationships": terms.write_relations,
        "postmeta": meta.write_post_meta,
        "commentmeta": meta.write_comment_meta,
        "aioseo_posts": aioseo.write_aioseo,
        "aioseo_terms": aioseo.write_aioseo_terms,
    },
)
# Of WordPress and the known plugins, and not needed: worked out anew, or logs and queues of the old installation.
NEEDLESS_TABLES: Final = frozenset(
    (
        "links",
        "blogs",
        "blog_versions",
        "blogmeta",
        "site",
        "sitemeta",
        "signups",
        "registration_log",
        "actionscheduler_actions",
        "actionscheduler_claims",
        "actionscheduler_groups",
        "actionscheduler_logs",
        "aioseo_cache",
        "aioseo_notifications",
        "aioseo_crawl_cleanup_blocked_args",
        "aioseo_crawl_cleanup_logs",
        "aioseo_search_statistics_objects",
        "aioseo_seo_analyzer_results",
        "aioseo_writing_assistant_keywords",
        "aioseo_writing_assistant_posts",
        "monsterinsights_cache",
    )
)

# Every site has rows in these: without them a source is not whole. The others may be empty, and dumps of rows do not name empty tables.
ESSENTIAL_TABLES: Final = ("posts", "options", "users", "usermeta", "terms", "term_taxonomy")
MAY_BE_EMPTY: Final = ("postmeta", "term_relationships", "comments", "commentmeta")


class Progress(Protocol):
    """Told how far the import is: the step in words, how much of it is done, out of how much (in the source's own unit)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def ignore_progress(step: str, done: int, total: int) -> None:
    """Show no progress."""


def import_database(
    source: Path | str,
    uploads: Path | None = None,
    progress: Progress = ignore_progress,
    *,
    prefix: str | None = None,
    mend_encoding: bool = False,
    facts: Mapping[str, Any] | None = None,
    finish: bool = True,
) -> Report:
    """Bring a WordPress database in: JSON Lines of rows, an SQL dump (.sql, .sql.gz), or a mysql:// address.

    `uploads`: the old wp-content/uploads folder, copied with all sizes. `prefix`: which tables, when a source holds several sites.
    `mend_encoding`: texts that were encoded twice are mended; else they are counted. `facts`: options that the source keeps beside its
    tables (decoded). `finish`: False leaves out what is only for speed: the words of search, the planner's statistics.
    An interrupted import of the same source goes on where it stopped. Repeating one changes nothing.
    Raises SourceError when the source cannot be read; single bad rows are counted in the report.
    """
    origin = EncodingCheckedSource(open_source(source), mend=mend_encoding)
    try:
        report, folder = _import_source(origin, progress, prefix, facts or {}, finish)
    except UnreadableFile as error:
        raise SourceError(f"{origin.name} {error}") from None
    finally:
        origin.close()
    if uploads is not None:
        copy_uploads(uploads, report, progress, folder)
    return report


def _import_source(
    source: EncodingCheckedSource, progress: Progress, prefix: str | None, facts: Mapping[str, Any], finish: bool
) -> tuple[Report, str]:
    """Return the report, and where the site's files lie below the uploads folder."""
    survey = source.survey(prefix, lambda done, total: progress("Looking through the source", done, total))
    job = ImportState(source.name, survey, Report())
    start, position = 0, None
    # Another site of the same source, or its texts mended, is another import.
    fingerprint = f"{source.fingerprint} {survey.prefix}"
    stopped = checkpoint.find_checkpoint(fingerprint)
    if stopped is not None:
        job.report, job.kept = stopped.report, stopped.kept
        start, position = stopped.stage, stopped.position
        job.report.add_note("An earlier run had stopped; this one went on from there.")
        job.claimed = {i: t or i for i, t in Term.objects.exclude(taxonomy="").values_list("id", "taxonomy_id")}
    else:
        replace_existing.note_existing_ids(job)
        if User.objects.exists():
            with transaction.atomic():
                users.move_existing_users(network.read_table(source, "users", job), job)
    job.kept |= facts
    _name_unknown_tables(job)
    network.note_sites(source, job)
    network.find_members(source, job)
    capabilities.find_roles_key(source, job)
    own = Post.objects.count() if job.kept.get(_FIRST) else 0
    job.kept[_FIRST] = bool(own) or not Post.objects.exists()
    with count_at_the_end(wanted=finish, own=own) as counted:
        for stage in range(start, len(STAGES)):
            _run_stage(source, fingerprint, stage, position, job, progress)
            position = None
    _finish_import(job, progress, finish, counted)
    if sentence := source.describe_findings():
        job.report.add_note(sentence)
    return job.report, network.uploads_folder(job)


def _run_stage(
    source: EncodingCheckedSource,
    fingerprint: str,
    stage: int,
    after: Position | None,
    job: ImportState,
    progress: Progress,
) -> None:
    writers = _writers(stage)
    step = ("Stories, people, terms, comments", "What belongs to them")[stage]
    if stage:
        if after is not None:
            meta.remember_filled(job)
        job.adopted = finish_import.adopted_keys()
        job.term_of = dict(Term.objects.exclude(taxonomy_id=0).values_list("taxonomy_id", "id"))

    def broken(table: str, index: int, place: str, reason: str) -> None:
        if stage == 0 or table in writers:  # a line without a table is met in every stage: name it once
            job.report.add_refusal(table or "rows", job.name, index, place, reason)

    batch: dict[str, Rows] = {}
    rows = size = 0
    position = after
    names = [name for name in writers if job.survey.site.full_name(name) in job.survey.tables]
    for row in source.rows(names, after, broken, lambda done, total: progress(step, done, total)):
        batch.setdefault(row.table, []).append(row.values)
        position = row.position
        rows += 1
        size += sum(len(value) for value in row.values.values() if isinstance(value, str | bytes))
        if rows >= ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
            _write_batch(source, fingerprint, stage, position, batch, job)
            batch, rows, size = {}, 0, 0
    _write_batch(source, fingerprint, stage, position, batch, job)
    with transaction.atomic():
        if stage == 0:
            terms.finish_terms(job)
            network.import_authors(source, job)
            finish_import.finish_entities(job)
            replace_existing.move_meta(job)
        checkpoint.save_checkpoint(fingerprint, stage + 1, None, job)
    store.forget()


def _writers(stage: int) -> Mapping[str, Writer]:
    """Return table -> what writes it; features have theirs in the last stage."""
    return {**of_features.writers(), **STAGES[stage]} if stage == len(STAGES) - 1 else STAGES[stage]


def _write_batch(
    source: EncodingCheckedSource,
    fingerprint: str,
    stage: int,
    position: Position | None,
    batch: dict[str, Rows],
    job: ImportState,
) -> None:
    with transaction.atomic():
        for table, rows in batch.items():
            _writers(stage)[table](rows, job)
        _report_reading(source, job)
        checkpoint.save_checkpoint(fingerprint, stage, position, job)


def _report_reading(source: EncodingCheckedSource, job: ImportState) -> None:
    for what, times in source.lost.items():
        job.report.count_loss(what, times)
    source.lost.clear()
    for note in source.notes:
        job.report.add_note(note)
    job.report.incomplete |= source.broken_off


def _name_unknown_tables(job: ImportState) -> None:
    site = job.survey.site
    known = {
        site.full_name(name)
        for name in (*NEEDLESS_TABLES, *(name for stage in range(len(STAGES)) for name in _writers(stage)))
    }
    known |= {site.network + name for name in NEEDLESS_TABLES if site.number}
    job.report.missing_tables, empty = (
        sorted(name for name in names if site.full_name(name) not in job.survey.tables)
        for names in (ESSENTIAL_TABLES, MAY_BE_EMPTY)
    )
    if empty:
        job.report.add_note(f"The source has no tables {', '.join(empty)}: nothing of theirs came.")
    job.report.unknown_tables = {name: rows for name, rows in job.survey.tables.items() if name not in known}


def _finish_import(job: ImportState, progress: Progress, finish: bool, counted: bool) -> None:
    progress("Counting", 0, 1)
    network.warn_without_manager(job)
    if job.members is None and not job.report.tally("users").read and "users" not in job.report.missing_tables:
        job.report.missing_tables.append(
            "users"
        )  # it is there, and nobody in it: a view in place of a table, or its rows left out
    with transaction.atomic():
        advance_ids(job.next_id)
        totals.recount_totals(lists=not counted)
        finish_import.adopt_feature_data(job)
        checkpoint.clear_checkpoint()
        store.put(replace_existing.DONE, True)
    store.forget()
    if not finish:
        return
    planner_statistics.update_statistics()
    progress("Counting", 1, 1)
    index.rebuild_index(lambda done, total: progress("Words for search", done, total))
