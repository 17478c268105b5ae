"""Commands on a full disk: one sentence, what was committed stays, and the same command goes on when there is room."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.browser.site import document
from tests.site_templates import DATED, copy_site
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has sites of its own
ROOM = 1_300_000  # bytes that a file may have; SQLite and everybody else are told that there is no room for more
STORIES = 400
ITEMS = 120


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("full") / "site"
    copy_site(folder, "https://news.example", permalinks=DATED)
    yield folder


def _full(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command while no file may grow beyond ROOM."""
    around = serving.environment() | {"WIREPRESS_SITE": str(site)}
    command = [
        sys.executable,
        "-c",
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM}, {resource.RLIM_INFINITY}))\n"
        "from wirepress.cli.quick import run; run()",
        *words,
    ]
    return subprocess.run(command, env=around, capture_output=True, text=True, check=False, timeout=PATIENCE)


def _stories(site: Path) -> int:
    with sqlite3.connect(site / "wirepress.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (number,) = database.execute("SELECT count(*) FROM posts_post").fetchone()
    database.close()
    return int(number)


def _is_told(done: subprocess.CompletedProcess[str]) -> None:
    said = done.stderr + done.stdout
    assert done.returncode == 1 and "Traceback" not in said, said[-2000:]
    assert "full" in said.lower() or "no space" in said.lower() or "too large" in said.lower(), said[
        -2000:
    ]  # the last is the limit's own word


def test_import_seed_and_wire_end_with_a_sentence_and_keep_what_was_committed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "stories.jsonl").write_text(
        "\n".join(json.dumps(document(1000 + number, f"Story {number}")) for number in range(STORIES))
    )
    items = "".join(
        f"<item><guid>tide-{number}</guid><title>Tide {number} turns {number * 7919}</title><link>http://gull.example/{number}</link>"
        f"<description>{f'harbour{number} boat ' * 800}</description></item>"
        for number in range(ITEMS)
    )
    (tmp_path / "agency").mkdir()
    (tmp_path / "agency" / "tide.xml").write_text(
        f'<rss version="2.0"><channel><title>Gull</title><link>http://gull.example</link><description>d</description>{items}</channel></rss>'
    )
    for file in (tmp_path / "agency").iterdir():
        os.utime(file, (1, 1))  # a file that was just written may not be whole yet, and is left for later
    serving.run(site, serving.environment(), "wire", "add", str(tmp_path / "agency"), "--name", "Gull")
    before = _stories(site)
    imported = _full(site, "import", str(tmp_path / "stories.jsonl"))
    _is_told(imported)
    some = _stories(site)
    assert before < some < before + STORIES
    _is_told(_full(site, "wire", "run", "gull"))
    _is_told(_full(site, "bench", "seed", "--posts", "3000", "--force"))
    assert _stories(site) >= some
    serving.run(site, serving.environment(), "import", str(tmp_path / "stories.jsonl"))
    assert _stories(site) >= before + STORIES


def test_a_site_for_which_there_is_no_room_is_not_begun(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))\n"
            "from wirepress.cli.quick import run; run()",
            "init",
            str(tmp_path / "site"),
            "--url",
            "https://news.example",
        ],
        env=serving.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr and done.stderr.strip(), done.stderr
    assert list(tmp_path.iterdir()) == []
