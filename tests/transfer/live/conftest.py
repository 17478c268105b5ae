from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from wirepress.content.options import store
from wirepress.core.files.local import LocalStorage
from wirepress.transfer.live import asking, reading_state
from wirepress.transfer.rest import fetch_pictures


@pytest.fixture
def room(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site's folder of the test, where what is read lies, and files."""
    monkeypatch.setattr(reading_state, "get_settings", lambda: SimpleNamespace(folder=tmp_path))
    kept = LocalStorage(location=tmp_path / "uploads")
    monkeypatch.setattr(fetch_pictures, "upload_storage", lambda: kept)
    store.forget()
    yield tmp_path
    store.forget()


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(asking.SiteAsker, "wait", lambda self, seconds: waited.append(seconds))
    return waited
