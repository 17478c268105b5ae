"""Tables `aioseo_posts` and `aioseo_terms`: what All in One SEO keeps per story and term. Becomes one meta value each, which the SEO
feature takes over when the import is finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta
from wirepress.transfer.clean_values import clean_number
from wirepress.transfer.report import Tally
from wirepress.transfer.wordpress_db.decode_php import to_json_value
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows

KEY: Final = "_wirepress_aioseo_post"
TERM_KEY: Final = "_wirepress_aioseo_term"


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    owner: Any
    model: Any
    column: str
    key: str


_POSTS: Final = _Table("aioseo_posts", Post, PostMeta, "post_id", KEY)
_TERMS: Final = _Table("aioseo_terms", Term, TermMeta, "term_id", TERM_KEY)


def write_aioseo(rows: Rows, job: ImportState) -> None:
    """Write a batch of posts; a post's value is the row without its empty columns."""
    _write(_POSTS, rows, job)


def write_aioseo_terms(rows: Rows, job: ImportState) -> None:
    """Write a batch of terms."""
    _write(_TERMS, rows, job)


def _write(table: _Table, rows: Rows, job: ImportState) -> None:
    values: dict[int, Any] = {}
    for row in rows:
        owner = clean_number(row.get(table.column))
        found = {
            name: to_json_value(value)
            for name, value in row.items()
            if value not in (None, "") and name not in ("id", table.column)
        }
        values.setdefault(owner, found)  # of several rows the plugin reads the oldest
    owners = set(table.owner.objects.filter(id__in=values).values_list("id", flat=True))
    job.report.count_loss(f"{table.name}: of {table.column[:-3]}s that do not exist", len(values) - len(owners))
    stored = {
        getattr(meta, table.column): meta
        for meta in table.model.objects.filter(**{f"{table.column}__in": owners}, key=table.key)
    }
    tally = Tally(read=len(rows))
    fresh = []
    for owner in sorted(owners):
        present = stored.get(owner)
        if present is None:
            fresh.append(table.model(**{table.column: owner}, key=table.key, value=values[owner]))
        elif present.value != values[owner]:
            present.value = values[owner]
            present.save(update_fields=["value"])
            tally.updated += 1
        else:
            tally.unchanged += 1
    table.model.objects.bulk_create(fresh)
    tally.created = len(fresh)
    job.report.tally(table.name).add(tally)
