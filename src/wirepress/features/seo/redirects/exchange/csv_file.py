"""Rules as CSV: our own columns, and those of Redirection, Yoast, Rank Math, All in One SEO and others by the names of their headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from wirepress.features.seo.redirects.exchange.records import NotUnderstood, Read, make, moment, number, truth
from wirepress.features.seo.redirects.models import RedirectRule

COLUMNS: Final = (
    "source",
    "target",
    "code",
    "match",
    "query",
    "ignore_case",
    "ignore_slash",
    "enabled",
    "group",
    "position",
    "note",
    "hits",
    "last_hit",
)
# What others call a column -> what it is here.
_NAMES: Final[Mapping[str, str]] = {
    **{name: name for name in COLUMNS},
    **dict.fromkeys(
        ("origin", "from", "old", "old url", "source url", "source_url", "request", "url", "redirect from"), "source"
    ),
    **dict.fromkeys(
        ("destination", "to", "new", "new url", "target url", "target_url", "redirect to", "url_to"), "target"
    ),
    **dict.fromkeys(("type", "http code", "status code", "redirect type", "header_code"), "code"),
    **dict.fromkeys(("regex", "format", "matching", "match type", "comparison"), "match"),
    **dict.fromkeys(("query_param", "query parameters"), "query"),
    **dict.fromkeys(("status", "active"), "enabled"),
    **dict.fromkeys(("title", "notes", "comment"), "note"),
    **dict.fromkeys(("category",), "group"),
    **dict.fromkeys(("ignore",), "ignore_case"),
    **dict.fromkeys(("last access", "last_access", "last accessed"), "last_hit"),
}
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")  # begin formulas in spreadsheets


def looks_like(text: str) -> bool:
    """Return whether a text is a table of rules: a header that names a source and a target, or lines of addresses."""
    first = text.lstrip("\ufeff \r\n").partition("\n")[0].lower()
    cells = {_NAMES.get(cell.strip(' "\r')) for cell in first.replace(";", ",").split(",")}
    return {"source", "target"} <= cells or (first.startswith(("/", '"/', "http")) and "," in first.replace(";", ","))


def read(text: str) -> Iterator[Read]:
    """Yield the rules, and what was not understood."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    names: list[str] | None = None
    for line, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            cells = [_NAMES.get(cell.strip().lower(), "") for cell in row]
            if "source" in cells:
                names = cells
                continue
            names = ["source", "target", "code"]
        values: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name and cell.strip() and name not in values:
                values[name] = cell.strip().removeprefix("'") if cell.startswith("'") else cell.strip()
        try:
            yield _rule(values)
        except ValueError as error:
            yield NotUnderstood(f"Line {line}: {error}")


def _rule(values: Mapping[str, str]) -> Read:
    source = values.get("source", "")
    kind = values.get("match", "").lower()
    if kind in ("wildcard", "regex"):
        match = kind
    elif kind in ("1", "true", "yes"):
        match = "regex"
    else:
        match = "exact"
    if match == "exact" and "*" in source and kind not in ("exact", "plain", "url"):
        match = "wildcard"
    if kind in ("start", "end", "contains"):
        match, source = "wildcard", {"start": f"{source}*", "end": f"*{source}", "contains": f"*{source}*"}[kind]
    query = values.get("query", "pass").lower()
    return make(
        source,
        values.get("target"),
        number(values.get("code"), 301),
        match=match,
        query=query if query in ("pass", "ignore", "utm", "exact", "exact_order") else "pass",
        ignore_case=_flag(values, "ignore_case"),
        ignore_slash=_flag(values, "ignore_slash"),
        enabled=truth(values["enabled"]) if "enabled" in values else True,
        group=values.get("group", "imported"),
        position=number(values.get("position")),
        note=values.get("note", ""),
        hits=number(values.get("hits")),
        last_hit=moment(values.get("last_hit", "")),
    )


def _flag(values: Mapping[str, str], name: str) -> bool:
    return truth(values[name]) or values[name].lower() == "case" if name in values else True


def write(rows: Iterable[RedirectRule]) -> Iterator[str]:
    """Yield the lines of a table that `read` takes again. Cells that a spreadsheet would reckon with begin with an apostrophe."""
    yield _line(COLUMNS)
    for row in rows:
        values = [getattr(row, name) for name in COLUMNS]
        yield _line([_cell(value) for value in values])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) and not text.lstrip("-").isdecimal() else text


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(list(cells))
    return buffer.getvalue()
