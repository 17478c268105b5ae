"""docs/plugins.md: every file on the page is written, built, installed and asked as the page asks it; its table of hooks is the list of hooks."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import serving
from tests.docs.hook_table import PAGE, make_table, read_table
from tests.examples.conftest import install_wheel
from tests.serving import Service

FILE = re.compile(r"^\*\*(?P<path>[^*\n]+)\*\*(?:, further down)?\n\n```\w+\n(?P<text>.*?)```$", re.M | re.S)
TRIED = re.compile(r"^```(?P<kind>sh|http)\n(?P<text>.*?)```$", re.M | re.S)


def _files() -> dict[str, str]:
    """Path -> text of every file on the page; what stands further down is added to it."""
    found: dict[str, str] = {}
    for block in FILE.finditer(PAGE.read_text()):
        path = block["path"].replace("\\", "")
        found[path] = "\n\n".join(filter(None, (found.get(path, "").rstrip("\n"), block["text"])))
    return found


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A site with the page's plugin."""
    folder = tmp_path_factory.mktemp("tide")
    for path, text in _files().items():
        file = folder / "source" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    target = install_wheel(folder / "source", folder)
    with pytest.MonkeyPatch.context() as patch, serving.database() as url:
        patch.setenv("PYTHONPATH", str(target))
        with serving.served(folder / "site", url=url, permalinks="/%year%/%postname%/") as service:
            yield service


def test_what_the_page_tries_works(harbour: Service) -> None:
    tried = 0
    for block in TRIED.finditer(PAGE.read_text()):
        asked, answer = "", ""
        for line in block["text"].splitlines():
            if line.startswith(("$ ", "GET ", "POST ")):
                asked, answer = line, _run(harbour, line[2:]) if line.startswith("$ ") else _ask(harbour, line)
                tried += 1
            else:
                assert " ".join(line.split()) in " ".join(answer.split()), (asked, line, answer[:2000])
    assert tried >= 10


def _run(harbour: Service, line: str) -> str:
    """What a command of the page prints. The plugin was installed before."""
    program, *words = shlex.split(line)
    if program == "pip":
        return ""
    assert program == "wirepress"
    command = [sys.executable, "-m", "wirepress", *words]
    around = {**harbour.environment, "WIREPRESS_SITE": str(harbour.folder)}
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (line, done.stdout, done.stderr)
    return done.stdout


def _ask(harbour: Service, line: str) -> str:
    method, path, *rest = line.split(" ", 2)
    data = json.loads(rest[0]) if rest else None
    return harbour.ask(method, path, data=data, signed=path.startswith("/wp-json/")).body.decode()


def test_every_python_block_belongs_to_a_file() -> None:
    blocks = re.findall(r"^```(?:python|toml|html|css)$", PAGE.read_text(), re.M)
    assert len(blocks) == len(FILE.findall(PAGE.read_text())) and len(_files()) >= 10


def test_the_table_of_hooks_is_the_list_of_hooks() -> None:
    assert read_table(PAGE.read_text()) == make_table(), "write it anew: python -m tests.docs.hook_table"
