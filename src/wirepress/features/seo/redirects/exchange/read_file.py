"""Reads a file of rules, whichever of the known kinds it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from wirepress.features.seo.redirects.exchange import csv_file, htaccess, plugin_rows
from wirepress.features.seo.redirects.exchange.records import NotUnderstood, Read, split_read
from wirepress.features.seo.redirects.save import Saved, save_rules

SIZE_MAX: Final = 512 * 1024 * 1024  # bytes
KINDS: Final = "CSV, .htaccess, or the JSON that Redirection, All in One SEO, Yoast or Rank Math export"


class UnknownKind(ValueError):
    """A file is of none of the known kinds; the message names them."""


def import_text(text: str, *, dry_run: bool = False) -> Saved:
    """Store the rules of a text; with `dry_run` only read them. Raises UnknownKind."""
    problems: list[str] = []
    rules = split_read(read_text(text), problems)
    saved = Saved(created=sum(1 for _ in rules)) if dry_run else save_rules(rules)
    for words in problems:
        saved.refuse(words)
    return saved


def import_file(path: Path, *, dry_run: bool = False) -> Saved:
    """Store the rules of a file. Raises UnknownKind, OSError."""
    if path.stat().st_size > SIZE_MAX:
        raise UnknownKind(f"{path.name} has more than {SIZE_MAX // 1024 // 1024} MiB. Split it.")
    return import_text(path.read_bytes().decode("utf-8", "replace"), dry_run=dry_run)


def recognises(first: bytes, path: Path) -> bool:
    """Return whether a file that begins like this is one of rules; for `wirepress import`, whose other files are documents."""
    text = first.decode("utf-8", "replace")
    if path.name == ".htaccess" or path.suffix == ".htaccess":
        return True
    if path.suffix.lower() == ".csv":
        return csv_file.looks_like(text)
    return path.suffix.lower() == ".json" and any(
        word in text for word in ('"redirects"', '"source_url"', '"action_code"', '"origin"')
    )


def read_text(text: str) -> Iterator[Read]:
    """Yield the rules of a text. Raises UnknownKind."""
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(text)
    if htaccess.looks_like(text):
        return htaccess.read(text)
    if csv_file.looks_like(text):
        return csv_file.read(text)
    raise UnknownKind(f"This is no file of redirects. Known are {KINDS}.")


def _read_json(text: str) -> Iterator[Read]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UnknownKind(f"The file is no JSON: {error}.") from None
    groups: dict[int, tuple[str, bool]] = {}
    rows = found
    if isinstance(found, dict):
        rows = next(
            (found[key] for key in ("redirects", "redirections", "items") if isinstance(found.get(key), list)), None
        )
        for group in found.get("groups") or [] if isinstance(found.get("groups"), list) else []:
            if isinstance(group, dict):
                on = bool(group.get("enabled", group.get("status", "enabled") == "enabled"))
                groups[int(group.get("id") or 0)] = str(group.get("name") or "imported"), on
    if not isinstance(rows, list):
        raise UnknownKind(f"The JSON holds no list of redirects. Known are {KINDS}.")
    return _read_rows(rows, groups)


def _read_rows(rows: list[Any], groups: dict[int, tuple[str, bool]]) -> Iterator[Read]:
    for row in rows:
        if not isinstance(row, dict):
            yield NotUnderstood(f"{str(row)[:100]} is no redirect.")
        elif "source_url" in row:
            yield plugin_rows.read_aioseo(row)
        elif "sources" in row:
            yield from plugin_rows.read_rank_math(row)
        elif "origin" in row:
            yield plugin_rows.read_yoast(row)
        elif "action_type" in row or "action_code" in row:
            yield plugin_rows.read_redirection(row, groups=groups)
        else:
            yield NotUnderstood(f"{str(row)[:100]} has the fields of no known plugin.")
