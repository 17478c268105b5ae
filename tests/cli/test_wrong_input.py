"""Every command with wrong input: a clear sentence, a status other than 0, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests import serving
from tests.cli.commands import leaves
from tests.cli.many import Done, run_many
from tests.site_templates import DATED, copy_site
from tests.waiting import PATIENCE
from wirepress.cli.main import app

pytestmark = pytest.mark.pure  # has sites of its own
WITHOUT_SITE = {("demo",), ("init",), ("restore",), ("version",)}
ENOUGH = {  # arguments that a command cannot do without
    "import documents": ["x.json"],
    "import wordpress-db": ["x.sql"],
    "meta register": [__file__],
    "user create": ["ann", "--role", "editor"],
    "feature enable": ["seo"],
    "feature disable": ["seo"],
    "jobs run": ["x"],
    "jobs retry": ["1"],
    "jobs cancel": ["1"],
    "bench seed": ["--posts", "1"],
    "wire test": ["x"],
    "wire remove": ["x"],
    "wire enable": ["x"],
    "wire disable": ["x"],
    "wire opml import": ["x"],
    "redirects import": ["x"],
    "redirects test": ["/x"],
    "export wxr": ["out.xml"],
    "export sql": ["out.sql"],
    "export documents": ["out.jsonl"],
    "export static": ["out"],
    "import anything": ["a.json"],
    "social connect": ["mastodon"],
    "social disconnect": ["x"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site with files beside it that no command can use."""
    folder = tmp_path_factory.mktemp("wrong") / "site"
    copy_site(folder, "https://news.example", permalinks=DATED)
    (folder / "broken.json").write_text("{")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 4)
    (folder / "empty").touch()
    yield folder


def _sentence(done: Done, told: Sequence[str] = ()) -> None:
    said = done.errors + done.output
    assert done.code not in (0, None) and "Traceback" not in said and len(said.strip()) > 10, done
    assert all(word in " ".join(said.split()) for word in told), done


@pytest.mark.parametrize("words", [words for words in leaves() if words not in WITHOUT_SITE], ids=" ".join)
def test_a_folder_without_a_site_is_told(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("WIREPRESS_")]:
        monkeypatch.delenv(name)
    given = [*words, *ENOUGH.get(" ".join(words), [])]
    if words == ("serve",):
        (done,) = [_serve(tmp_path)]
    else:
        monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))
        result = CliRunner().invoke(app, given)
        done = Done(given, result.exit_code, result.stdout, result.stderr)
    assert "No site here" in done.errors and "wirepress init" in done.errors and done.code == 2, done
    assert list(tmp_path.iterdir()) == []


def _serve(folder: Path) -> Done:
    around = serving.environment() | {"WIREPRESS_SITE": str(folder)}
    command = [sys.executable, "-m", "wirepress", "serve", "--port", str(serving.free_port())]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return Done(["serve"], done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("place", ["nothere", "afile", "afile/below", "x" * 300])
def test_whatever_is_named_as_the_site_is_told(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))  # the command sets it: what stood there comes back
    (tmp_path / "afile").touch()
    result = CliRunner().invoke(app, ["--site", str(tmp_path / place), "doctor"])
    assert result.exit_code == 2 and str(tmp_path / place) in result.stderr and "Traceback" not in result.stderr


WRONG = """
import nothere.json
import .
import broken.json
import noise.bin
import wordpress-db nothere.sql
import wordpress-db .
import wordpress-db noise.bin
import wordpress-db mysql://
import wordpress-db mysql://u:p@127.0.0.1:1/x
meta register nothere
meta register .
meta register broken.json
meta register noise.bin
meta register empty
wire add
wire add nothere.invalid
wire add http://127.0.0.1:1/
wire add http://[::1/
wire add /nothere/folder
wire add ./nothere
wire add --kind bogus http://a.example
wire add --kind folder /nothere
wire add --kind folder broken.json
wire add --status bogus http://a.example
wire add --interval 1 http://a.example
wire test none
wire run none
wire remove none
wire enable none
wire disable none
wire opml import nothere
wire opml import .
wire opml import noise.bin
wire opml import empty
wire opml import empty --status bogus
wire opml export /nothere/x
wire opml export .
feature enable none
feature disable none
user create ann --role king
user create ann --role editor --email nonsense
jobs run none
jobs run wire.due --arguments {
jobs run wire.due --arguments [1]
bench seed --posts 0
bench seed --posts x
worker --threads 0
serve --port 70000
serve --workers 0
demo --port 0
demo --dir broken.json --no-serve
demo --dir . --port x
init broken.json --url https://a.example
init . --url https://a.example
init x
init x --url a.example
bogus
""".strip().splitlines()


def test_wrong_words_are_told_in_a_sentence(site: Path) -> None:
    for done in run_many(site, [line.split() for line in WRONG]):
        _sentence(done)


def test_unknown_options_and_missing_arguments_are_told_by_every_command(site: Path) -> None:
    every = leaves()
    unknown = [[*words, "--no-such-option"] for words in every]
    needy = [words for words, command in every.items() if any(one.required for one in command.params)]
    done = run_many(site, [*unknown, *needy])
    assert len(needy) > 8
    for one in done:
        _sentence(one, ["--no-such-option"] if "--no-such-option" in one.words else ["Missing"])
        assert one.code == 2


def test_damaged_and_locked_databases_are_told(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "wirepress.toml").write_bytes((site / "wirepress.toml").read_bytes())
    (folder / "wirepress.sqlite3").write_bytes(b"no database at all " * 500)
    lines = ("jobs list", "user create ann --role editor", "documents status", "search rebuild", "wire list", "doctor")
    for done in run_many(folder, [line.split() for line in lines]):
        _sentence(done, ["database"])


def test_a_site_that_needs_a_key_gets_none_by_itself(site: Path, tmp_path: Path) -> None:
    text = "\n".join(line for line in (site / "wirepress.toml").read_text().splitlines() if "secret_key" not in line)
    (tmp_path / "wirepress.toml").write_text(text)
    result = _serve(tmp_path)
    assert result.code == 2 and "secret_key" in result.errors and "token_urlsafe" in result.errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wirepress.toml"]


def test_version_and_help_need_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wirepress import __version__

    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path / "nothere"))
    assert CliRunner().invoke(app, ["--version"]).output.strip() == f"wirepress {__version__}"
    for words in leaves():
        shown = CliRunner().invoke(app, [*words, "--help"])
        assert shown.exit_code == 0 and "Usage" in shown.output, words
