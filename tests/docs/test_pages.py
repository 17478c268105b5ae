"""The documentation says what is there: settings, commands, tests, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from tests.cli.commands import root
from wirepress.settings.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def test_every_setting_is_explained_and_none_is_invented() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "settings.md").read_text(), re.M))
    assert named == set(Settings.model_fields)


def test_every_command_is_listed_and_none_is_invented() -> None:
    named = set(re.findall(r"wirepress ([a-z]+)", (DOCS / "commands.md").read_text()))
    assert named == set(root().list_commands(None))  # features' too


def test_every_promise_names_a_test_that_exists() -> None:
    places = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "promises.md").read_text())
    names = {}
    for file in {file for file, _ in places}:
        tree = ast.parse((ROOT / file).read_text()) if (ROOT / file).is_file() else ast.Module([], [])
        names[file] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    missing = [f"{file}::{name}" for file, name in places if name not in names[file]]
    assert len(places) > 20 and missing == []


def test_every_promise_is_tested_with_every_change() -> None:
    """None of the tests that hold one is left to the night."""
    files = {file for file, _ in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "promises.md").read_text())}
    night = re.compile(r"mark\.nightly[^\n]*\n(?:@[^\n]*\n|[ )\]}][^\n]*\n)*def (\w+)")
    marked = {f"{file}::{name}" for file in files for name in night.findall((ROOT / file).read_text())}
    whole = {file for file in files if re.search(r"^pytestmark.*nightly", (ROOT / file).read_text(), re.M)}
    promised = {
        "::".join(pair) for pair in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (DOCS / "promises.md").read_text())
    }
    assert night.findall("@pytest.mark.nightly\n@pytest.mark.x(\n    1,\n)\ndef test_a():") == ["test_a"]
    assert not promised & marked and not whole


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


def test_every_path_of_the_recipes_exists() -> None:
    named = re.findall(r"`((?:[\w.]+/)+(?:[\w.]+)?)`", (ROOT / "CONTRIBUTING.md").read_text())
    missing = [
        name for name in named if not any((place / name).exists() for place in (ROOT, ROOT / "src" / "wirepress"))
    ]
    assert len(named) > 15 and missing == []


def test_the_checks_before_a_commit_are_those_of_make_test_and_fetch_nothing() -> None:
    repos = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    programs = {hook["entry"].split()[0] for repo in repos for hook in repo["hooks"]}
    recipes = (ROOT / "Makefile").read_text().replace("$(BIN)", ".venv/bin")
    assert len(programs) == 3 and all(program in recipes for program in programs)


def test_no_test_listens_at_a_fixed_port() -> None:
    fixed = re.compile(r'\bbind\(\([^)]*,\s*[1-9]|_run\("serve"(?!, "--port")|"--port", "[1-9]')
    lines = [
        (file.name, line.strip()) for file in (ROOT / "tests").rglob("*.py") for line in file.read_text().splitlines()
    ]
    found = [place for place in lines if fixed.search(place[1])]
    assert fixed.search('done = _run("serve", site=site)') and fixed.search('probe.bind(("127.0.0.1", 8000))')
    assert [place for place in found if place[0] != "test_pages.py"] == []


def test_no_test_patches_settings_past_the_override() -> None:
    past = re.compile(r"get_settings\(\)\.__dict__|settings\.get_settings\"")
    reading = ROOT / "tests/settings"  # there settings are read anew
    files = [file for file in (ROOT / "tests").rglob("*.py") if reading not in file.parents and file != Path(__file__)]
    assert past.search('monkeypatch.setitem(get_settings().__dict__, "url", "")')
    assert [file.name for file in files if past.search(file.read_text())] == []


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    long = {str(file.relative_to(ROOT)): lines for file in files if (lines := len(file.read_text().splitlines())) > 500}
    assert len(files) > 300 and long == {}
