"""A new site in places where none can be: said in a sentence, and nothing is left."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wirepress.cli.main import app
from wirepress.transfer.init_site import SiteExists, UnusableFolder, create_site_folder

pytestmark = pytest.mark.pure
URL = "https://news.example"


def _init(folder: Path | str, *more: str) -> str:
    """What a refused `init` says."""
    done = CliRunner().invoke(app, ["init", str(folder), "--url", URL, *more])
    assert done.exit_code == 2 and "Traceback" not in done.output and not isinstance(done.exception, OSError), (
        done.output
    )
    return " ".join(done.stderr.split())


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "site", tmp_path / "file" / "a" / "b"):
        assert "is no folder" in _init(folder)
    assert (tmp_path / "file").read_text() == "mine" and len(list(tmp_path.iterdir())) == 1


def test_links_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    assert "Nothing was changed" in _init(tmp_path / "circle")
    assert "Nothing was kept" in _init("x" * 300)


@pytest.mark.parametrize("name", ["notes.txt", "uploads", "wirepress.sqlite3", "jobs.sqlite3"])
def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    said = _init(tmp_path)
    assert "not empty" in said and name in said
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_hidden_files_and_what_a_new_disk_has_are_no_content(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "lost+found").mkdir()
    with create_site_folder(tmp_path, URL):
        pass
    with pytest.raises(SiteExists), create_site_folder(tmp_path, URL):
        pass
    assert (tmp_path / "wirepress.toml").exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("step", ["mkdir", "open"])
def test_what_the_machine_refuses_is_told_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(*((Path, "mkdir") if step == "mkdir" else (os, "open")), refuse)
        with pytest.raises(UnusableFolder, match=os.strerror(number)), create_site_folder(tmp_path / "a" / "b", URL):
            pass
    assert list(tmp_path.iterdir()) == []
    with create_site_folder(tmp_path / "a" / "b", URL):
        pass


def test_a_folder_that_cannot_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", refuse)
        assert "Permission denied" in _init(tmp_path)


@pytest.mark.parametrize(
    "failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), RuntimeError("a fault")]
)
def test_a_site_whose_tables_could_not_be_made_leaves_nothing(tmp_path: Path, failure: BaseException) -> None:
    before = tmp_path / "there"
    before.mkdir()
    for folder in (before, tmp_path / "new" / "deep"):
        expected = UnusableFolder if isinstance(failure, OSError) else type(failure)
        with pytest.raises(expected), create_site_folder(folder, URL):
            (folder / "wirepress.sqlite3").touch()
            (folder / "wirepress.sqlite3-wal").touch()
            raise failure
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_everything_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with create_site_folder(tmp_path / "a" / "b", URL):
            pass
        with create_site_folder(tmp_path / "c", URL):
            pass
    finally:
        os.umask(before)
    for site in (tmp_path / "a" / "b", tmp_path / "c"):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (site, *site.iterdir())}
        assert modes == {site.name: 0o700, "wirepress.toml": 0o600, "uploads": 0o750}


def test_no_two_sites_have_the_same_key(tmp_path: Path) -> None:
    keys = set()
    for number in range(3):
        with create_site_folder(tmp_path / str(number), URL):
            (line,) = [
                line
                for line in (tmp_path / str(number) / "wirepress.toml").read_text().splitlines()
                if line.startswith("secret_key")
            ]
            keys.add(line)
    assert len(keys) == 3 and all(len(line) > 60 for line in keys)
