"""What an import did, counted by kind, with everything that was refused, lost or not understood named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

NAMES_SHOWN: Final = 200  # refusals and notes kept word for word; the rest is counted


@dataclass(slots=True)
class Tally:
    """Counts of one kind of thing (a table, a post type)."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that was not imported: where it is (file, number, JSON path or row) and why."""

    file: str
    index: int
    path: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, number {self.index}" + (f", {self.path}" if self.path else "")
        return f"{place}: {self.reason}"


@dataclass(slots=True)
class OutcomeCounter:
    """Counts every object of a kind once, by the strongest thing that happened to it, however often it comes."""

    tally: Callable[[], Tally]
    outcomes: dict[Any, str] = field(default_factory=dict)
    recent: list[tuple[Any, str]] = field(
        default_factory=list
    )  # what the present document changed, for when it is undone

    def count_outcome(self, key: Any, outcome: str) -> None:
        """Note what happened to a thing: created, updated or unchanged."""
        before = self.outcomes.get(key, "")
        if before and not (before == "unchanged" and outcome != "unchanged"):
            return
        tally = self.tally()
        if before:
            tally.unchanged -= 1
        else:
            tally.read += 1
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        self.recent.append((key, before))
        self.outcomes[key] = outcome

    def confirm_document(self) -> None:
        """Make the counts of the present document final."""
        self.recent.clear()

    def forget_document(self) -> None:
        """Forget the counts of the present document, which was undone. The caller restores the report."""
        for key, before in reversed(self.recent):
            if before:
                self.outcomes[key] = before
            else:
                self.outcomes.pop(key, None)
        self.recent.clear()


@dataclass(slots=True)
class Report:
    """The sum of an import."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)  # what could not be kept, in words -> how often
    notes: list[str] = field(default_factory=list)
    unknown_tables: dict[str, int] = field(default_factory=dict)  # name -> rows (0: not counted)
    unknown_options: list[str] = field(default_factory=list)
    missing_tables: list[str] = field(default_factory=list)  # that a site cannot live without
    incomplete: bool = False  # the source breaks off
    left_out: int = 0  # refused things that nobody misses

    @property
    def read(self) -> int:
        """Return how many things were read, of whatever kind."""
        return sum(tally.read for tally in self.tallies.values())

    def tally(self, kind: str) -> Tally:
        """Return the counts of a kind, made on first use."""
        return self.tallies.setdefault(kind, Tally())

    def add_refusal(self, kind: str, file: str, index: int, path: str, reason: str) -> None:
        """Count a refused thing and keep its name (the first NAMES_SHOWN of them)."""
        self.tally(kind).refused += 1
        if len(self.refusals) < NAMES_SHOWN:
            self.refusals.append(Refusal(file, index, path, reason))

    def count_left_out(self, kind: str, what: str) -> None:
        """Count a refused thing that is no failure of the import."""
        self.tally(kind).refused += 1
        self.left_out += 1
        self.count_loss(what)

    def count_loss(self, what: str, times: int = 1) -> None:
        """Count something that could not be imported."""
        if times:
            self.lost[what] += times

    def add_note(self, text: str) -> None:
        """Keep a sentence for the end, once."""
        if text not in self.notes and len(self.notes) < NAMES_SHOWN:
            self.notes.append(text)

    @property
    def total(self) -> Tally:
        """Return all kinds together."""
        result = Tally()
        for tally in self.tallies.values():
            result.add(tally)
        return result

    def lost_of(self, kind: str) -> int:
        """Return how much of a kind was lost: what names it before a colon."""
        return sum(times for what, times in self.lost.items() if what.partition(": ")[0] == kind)

    @property
    def failed(self) -> bool:
        """Return whether something that matters did not go in: the command then ends with another status than 0."""
        return bool(self.total.refused > self.left_out or self.missing_tables or self.incomplete)

    @property
    def changed(self) -> bool:
        """Return whether anything was written."""
        return bool(self.total.created or self.total.updated)

    def include(self, other: Report) -> None:
        """Add everything that another report says."""
        for name, tally in other.tallies.items():
            self.tally(name).add(tally)
        self.refusals += other.refusals[: NAMES_SHOWN - len(self.refusals)]
        self.lost.update(other.lost)
        self.left_out += other.left_out
        self.incomplete = self.incomplete or other.incomplete
        self.missing_tables += [name for name in other.missing_tables if name not in self.missing_tables]
        for text in other.notes:
            self.add_note(text)
        for name, rows in other.unknown_tables.items():
            self.unknown_tables[name] = self.unknown_tables.get(name, 0) + rows
        self.unknown_options += [name for name in other.unknown_options if name not in self.unknown_options]

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values; `from_json` reads it back."""
        return {
            "tallies": {name: asdict(tally) for name, tally in self.tallies.items()},
            "refusals": [asdict(refusal) for refusal in self.refusals],
            "lost": dict(self.lost),
            "notes": self.notes,
            "unknown_tables": self.unknown_tables,
            "unknown_options": self.unknown_options,
            "missing_tables": self.missing_tables,
            "incomplete": self.incomplete,
            "left_out": self.left_out,
        }

    def save_counts(self) -> tuple[Any, ...]:
        """Return the counts as they are, for `restore_counts`."""
        return {name: replace(tally) for name, tally in self.tallies.items()}, Counter(self.lost), len(self.notes)

    def restore_counts(self, mark: tuple[Any, ...]) -> None:
        """Forget what was counted since `save_counts`: it was undone."""
        self.tallies, self.lost = mark[0], mark[1]
        del self.notes[mark[2] :]

    def summary(self) -> dict[str, Any]:
        """Return the report for programs: all counts by kind, and everything by name."""
        kinds = {name: {**asdict(tally), "lost": self.lost_of(name)} for name, tally in self.tallies.items()}
        total = {**asdict(self.total), "lost": self.lost.total()}
        return {**self.to_json(), "tallies": kinds, "total": total, "failed": self.failed}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        """Return a report that `to_json` wrote."""
        return cls(
            tallies={name: Tally(**counts) for name, counts in data["tallies"].items()},
            refusals=[Refusal(**row) for row in data["refusals"]],
            lost=Counter(data["lost"]),
            notes=list(data["notes"]),
            unknown_tables=dict(data["unknown_tables"]),
            unknown_options=list(data["unknown_options"]),
            missing_tables=list(data.get("missing_tables", ())),
            incomplete=bool(data.get("incomplete")),
            left_out=int(data.get("left_out", 0)),
        )
