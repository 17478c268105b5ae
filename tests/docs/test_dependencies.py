"""What the program imports is declared: a package that only happens to be installed is missing on the next machine."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", name)[0]).lower()


def _imported(folder: Path) -> set[str]:
    """First names of all absolute imports below a folder, those of the standard library and our own left out.

    Drivers of `make suites` run in an environment of their own.
    """
    names: set[str] = set()
    for file in (one for one in folder.rglob("*.py") if "drivers" not in one.parts):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"wirepress", "tests", "bench"}


def _declared(*lists: list[str]) -> set[str]:
    return {_normal(name) for names in lists for name in names}


def _missing(folder: Path, declared: set[str]) -> list[str]:
    known = packages_distributions()
    return sorted(
        name for name in _imported(folder) if not {_normal(one) for one in known.get(name, [name])} & declared
    )


def test_everything_the_program_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [names for extra, names in project["optional-dependencies"].items() if extra != "test"]
    run = _declared(project["dependencies"], *extras)
    assert len(_imported(ROOT / "src")) > 10
    assert _missing(ROOT / "src", run) == []
    assert _missing(ROOT / "tests", run | _declared(project["optional-dependencies"]["test"])) == []


def test_everything_declared_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    pinned = {_normal(line) for line in lines}
    assert _declared(project["dependencies"], project["optional-dependencies"]["test"]) - pinned == set()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)  # names no registry host
