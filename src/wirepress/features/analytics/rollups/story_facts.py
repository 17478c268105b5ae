"""What counts are booked on: the author, sections and tags of the stories that a batch of events names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.database.rows import in_chunks, placeholders, query_rows

SKIP_KEY: Final = "_monsterinsights_skip_tracking"
_SECTION, _TAG = "category", "post_tag"


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """One post. `counted`: it may be counted (it is public, not behind a password, and nobody has asked to leave it out)."""

    counted: bool
    author_id: int = 0
    sections: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


def read_facts(post_ids: Iterable[int]) -> dict[int, StoryFacts]:
    """Return the facts of those posts that there are. Three queries for up to 900 of them."""
    found: dict[int, StoryFacts] = {}
    for numbers in in_chunks(post_ids):
        marks = placeholders(numbers)
        skipped = read_skipped(numbers)
        terms: dict[tuple[int, str], list[int]] = {}
        rows = query_rows(
            TermPost,
            f"SELECT mark.post_id, term.taxonomy, term.id FROM {TermPost._meta.db_table} mark"
            f" JOIN {Term._meta.db_table} term ON term.id = mark.term_id"
            f" WHERE mark.post_id IN ({marks}) AND term.taxonomy IN ('{_SECTION}', '{_TAG}')",
            numbers,
        )
        for post, taxonomy, term in rows:
            terms.setdefault((post, taxonomy), []).append(term)
        for post, author, status, password in query_rows(
            Post, f"SELECT id, author_id, status, password FROM {Post._meta.db_table} WHERE id IN ({marks})", numbers
        ):
            found[post] = StoryFacts(
                status in ("publish", "future", "inherit") and not password and post not in skipped,
                author or 0,
                tuple(terms.get((post, _SECTION), ())),
                tuple(terms.get((post, _TAG), ())),
            )
    return found


def read_skipped(numbers: list[int]) -> set[int]:
    """Return those posts whose readers are not to be counted."""
    rows = query_rows(
        PostMeta,
        f"SELECT post_id, value FROM {PostMeta._meta.db_table} WHERE key = %s AND post_id IN ({placeholders(numbers)})",
        (SKIP_KEY, *numbers),
    )
    return {post for post, value in rows if is_switched_on(value)}


def is_switched_on(stored: object) -> bool:
    """Return whether a stored value of the field says yes. Stored values are JSON: `true`, `1`, `"1"`."""
    text = str(stored).strip().strip('"').lower()
    return text not in ("", "0", "false", "null", "none")
