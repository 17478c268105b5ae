"""What a replay found, as tables that people read: figures by file, and by group with the cases that differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_GROUP = re.compile(r"^(\S+)\s+(\d+)\s+(\d+)\s+[\d.]+\s+\d+\s+\d+\s+\d+\s+\d+$", re.M)
_FAILED = re.compile(r"^--- (\S+) \[([^\]]*)\]", re.M)
WIDTH = 120


@dataclass(frozen=True)
class Group:
    """One group of a file: how many cases, how many passed, which failed."""

    name: str
    cases: int
    passed: int
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """How one file went; `seconds` of replay."""

    name: str
    cases: int
    passed: int
    seconds: float = 0.0
    groups: tuple[Group, ...] = field(default=())


def read_figure(name: str, table: str, fails: Path, seconds: float) -> Figure | None:
    """Return a file's figure from the tool's table and its list of failures. None when the tool did not come to an end."""
    failed: dict[str, list[str]] = defaultdict(list)
    for case, group in _FAILED.findall(fails.read_text(encoding="utf-8") if fails.exists() else ""):
        failed[group].append(case)
    rows = {found[0]: (int(found[1]), int(found[2])) for found in _GROUP.findall(table)}
    total = rows.pop("TOTAL", None)
    if total is None:
        return None
    groups = tuple(Group(group, *counts, tuple(failed[group])) for group, counts in rows.items())
    return Figure(name, *total, seconds, groups)


def percent(passed: int, cases: int) -> float:
    """Return `passed` of `cases` in percent, 100 for nothing."""
    return 100 * passed / cases if cases else 100.0


def group_lines(figures: Iterable[Figure]) -> Iterable[str]:
    """Yield the groups in which something failed, with the ids of what failed."""
    yield f"{'file':22}{'group':26}{'cases':>6}{'passed':>7}{'percent':>9}  differ"
    for figure in figures:
        for group in figure.groups:
            if group.passed < group.cases:
                ids = " ".join(group.failed)
                shown = ids if len(ids) <= WIDTH else f"{ids[:WIDTH].rpartition(' ')[0]} ..."
                yield (
                    f"{figure.name:22}{group.name:26}{group.cases:>6}{group.passed:>7}"
                    f"{percent(group.passed, group.cases):>8.1f}%  {shown}"
                )


def file_lines(figures: Iterable[Figure]) -> Iterable[str]:
    """Yield the table by file."""
    yield f"{'file':24}{'cases':>8}{'passed':>8}{'percent':>9}{'seconds':>9}"
    for figure in figures:
        share = percent(figure.passed, figure.cases)
        yield f"{figure.name:24}{figure.cases:>8}{figure.passed:>8}{share:>8.2f}%{figure.seconds:>9.1f}"
