"""The state of one running import, handed to every writer of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wirepress.transfer.clean_values import clean_id, clean_text
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.decode_php import UndecodableValue, decode_value
from wirepress.transfer.wordpress_db.source import Survey


@dataclass(slots=True)
class ImportState:
    """One import. `kept` holds decoded options that later steps need; it is saved with the checkpoint."""

    name: str
    survey: Survey
    report: Report
    kept: dict[str, Any] = field(default_factory=dict)
    term_of: dict[int, int] = field(default_factory=dict)  # term_taxonomy_id -> term id, where they differ
    adopted: frozenset[str] = frozenset()  # meta keys that features take over afterwards
    filled: dict[str, set[int]] = field(default_factory=dict)  # column that meta fills -> posts where it was filled
    claimed: dict[int, int] = field(default_factory=dict)  # term id -> term_taxonomy_id that has it
    members: set[int] | None = None  # people with a part in this site of a network; None: all are

    @property
    def prefix(self) -> str:
        """Return the prefix that meta keys and options carry, without the database's name."""
        known = self.kept.get("table_prefix")
        return self.survey.prefix.rpartition(".")[2] if known is None else str(known)

    def next_id(self, table: str) -> int:
        """Return the next id of a table as the source names it; 0: it does not."""
        return clean_id(self.survey.next_ids.get(self.survey.site.full_name(table), self.survey.next_ids.get(table, 0)))

    def decode_stored(self, value: Any, what: str) -> Any:
        """Return a decoded value; one that is broken stays the text it was, and is counted."""
        try:
            return decode_value(value)
        except UndecodableValue as error:
            self.report.count_loss(f"{what}: serialised values that are broken, kept as text")
            self.report.add_note(f"{what} has a broken serialised value: {error}")
            return clean_text(value)


Rows = list[Mapping[str, Any]]
