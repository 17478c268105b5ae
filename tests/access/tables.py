"""Reads the tables of rights: one file for a family of routes, a line for a method and a state, a column for a role.

A dash stands where nobody can ask: a stranger has nothing of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.access.world import ROLES

FOLDER: Final = Path(__file__).parent / "tables"
Key = tuple[str, str, str]  # route, method, state
HEAD: Final = f"# {'method':<9} {'state':<17} " + " ".join(f"{role[:5]:<5}" for role in ROLES)


def rights() -> dict[Key, dict[str, int]]:
    """Route, method and state -> role -> status. Raises ValueError for a line that is no row, or a row that stands twice."""
    found: dict[Key, dict[str, int]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        route = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("/"):
                route = line.strip()
            elif line.strip() and not line.startswith("#"):
                key, row = _row(route, line)
                if key in found:
                    raise ValueError(f"{file.name}: {key} stands twice")
                found[key] = row
    return found


def _row(route: str, line: str) -> tuple[Key, dict[str, int]]:
    left, *statuses = line[:30], *line[30:].split()
    if not route or len(statuses) != len(ROLES):
        raise ValueError(f"not a row: {line!r}")
    row = {role: int(status.replace("-", "0")) for role, status in zip(ROLES, statuses, strict=True)}
    return (route, left[2:12].strip(), left[12:30].strip()), row


def written(rows: dict[Key, dict[str, int]]) -> str:
    """Rows as the text of a file."""
    lines, route = [HEAD], ""
    for (name, method, state), row in rows.items():
        if name != route:
            lines += ["", name]
            route = name
        lines.append(f"  {method:<9} {state:<17} " + " ".join(f"{row[role] or '-':<5}" for role in ROLES).rstrip())
    return "\n".join(lines) + "\n"
