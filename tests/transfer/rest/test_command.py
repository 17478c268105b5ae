"""`wirepress import` as it is typed: standard input, --dry-run, the table at the end, the way it leaves."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from tests.transfer.rest.conftest import Bring, story
from wirepress.cli.transfer.import_ import app
from wirepress.content.posts.models import Post
from wirepress.transfer.rest.import_documents import import_documents

Type = Callable[..., Result]


@pytest.fixture
def typed(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Runs the command inside of the test's own site."""
    monkeypatch.setattr("wirepress.cli.transfer.import_.load_site", lambda: None)
    monkeypatch.setattr("wirepress.cli.transfer.import_.require_tables", lambda: None)
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words, **more: CliRunner().invoke(app, list(words), **more)


def _file(folder: Path, content: object) -> str:
    file = folder / "answers.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(bring: Bring, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([story(501), {"id": 0, "type": "post"}]).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(text) if packed else text)))
    report = import_documents(["-"])
    assert Post.objects.filter(pk=501).exists()
    assert [(one.file, one.index, one.path) for one in report.refusals] == [("standard input", 2, "$.id")]


def test_the_table_says_what_was_done(typed: Type, tmp_path: Path) -> None:
    done = typed(_file(tmp_path, [story(501), story(502)]))
    assert done.exit_code == 0, done.output
    head = next(line for line in done.output.splitlines() if "read" in line)
    assert all(word in head for word in ("read", "created", "updated", "unchanged", "refused", "lost"))
    row = next(line for line in done.output.splitlines() if " post " in f" {line.strip('│┃ ')} ")
    assert [word for word in row.replace("│", " ").split() if word.isdigit()] == ["2", "2", "0", "0", "0"]
    assert "names of terms: guessed" in done.output
    again = typed(_file(tmp_path, [story(501), story(502)]))
    row = next(line for line in again.output.splitlines() if " post " in f" {line.strip('│┃ ')} ")
    assert [word for word in row.replace("│", " ").split() if word.isdigit()] == ["2", "0", "0", "2", "0"]


def test_a_refusal_is_printed_and_leaves_with_1(typed: Type, tmp_path: Path) -> None:
    done = typed(_file(tmp_path, [story(501, date="soon"), story(502)]))
    assert done.exit_code == 1
    assert "Refused: answers.json, number 1, $.date: is no date" in done.output
    assert Post.objects.filter(type="post").count() == 1


def test_a_dry_run_says_so_and_writes_nothing(typed: Type, tmp_path: Path) -> None:
    done = typed("--dry-run", _file(tmp_path, story(501)))
    assert "Would be imported" in done.output
    assert not Post.objects.filter(pk=501).exists()


def test_a_file_that_is_not_there_is_named(typed: Type, tmp_path: Path) -> None:
    done = typed(str(tmp_path / "gone.json"), _file(tmp_path, story(501)))
    assert done.exit_code == 2 and "gone.json" in done.output  # before anything is read
    assert not Post.objects.exists()
