"""The documentation says what is there: settings, commands, tests, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from typer.main import get_command

from wirepress.cli.main import app
from wirepress.settings.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(DOCS.rglob("*.md"))]


def test_every_setting_is_explained_and_none_is_invented() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "settings.md").read_text(), re.M))
    assert named == set(Settings.model_fields)


def test_every_command_is_listed_and_none_is_invented() -> None:
    named = set(re.findall(r"wirepress ([a-z]+)", (DOCS / "commands.md").read_text()))
    assert named == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_promise_names_a_test_that_exists() -> None:
    places = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "promises.md").read_text())
    missing = []
    for file, name in places:
        tree = ast.parse((ROOT / file).read_text()) if (ROOT / file).is_file() else ast.Module([], [])
        if name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{file}::{name}")
    assert len(places) > 20 and missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    long = {str(file.relative_to(ROOT)): lines for file in files if (lines := len(file.read_text().splitlines())) > 500}
    assert len(files) > 300 and long == {}
