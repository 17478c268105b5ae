"""Jetpack's and WordPress.com's statistics as they are saved from their page: CSV with titles, views and addresses of posts.

A file may have a line of names above; without one, the column of numbers is the views and the one of addresses the page. Rows without
an address (the home page, archives) are of no post.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from wirepress.content.posts.addresses.resolve import resolve
from wirepress.core.hooks import Importer, ImportResult
from wirepress.features.analytics.importing.starting_lines import keep_views, whole

ORIGIN: Final = "jetpack"
ROWS_MAX: Final = 1_000_000
_NUMBER: Final = re.compile(r"\s*\d[\d,.\u202f ]*\s*\Z")
_VIEWS: Final = ("views", "hits", "count")
_ADDRESS: Final = ("url", "link", "permalink", "address", "page")


def recognises(head: bytes, path: Path) -> bool:
    """Return whether a file looks like such statistics: CSV whose rows have a number and, some of them, an address."""
    if path.suffix.lower() != ".csv" or b"\x00" in head:
        return False
    rows = _rows(head.decode("utf-8-sig", "replace").rpartition("\n")[0] or head.decode("utf-8-sig", "replace"))
    if not rows or not all(2 <= len(row) <= 6 for row in rows):
        return False
    names = _columns(rows[0])
    if names is not None:
        return True
    return any(_pair(row, None) is not None for row in rows) and all(
        any(_NUMBER.match(cell) for cell in row) for row in rows
    )


def run(path: Path, dry: bool) -> ImportResult:
    """Keep the views of the file as a starting line. Raises ValueError for a file that is no text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is no UTF-8 text.") from None
    rows = _rows(text)
    columns = _columns(rows[0]) if rows else None
    views: dict[int, int] = {}
    refusals: list[str] = []
    skipped = 0
    for place, row in enumerate(rows[1:] if columns is not None else rows, 2 if columns is not None else 1):
        pair = _pair(row, columns)
        if pair is None:
            skipped += 1
            continue
        address, count = pair
        post = find_post(address)
        if not post:
            refusals.append(f"Row {place}: no story of this site is at {address[:200]}.")
            continue
        views[post] = views.get(post, 0) + count
    notes = [f"{skipped} rows are of no story (the home page, archives)."] if skipped else []
    if dry:
        return ImportResult(read=len(rows), refusals=refusals, notes=[*notes, f"{len(views)} stories have views."])
    done = keep_views(ORIGIN, views)
    return ImportResult(
        len(rows), done.created, done.updated, done.unchanged, [*refusals, *done.refusals], [*done.notes, *notes]
    )


def find_post(address: str) -> int:
    """Return the post at an address, whatever its host is; 0 for none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return 0
    target = resolve(quote(parts.path or "/", safe="/-_.~%"), dict(parse_qsl(parts.query, keep_blank_values=True)))
    return int(target.post.pk) if target.post is not None and target.kind in ("post", "redirect") else 0


def _rows(text: str) -> list[list[str]]:
    found = []
    for row in csv.reader(io.StringIO(text.replace("\x00", ""))):
        if any(cell.strip() for cell in row):
            found.append(row)
        if len(found) >= ROWS_MAX:
            break
    return found


def _columns(row: list[str]) -> tuple[int, int] | None:
    """Return the places of address and views where a row names them."""
    names = [cell.strip().lower() for cell in row]
    address = next((names.index(name) for name in _ADDRESS if name in names), -1)
    views = next((names.index(name) for name in _VIEWS if name in names), -1)
    return (address, views) if address >= 0 and views >= 0 else None


def _pair(row: list[str], columns: tuple[int, int] | None) -> tuple[str, int] | None:
    """Return a row's address and views; None for a row without an address."""
    if columns is not None:
        address, views = (row[place].strip() if place < len(row) else "" for place in columns)
        return (address, whole(views)) if address.startswith(("http://", "https://", "/")) else None
    address = next((cell.strip() for cell in row if cell.strip().startswith(("http://", "https://"))), "")
    number = next((cell for cell in row if _NUMBER.match(cell)), "")
    return (address, whole(number)) if address and number else None


IMPORTER: Final = Importer("jetpack-stats", "Jetpack statistics (CSV)", recognises, run)
