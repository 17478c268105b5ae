"""Both forms of `wirepress import` as they are typed: their help, their answer in JSON, the way they leave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.transfer.rest.conftest import Bring, bring, story
from tests.transfer.test_mending import as_cp1252
from tests.transfer.wordpress_db.dialects import mysqldump
from tests.transfer.wordpress_db.old_site import Rows, old_site
from wirepress.cli.transfer.import_ import app
from wirepress.content.posts.models import Post

__all__ = ["bring"]
Type = Callable[..., Result]


@pytest.fixture
def typed(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Runs the command inside of the test's own site."""
    monkeypatch.setattr("wirepress.cli.transfer.import_.load_site", lambda: None)
    monkeypatch.setattr("wirepress.cli.transfer.import_.require_tables", lambda: None)
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words, **more: CliRunner().invoke(app, list(words), **more)


@pytest.fixture
def dump(tmp_path: Path) -> Callable[[Rows], str]:
    def write(rows: Rows) -> str:
        path = tmp_path / "site.sql"
        path.write_text(mysqldump(rows), encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize("words", [["--help"], []])
def test_help_shows_the_arguments_and_options_of_both_forms(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    said = CliRunner().invoke(app, words).output
    for word in (
        "FILE",
        "--site-url",
        "--media",
        "--dry-run",
        "wordpress-db",
        "SOURCE",
        "--uploads",
        "--prefix",
        "--mend-encoding",
        "--json",
    ):
        assert word in said, word
    assert not re.search(r"import +documents", said)


@pytest.mark.parametrize(
    ("words", "shown"), [(["wordpress-db", "--help"], "--mend-encoding"), (["x.json", "--help"], "--media")]
)
def test_help_of_one_form(words: list[str], shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0 and shown in done.output


def test_documents_in_json(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps([story(501), story(502, date="soon")]))
    done = typed(str(file), "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 1 and said["failed"]
    assert said["tallies"]["post"] == {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "refused": 1, "lost": 0}
    assert said["tallies"]["bylines"]["lost"] == 1
    assert said["refusals"][0] == {
        "file": "a.json",
        "index": 2,
        "path": "$.date",
        "reason": said["refusals"][0]["reason"],
    }


def test_a_database_in_json(typed: Type, dump: Callable[[Rows], str]) -> None:
    done = typed("wordpress-db", dump(old_site()), "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 0 and not said["failed"] and said["total"]["created"] > 20


def test_all_went_in(typed: Type, dump: Callable[[Rows], str]) -> None:
    assert typed("wordpress-db", dump(old_site())).exit_code == 0
    assert typed("wordpress-db", dump(old_site())).exit_code == 0


@pytest.mark.parametrize("table", ["users", "usermeta", "terms", "term_taxonomy"])
def test_a_table_that_is_missing(table: str, typed: Type, dump: Callable[[Rows], str]) -> None:
    rows = old_site()
    del rows[table]
    done = typed("wordpress-db", dump(rows))
    assert done.exit_code == 1 and f"whole without: {table}" in done.output


def test_a_table_that_is_refused(typed: Type, dump: Callable[[Rows], str], tmp_path: Path) -> None:
    text = Path(dump(old_site())).read_text(encoding="utf-8")
    (tmp_path / "site.sql").write_text(re.sub(r"(nr7_commentmeta` VALUES \()", r"\g<1>1,", text), encoding="utf-8")
    done = typed("wordpress-db", str(tmp_path / "site.sql"))
    assert done.exit_code == 1 and "5 values for 4 columns" in done.output


def test_what_is_no_dump(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "site.sql"
    path.write_bytes(b"%PDF-1.4")
    done = typed("wordpress-db", str(path))
    assert done.exit_code == 2 and "PDF" in done.stderr and not done.stdout


def test_programs_among_the_uploads_are_left_out_and_no_failure(
    typed: Type, dump: Callable[[Rows], str], tmp_path: Path
) -> None:
    (tmp_path / "up").mkdir()
    (tmp_path / "up" / "index.php").write_bytes(b"<?php")
    done = typed("wordpress-db", dump(old_site()), "--uploads", str(tmp_path / "up"))
    assert done.exit_code == 0 and "Lost: programs and links" in done.output


def test_encoding_is_mended(typed: Type, dump: Callable[[Rows], str]) -> None:
    rows = old_site()
    rows["posts"][0]["post_title"] = as_cp1252("Über Köln")
    said = typed("wordpress-db", dump(rows)).output
    assert "--mend-encoding" in said and "Über Köln" in said
    assert typed("wordpress-db", dump(rows), "--mend-encoding").exit_code == 0
    assert Post.objects.get(id=10).title == "Über Köln"
