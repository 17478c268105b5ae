"""`wirepress wire list`: every source and how it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.table import Table

from wirepress.cli.wire.common import format_moment, open_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wirepress.features.wire.maintenance.health import SourceHealth

WIDE: Final = 120  # columns from which everything is written out
_SHORT: Final = {
    "well": "Well",
    "new": "New",
    "failing": "Failing",
    "trouble": "Trouble",
    "gone": "Gone",
    "late": "Overdue",
    "silent": "Silent",
    "paused": "Paused",
    "push": "Pushes",
}


def list_sources() -> None:
    """Show every source: how it is, its last successful check, the next one, what it brought."""
    console = open_site()
    from wirepress.features.wire.maintenance.health import load_all_health
    from wirepress.features.wire.models import Source

    rows = load_all_health(Source.objects.all())
    if not rows:
        console.print("There are no sources yet. Add one: wirepress wire add URL")
        return
    table = _wide_table(rows) if console.width >= WIDE else _narrow_table(rows)
    console.print(table, markup=False, soft_wrap=False)
    for row in rows:
        said = [row.error] if row.error else []
        if row.state == "silent":
            said.append(f"Something new came last {format_moment(row.last_new)}.")
        if row.suggested:
            said.append(f"Its home page names another feed: {row.suggested}")
        for words in said:
            console.print(f"{row.slug}: {words}", markup=False, soft_wrap=console.width >= WIDE)


def _wide_table(rows: Sequence[SourceHealth]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("source", "name", "state", "last good", "next"):
        table.add_column(column, overflow="fold")
    for column in ("items", "14 days", "waiting"):
        table.add_column(column, justify="right")
    for row in rows:
        numbers = (row.items, row.filed_lately, row.queued + row.held)
        moments = (format_moment(row.good), format_moment(row.due, "by itself never"))
        table.add_row(row.slug, row.name, row.words, *moments, *map(str, numbers))
    return table


def _narrow_table(rows: Sequence[SourceHealth]) -> Table:
    """Everything in one line a source, for 80 columns."""
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="ellipsis", no_wrap=True, max_width=28)
    for column in ("state", "good", "next"):
        table.add_column(column, no_wrap=True)
    for column in ("items", "14 d", "wait"):
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        numbers = (row.items, row.filed_lately, row.queued + row.held)
        moments = (_short_moment(row.good, "never"), _short_moment(row.due, "-"))
        table.add_row(row.slug, _SHORT[row.state], *moments, *map(str, numbers))
    return table


def _short_moment(moment: datetime | None, never: str) -> str:
    """Return the time of day for today, else the day."""
    from wirepress.content.options import site

    if moment is None:
        return never
    local = site.to_local(moment)
    return f"{local:%H:%M}" if local.date() == site.to_local(site.now_gmt()).date() else f"{local:%d %b}"
