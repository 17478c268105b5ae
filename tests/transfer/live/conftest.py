from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wirepress.content.options import store
from wirepress.transfer.live import reading_state


@pytest.fixture
def room(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site's folder of the test, where what is read lies."""
    real = reading_state.get_settings()
    monkeypatch.setattr(reading_state, "get_settings", lambda: real.model_copy(update={"site": tmp_path}))
    store.forget()
    yield tmp_path
    store.forget()
