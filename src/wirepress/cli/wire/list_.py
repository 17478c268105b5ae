"""`wirepress wire list`: every source and how it is."""

from __future__ import annotations

from rich.table import Table

from wirepress.cli.wire.common import format_moment, open_site


def list_sources() -> None:
    """Show every source: how it is, its last successful check, the next one, what it brought."""
    console = open_site()
    from wirepress.features.wire.maintenance.health import load_all_health
    from wirepress.features.wire.models import Source

    rows = load_all_health(Source.objects.all())
    if not rows:
        console.print("There are no sources yet. Add one: wirepress wire add URL")
        return
    table = Table(box=None, pad_edge=False)
    for column in ("source", "name", "state", "last good", "next"):
        table.add_column(column, overflow="fold")
    for column in ("items", "14 days", "waiting"):
        table.add_column(column, justify="right")
    for row in rows:
        numbers = (row.items, row.filed_lately, row.queued + row.held)
        table.add_row(
            row.slug,
            row.name,
            row.words,
            format_moment(row.good),
            format_moment(row.due, "by itself never"),
            *map(str, numbers),
        )
    console.print(table, markup=False)
    for row in rows:
        if row.error:
            console.print(f"{row.slug}: {row.error}", markup=False)
