"""Pieces of SQL that triggers and a new count share, in the words of both databases."""

from __future__ import annotations

from typing import Final

from wirepress.content.posts.listing.counters import scopes

KEY: Final = ("scope", "ref", "type", "status", "period")
COLUMNS: Final = ", ".join(f'"{name}"' for name in KEY)


def month(date: str, vendor: str) -> str:
    """Return the month of a column as a number; 0 where there is no date."""
    return f"COALESCE({_month(date, vendor)}, {scopes.UNDATED})"


def day(date: str, vendor: str) -> str:
    """Return the day of a column as a number; 0 where there is no date."""
    return f"COALESCE({_month(date, vendor)} - 1 + {_part(date, 'day', vendor)}, {scopes.UNDATED})"


def block(number: str, vendor: str) -> str:
    """Return the block of numbers that a post's number is in; those beyond a period's range share the last."""
    least = "LEAST" if vendor == "postgresql" else "min"
    return f"{least}({number} / {scopes.NUMBERS}, 2147483647)"


def _month(date: str, vendor: str) -> str:
    return f"{_part(date, 'year', vendor)} * 10000 + {_part(date, 'month', vendor)} * 100 + 1"


def _part(date: str, name: str, vendor: str) -> str:
    if vendor == "postgresql":
        # No date beyond what readers are shown ends a write: 'infinity' has no number, and the year 300000 no place in a period.
        known = f"{date} BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 23:59:59Z'"
        return f"CASE WHEN {known} THEN EXTRACT({name} FROM {date} AT TIME ZONE 'UTC')::int END"
    start, length = {"year": (1, 4), "month": (6, 2), "day": (9, 2)}[name]
    return f"CAST(substr({date}, {start}, {length}) AS INTEGER)"


def above(seeds: str) -> str:
    """Return terms that a query names (one column), and all above them in their taxonomy. A loop ends by itself: UNION drops what was seen."""
    return (
        f"SELECT id FROM (WITH RECURSIVE up(id) AS ({seeds} UNION SELECT p.id FROM terms_term t JOIN up ON up.id = t.id"
        " JOIN terms_term p ON p.id = t.parent_id AND p.taxonomy = t.taxonomy) SELECT id FROM up) AS above_them"
    )


def below(roots: str) -> str:
    """(root, id): each term that a query names (one column `id`) with itself and every term below it in its taxonomy."""
    return (
        "SELECT root, id FROM (WITH RECURSIVE down(root, id, taxonomy) AS ("
        f"SELECT id, id, taxonomy FROM terms_term WHERE id IN ({roots})"
        " UNION SELECT down.root, t.id, t.taxonomy FROM down JOIN terms_term t ON t.taxonomy = down.taxonomy AND t.parent_id = down.id"
        ") SELECT root, id FROM down) AS below_them"
    )


def has_below(term: str) -> str:
    """Return whether a term has terms below it."""
    return f"EXISTS (SELECT 1 FROM terms_term o JOIN terms_term c ON c.taxonomy = o.taxonomy AND c.parent_id = o.id WHERE o.id = {term})"


def listed(scope: int, pairs: str) -> str:
    """Return rows of posts_listed for pairs (ref, post_id): published posts that have a date, but no revisions."""
    return (
        f"SELECT DISTINCT {scope}, m.ref, p.type, p.date, p.id FROM ({pairs}) AS m JOIN posts_post p ON p.id = m.post_id"
        f" WHERE p.status = 'publish' AND p.date IS NOT NULL AND p.type <> 'revision'"
    )


def periods(row: str, vendor: str) -> str:
    """Return the buckets a post is counted in: its month, its day, its author's month, its block of numbers. Revisions are in none."""
    type_, status, date = f"{row}.type", f"{row}.status", f"{row}.date"
    counted = f"{type_} <> 'revision'"
    return (
        f"SELECT {scopes.MONTH} AS scope, 0 AS ref, {type_} AS type, {status} AS status, {month(date, vendor)} AS period WHERE {counted}"
        f" UNION ALL SELECT {scopes.DAY}, 0, {type_}, {status}, {day(date, vendor)} WHERE {counted}"
        f" UNION ALL SELECT {scopes.AUTHOR}, {row}.author_id, {type_}, {status}, {month(date, vendor)} WHERE {counted} AND {status} = 'publish'"
        f" UNION ALL SELECT {scopes.NUMBER}, 0, {type_}, {status}, {block(f'{row}.id', vendor)} WHERE {counted} AND {status} = 'publish'"
    )
