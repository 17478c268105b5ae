"""Nobody but a site's user reads its files, and what others could read is found and mended."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from wirepress.settings import file_permissions
from wirepress.settings.settings import Settings

pytestmark = pytest.mark.pure


def _modes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]
    }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A site as an older release left it, its database elsewhere."""
    folder = tmp_path / "site"
    (folder / "uploads" / "2026" / "05").mkdir(parents=True)
    for name in ("wirepress.toml", "jobs.sqlite3", "jobs.sqlite3-wal", "uploads/2026/05/tide.jpg"):
        (folder / name).touch()
    for name in ("base.sqlite3", "base.sqlite3-wal", "base.sqlite3-shm"):
        (tmp_path / name).touch()
    for path in (folder, *folder.rglob("*"), *tmp_path.glob("base*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    monkeypatch.setenv("WIREPRESS_SITE", str(folder))
    return Settings(database_url="sqlite:///../base.sqlite3")


def test_what_others_can_read_is_found_and_mended(site: Settings, tmp_path: Path) -> None:
    assert len(list(file_permissions.find_open_files(site))) == 1 + 3 + 3 + 4
    assert file_permissions.mend(site) == 11
    assert list(file_permissions.find_open_files(site)) == [] and file_permissions.mend(site) == 0
    modes = _modes(tmp_path / "site")
    assert modes["."] == 0o700 and modes["wirepress.toml"] == modes["jobs.sqlite3-wal"] == 0o600
    assert modes["uploads"] == modes["uploads/2026/05"] == 0o750 and modes["uploads/2026/05/tide.jpg"] == 0o640
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("base*")} == {0o600}


def test_the_group_may_be_let_through_to_uploads(site: Settings, tmp_path: Path) -> None:
    file_permissions.mend(site)
    (tmp_path / "site").chmod(0o710)
    assert list(file_permissions.find_open_files(site)) == []
    for mode in (0o711, 0o750, 0o720):
        (tmp_path / "site").chmod(mode)
        assert list(file_permissions.find_open_files(site)) == [(tmp_path / "site", 0o700)]


def test_uploads_elsewhere_are_their_owners_affair(site: Settings, tmp_path: Path) -> None:
    file_permissions.mend(site)
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    shutil.rmtree(tmp_path / "site" / "uploads")
    settings = Settings(uploads=tmp_path / "elsewhere")
    assert list(file_permissions.find_open_files(settings)) == []
