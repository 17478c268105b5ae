"""Where table rows come from: what every source offers, whatever its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Position = tuple[int, ...]  # where a row ends, in the source's own terms; later rows compare greater within one stage
Tick = Callable[[int, int], None]  # (done, total) of the running stage


class SourceError(ValueError):
    """The source cannot be read at all; the message says what is wrong with it and how to mend it."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of one table. Values are text, numbers or None, as the source wrote them."""

    table: str  # without the prefix
    values: Mapping[str, Any]
    position: Position
    done: int  # progress within the stage, in the unit of `total`


@dataclass(frozen=True, slots=True)
class SourceSite:
    """The tables of the site to import. `number`: which site of a network it is, 0: none, or the main one; `network`: that network's prefix."""

    prefix: str = ""
    network: str = ""
    number: int = 0
    shared: frozenset[str] = frozenset()  # tables of the network that the subsite has none of its own of

    def full_name(self, table: str) -> str:
        """Return the name of a table in the source."""
        return (self.network if table in self.shared else self.prefix) + table


@dataclass(slots=True)
class Survey:
    """What the first pass over a source found."""

    tables: dict[str, int] = field(default_factory=dict)  # full name -> rows (0: not counted)
    next_ids: dict[str, int] = field(default_factory=dict)  # full name -> next id
    site: SourceSite = field(default_factory=SourceSite)

    @property
    def prefix(self) -> str:
        """Return what the names of the site's tables begin with."""
        return self.site.prefix


class ReportBrokenRow(Protocol):
    """Told of a row that cannot be read."""

    def __call__(self, table: str, index: int, place: str, reason: str) -> None: ...


class Source(Protocol):
    """A WordPress database, in whatever form."""

    name: str  # for messages; never a password
    fingerprint: str  # the same for the same source, for resuming
    lost: Counter[str]  # what reading had to leave or guess, in words; the reader empties it
    notes: list[str]  # sentences for the report
    broken_off: bool  # it ends before its end

    def survey(self, prefix: str | None, tick: Tick) -> Survey:
        """Look at the whole source once. Raises SourceError."""

    def rows(
        self, tables: Sequence[str], after: Position | None, broken: ReportBrokenRow, tick: Tick
    ) -> Iterator[SourceRow]:
        """Yield rows of the tables (names without prefix) in a stable order, behind a position. Bad rows are reported to `broken`."""

    def close(self) -> None:
        """Let go of files and connections."""
