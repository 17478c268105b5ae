"""The wheel, installed in a fresh environment, is the whole program: commands, templates, assets, plugins.

What it rests on is taken from the tests' own environment; the tools that build it come from the index that `pip` knows.
"""

from __future__ import annotations

import shutil
import subprocess
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from tests import serving
from tests.waiting import PATIENCE
from wirepress import __version__

pytestmark = [pytest.mark.pure, pytest.mark.nightly]  # has a site of its own, and fetches what builds it
ROOT = Path(__file__).resolve().parents[2]


def _run(*words: str | Path) -> str:
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, check=False, timeout=300, env=serving.environment()
    )
    assert done.returncode == 0, (words, done.stdout[-1500:], done.stderr[-1500:])
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of programs of a fresh environment that has the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source, home = folder / "source", folder / "home"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    venv.create(home, with_pip=True)
    pip = [home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, source)
    _run(*pip, "install", "--no-deps", *folder.glob("*.whl"))
    (found,) = home.glob("lib/python*/site-packages")
    (found / "tests-own.pth").write_text(f"{Path(typer.__file__).parents[1]}\n")
    yield home / "bin"


def test_the_wheel_alone_makes_and_serves_a_site(program: Path, tmp_path: Path) -> None:
    where = _run(program / "python", "-c", "import wirepress; print(wirepress.__file__)")
    assert Path(where.strip()).is_relative_to(program.parent) and __version__ in _run(
        program / "wirepress", "--version"
    )
    site, port = tmp_path / "site", serving.free_port()
    _run(program / "wirepress", "init", site, "--url", f"http://127.0.0.1:{port}", "--title", "Wheel")
    assert "engagement" in _run(program / "wirepress", "--site", site, "feature", "list")
    with (tmp_path / "log").open("wb") as log:
        command = [program / "wirepress", "--site", site, "serve", "--port", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=serving.environment())
    try:
        serving.wait(serving.Service(site, port, process, {}, log=tmp_path / "log"))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            assert answer.status == 200 and b"Wheel" in answer.read()
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_every_file_that_is_no_program_is_in_the_wheel(program: Path) -> None:
    (installed,) = program.parent.glob("lib/python*/site-packages/wirepress")
    wanted = {
        path.relative_to(ROOT / "src" / "wirepress").as_posix()
        for path in (ROOT / "src" / "wirepress").rglob("*")
        if path.is_file()
    }
    there = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {name for name in wanted - there if "__pycache__" not in name} == set()
