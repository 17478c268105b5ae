"""Every command of the README and of docs/ is one: its words exist, and the pages a newcomer follows are run line by line."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.browser.site import document
from tests.cli.commands import leaves
from tests.docs.command_lines import PAGES, ROOT, blocks, find_fault, inline
from tests.features.wire.feedserver import FeedServer, feed_server, rss_of
from tests.features.wire.stories import stories
from tests.site_templates import DATED, copy_site
from tests.transfer.wordpress_db.big_dump import write_dump
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has sites of its own


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_of_a_command_exists(page: Path) -> None:
    wrong = {shlex.join(words): fault for words in [*blocks(page), *inline(page)] if (fault := find_fault(words))}
    assert wrong == {}


def test_faults_are_found_and_commands_too() -> None:
    assert (
        find_fault(["serve", "--prot", "81"]) == "--prot"
        and find_fault(["sevre"]) == "sevre"
        and find_fault(["wire", "opml", "take"]) == "take"
    )
    assert (
        find_fault(["--site", "x", "import", "a.json", "--dry-run"]) == ""
        and find_fault(["import", "--no-such"]) == "--no-such"
    )
    assert len(blocks(ROOT / "README.md")) >= 8 and sum(len(blocks(page)) + len(inline(page)) for page in PAGES) > 60


def test_every_command_and_option_is_in_the_list_and_none_is_invented() -> None:
    rows = [
        line for line in (ROOT / "docs" / "commands.md").read_text().splitlines() if line.startswith("| `wirepress ")
    ]
    known: dict[str, set[str]] = {row: set() for row in rows}
    missing = []
    for words, command in leaves().items():
        name = "import" if words in (("import", "anything"), ("import", "documents")) else " ".join(words)
        row = next((row for row in rows if _names(row.split(" | ")[0], name)), "")
        missing += [name] if not row else []
        for option in command.params:
            spellings = {one for one in (*option.opts, *option.secondary_opts) if one.startswith("--")}
            known.setdefault(row, set()).update(spellings)
            if spellings and not spellings & _options(row):
                missing.append(f"{name} {option.opts[0]}")
    assert missing == []
    assert set().union(*map(_options, rows)) - set().union(*known.values()) == set()


def _options(row: str) -> set[str]:
    return set(re.findall(r"--[a-z][\w-]*", row))


def _names(start: str, name: str) -> bool:
    """Whether a row's first cell (`wirepress wire enable`, `disable`, `remove SOURCE`) is about a command."""
    parts = [
        re.sub(r" ?[^a-z -].*| --.*", "", part.strip(" `|").removeprefix("wirepress ")).strip()
        for part in start.split(",")
    ]
    first = parts[0].split()
    group = [" ".join([*first[:-1], *part.split()]) for part in parts[1:]]
    return name in {parts[0], *group} or (name == "import" and "wirepress import FILE" in start)


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[tuple[Path, FeedServer]]:
    """A folder with the files that the pages speak of, and a site that is gathered from."""
    write_dump(tmp_path / "dump.sql", 0)
    packed = gzip.compress((tmp_path / "dump.sql").read_bytes())
    for name in ("dump.sql.gz", "site.sql.gz"):
        (tmp_path / name).write_bytes(packed)
    (tmp_path / "posts.json").write_text(json.dumps([document(4001, "Bell found"), document(4002, "Bell lost")]))
    (tmp_path / "registered-meta.json").write_text(
        json.dumps({"post:post": [{"key": "tide", "type": "string", "single": True, "schema": {}}]})
    )
    for folder in ("path/to/wp-content/uploads", "path/to/uploads"):
        (tmp_path / folder).mkdir(parents=True)
    with feed_server({"/": rss_of(stories(3))}) as feeds:
        yield tmp_path, feeds


def _stand_in(words: list[str], feeds: FeedServer, name: str) -> list[str]:
    """The line with what is on this machine in place of what is elsewhere."""
    if "wire" in words and "add" in words:
        words = [feeds.url if word.startswith("https://") else word for word in words] + [
            "--allow-private",
            "--name",
            name,
        ]
    if "serve" in words:
        words = [str(serving.free_port()) if words[place - 1] == "--port" else word for place, word in enumerate(words)]
    return words


def _follow(page: str, folder: Path, feeds: FeedServer, name: str, **more: str) -> list[str]:
    """Run a page's lines one after the other as they stand; what each printed."""
    around = {**serving.environment(), "COLUMNS": "200", **more}
    said = []
    for words in blocks(ROOT / page):
        line = _stand_in(words, feeds, name)
        if "serve" in line:
            said.append(_serve(line, folder, around))
            continue
        command = [sys.executable, "-m", "wirepress", *line]
        done = subprocess.run(
            command, cwd=folder, env=around, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert done.returncode == 0 or ("doctor" in line and "Traceback" not in done.stderr), (
            line,
            done.stdout[-800:],
            done.stderr[-800:],
        )
        said.append(done.stdout)
    return said


def _serve(line: list[str], folder: Path, around: dict[str, str]) -> str:
    """Start the service, ask it once at the address that it prints, stop it."""
    log = folder / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "wirepress", *line], cwd=folder, env=around, stdout=output, stderr=output
        )
    try:
        end = time.monotonic() + serving.READY
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
            assert time.monotonic() < end and process.poll() is None, log.read_text()
            time.sleep(0.2)
        with urllib.request.urlopen(f"{found[0]}/", timeout=30) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.wait(PATIENCE)
    return log.read_text()


def test_the_readmes_lines_work_one_after_the_other(newcomer: tuple[Path, FeedServer]) -> None:
    said = _follow("README.md", *newcomer, "Harbour")
    assert any("Serving https://news.example" in text for text in said) and any(
        "harbour" in text.lower() for text in said
    )


def test_the_lines_of_the_move_work(newcomer: tuple[Path, FeedServer]) -> None:
    assert len(_follow("docs/moving-from-wordpress.md", *newcomer, "")) >= 4


def test_the_lines_of_the_wire_work(newcomer: tuple[Path, FeedServer]) -> None:
    folder, feeds = newcomer
    copy_site(folder / "site", "https://news.example", permalinks=DATED)
    assert len(_follow("docs/wire.md", folder, feeds, "Harbour Gazette", WIREPRESS_SITE=str(folder / "site"))) >= 3


def test_the_readme_says_where_the_command_is() -> None:
    text = (ROOT / "README.md").read_text()
    assert "pip install wirepress" in text and ".venv/bin/wirepress" in text
    assert "wirepress" in (ROOT / "pyproject.toml").read_text().partition("[project.scripts]")[2]
    assert os.access(Path(sys.executable).with_name("wirepress"), os.X_OK)
