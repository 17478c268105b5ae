"""Tables `postmeta`, `usermeta`, `termmeta`, `commentmeta`: decoded values, kept with their ids.

What our models hold in columns goes there instead: a story's picture and template, a file's path, text and sizes, a user's roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.transfer.clean_values import clean_id, clean_number, clean_text
from wirepress.transfer.upsert import update_rows, upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.network import is_of_another_site, uploads_folder
from wirepress.transfer.wordpress_db.tables import capabilities


@dataclass(frozen=True, slots=True)
class _MetaTable:
    table: str
    id_column: str
    owner_column: str
    model: type[models.Model]
    owner: type[models.Model]


POST: Final = _MetaTable("postmeta", "meta_id", "post_id", PostMeta, Post)
USER: Final = _MetaTable("usermeta", "umeta_id", "user_id", UserMeta, User)
TERM: Final = _MetaTable("termmeta", "meta_id", "term_id", TermMeta, Term)
COMMENT: Final = _MetaTable("commentmeta", "meta_id", "comment_id", CommentMeta, Comment)

_COLUMNS: Final = {"_thumbnail_id": "featured_media", "_wp_page_template": "template"}
_FILE: Final = {"_wp_attached_file": "path", "_wp_attachment_image_alt": "alt", "_wp_attachment_metadata": "metadata"}


@dataclass(frozen=True, slots=True)
class _MetaRow:
    id: int
    owner: int
    key: str
    raw: Any


def write_post_meta(rows: Rows, job: ImportState) -> None:
    """Write meta of posts; the keys that are columns of ours go there."""
    entries = _read_rows(POST, rows)
    types = dict(Post.objects.filter(id__in={entry.owner for entry in entries}).values_list("id", "type"))
    entries = _with_existing_owner(POST, entries, types, job)
    kept: list[_MetaRow] = []
    columns: dict[str, dict[int, Any]] = {}
    for entry in entries:
        column = _column(entry.key, types[entry.owner])
        if not column:
            kept.append(entry)
        elif entry.owner not in job.filled.setdefault(
            column, set()
        ):  # of several rows the first counts, as for WordPress
            job.filled[column].add(entry.owner)
            columns.setdefault(column, {})[entry.owner] = _column_value(entry, job)
    for column, values in columns.items():
        if column in ("featured_media", "template"):
            tally = update_rows(Post, [{"id": owner, column: value} for owner, value in values.items()])
        else:
            rows_of_files = [{"post_id": owner, column: value} for owner, value in values.items()]
            tally = upsert_rows(MediaFile, rows_of_files, key=("post_id",))
        job.report.tally("postmeta").add(tally)
    _write_rows(POST, kept, job)


def _column(key: str, post_type: str) -> str:
    return _COLUMNS.get(key, "") or (_FILE.get(key, "") if post_type == "attachment" else "")


def _column_value(entry: _MetaRow, job: ImportState) -> Any:
    if entry.key == "_thumbnail_id":
        return max(clean_number(entry.raw), 0)
    if entry.key == "_wp_page_template":
        template = clean_text(entry.raw, 200)
        return "" if template == "default" else template
    if entry.key != "_wp_attachment_metadata":
        if entry.key == "_wp_attached_file":
            path = clean_text(entry.raw, 512)
            return clean_text(uploads_folder(job) + path, 512) if path else ""
        return clean_text(entry.raw)
    value = job.decode_stored(entry.raw, "postmeta _wp_attachment_metadata")
    return value if isinstance(value, dict) else {}


def remember_filled(job: ImportState) -> None:
    """Restore, after an interruption, which columns the first run had filled. (In a repeated import they hold the earlier one's values.)"""
    if "before" in job.kept:
        for column in _COLUMNS.values():
            filled = Post.objects.exclude(**{f"{column}__in": (0,) if column == "featured_media" else ("",)})
            job.filled[column] = set(filled.values_list("id", flat=True))
        for column in ("path", "alt"):
            job.filled[column] = set(MediaFile.objects.exclude(**{column: ""}).values_list("post_id", flat=True))


def write_user_meta(rows: Rows, job: ImportState) -> None:
    """Write meta of users; roles, capabilities and application passwords go to their places."""
    entries = _read_rows(USER, rows)
    if job.members is not None:  # the others are no loss: they belong to other sites
        entries = [one for one in entries if one.owner in job.members and not is_of_another_site(one.key, job)]
    entries = _existing_owners(USER, entries, job)
    roles: dict[int, Any] = {}
    passwords: dict[int, Any] = {}
    kept: list[_MetaRow] = []
    for entry in entries:
        if _is_roles(entry.key, job):
            roles[entry.owner] = job.decode_stored(entry.raw, f"usermeta {entry.key}")
        elif entry.key == "_application_passwords":
            passwords[entry.owner] = job.decode_stored(entry.raw, f"usermeta {entry.key}")
        elif entry.key != "session_tokens":  # sign-ins of the old site; nobody could use them here
            kept.append(entry)
    capabilities.write_roles(roles, job)
    capabilities.write_application_passwords(passwords, job)
    _write_rows(USER, kept, job)


def _is_roles(key: str, job: ImportState) -> bool:
    """Return whether the key is `wp_capabilities` under the site's own prefix; when that is unknown, under any."""
    wanted = job.kept.get("roles_key")
    if wanted is not None:
        return bool(key.lower() == str(wanted).lower())  # MySQL's comparison
    prefix = job.prefix
    return key == f"{prefix}capabilities" if prefix else key == "capabilities" or key.endswith("_capabilities")


def write_term_meta(rows: Rows, job: ImportState) -> None:
    """Write meta of terms."""
    _write_rows(TERM, _existing_owners(TERM, _read_rows(TERM, rows), job), job)


def write_comment_meta(rows: Rows, job: ImportState) -> None:
    """Write meta of comments."""
    _write_rows(COMMENT, _existing_owners(COMMENT, _read_rows(COMMENT, rows), job), job)


def _read_rows(kind: _MetaTable, rows: Rows) -> list[_MetaRow]:
    found = (
        _MetaRow(
            clean_id(row.get(kind.id_column)),
            clean_number(row.get(kind.owner_column)),
            clean_text(row.get("meta_key"), 255),
            row.get("meta_value"),
        )
        for row in rows
    )
    return sorted((entry for entry in found if entry.id > 0 and entry.key), key=lambda entry: entry.id)


def _existing_owners(kind: _MetaTable, entries: list[_MetaRow], job: ImportState) -> list[_MetaRow]:
    owners = kind.owner._default_manager.filter(pk__in={entry.owner for entry in entries}).values_list("pk", "pk")
    return _with_existing_owner(kind, entries, dict(owners), job)


def _with_existing_owner(
    kind: _MetaTable, entries: list[_MetaRow], owners: Mapping[int, Any], job: ImportState
) -> list[_MetaRow]:
    """Entries whose owner exists. Old databases are full of meta whose owner is gone."""
    good = [entry for entry in entries if entry.owner in owners]
    job.report.count_loss(f"{kind.table}: of owners that do not exist", len(entries) - len(good))
    return good


def _write_rows(kind: _MetaTable, entries: list[_MetaRow], job: ImportState) -> None:
    rows = [
        {
            "id": entry.id,
            kind.owner_column: entry.owner,
            "key": entry.key,
            "value": job.decode_stored(entry.raw, f"{kind.table} {entry.key}"),
        }
        for entry in entries
    ]
    taken_over = [row for row in rows if row["key"] in job.adopted]
    upsert_rows(kind.model, taken_over)
    if taken_over:
        job.report.tally(f"{kind.table} for features").read += len(taken_over)
    job.report.tally(kind.table).add(upsert_rows(kind.model, [row for row in rows if row["key"] not in job.adopted]))
