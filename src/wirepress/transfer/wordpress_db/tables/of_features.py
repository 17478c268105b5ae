"""Tables of WordPress plugins that features take over (hook `wordpress_tables`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from wirepress.core.contract.importers import WordPressTable
from wirepress.core.extensions import Extensions, discover
from wirepress.settings.settings import get_settings
from wirepress.transfer.report import Tally
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows


@lru_cache(maxsize=4)
def _declared(plugins: tuple[str, ...]) -> dict[str, WordPressTable]:
    modules = discover(plugins).values()
    return {table.name: table for table in Extensions(modules, modules).declared("wordpress_tables")}


def declared() -> dict[str, WordPressTable]:
    """Return the tables of every installed feature, on or off: a switch may be thrown later."""
    return _declared(tuple(get_settings().plugins))


def writers() -> dict[str, Callable[[Rows, ImportState], None]]:
    """Return name -> what writes a batch of rows."""
    return {name: _writer(table) for name, table in declared().items()}


def _writer(table: WordPressTable) -> Callable[[Rows, ImportState], None]:
    def write(rows: Rows, job: ImportState) -> None:
        done = table.store(rows)
        tally = Tally(read=len(rows))
        tally.created, tally.updated, tally.unchanged = done.created, done.updated, done.unchanged
        job.report.tally(table.name).add(tally)
        for words in done.refusals:
            job.report.count_loss(f"{table.name}: {words}", 1)
        for note in done.notes:
            job.report.add_note(note)

    return write
