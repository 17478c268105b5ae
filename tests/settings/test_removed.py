"""Settings of earlier days: whoever still has one is told that it is gone, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from wirepress.settings.settings import FILE_NAME, SettingsError, get_settings


@pytest.fixture(autouse=True)
def no_settings_yet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))
    return tmp_path


def test_a_removed_setting_in_the_file_is_named(no_settings_yet: Path) -> None:
    (no_settings_yet / FILE_NAME).write_text('jobs_url = "redis://127.0.0.1/0"\n')
    with pytest.raises(
        SettingsError, match=r"'jobs_url' is gone: jobs wait in the site's own database.*Take its line out"
    ):
        get_settings.__wrapped__()


def test_a_removed_setting_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREPRESS_JOBS_URL", "redis://127.0.0.1/0")
    with pytest.raises(SettingsError, match=r"'jobs_url' is gone.*WIREPRESS_JOBS_URL out of the environment"):
        get_settings.__wrapped__()
    monkeypatch.setenv("WIREPRESS_JOBS_URL", "")
    assert get_settings.__wrapped__().redis_url == ""
