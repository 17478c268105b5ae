from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.report import Report

Bring = Callable[..., Report]


@pytest.fixture
def bring(tmp_path: Path, db: None, change_settings: Callable[..., None]) -> Bring:
    """Brings files in, each given as its text or bytes."""
    change_settings(url="https://new.example")

    def _bring(*contents: str | bytes, **choices: Any) -> Report:
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"part-{number}.xml"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(str(path))
        return run_import(ImportRequest(tuple(paths), **choices))

    return _bring
