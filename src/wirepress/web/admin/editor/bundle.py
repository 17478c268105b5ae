"""The built editor, when its package is installed. It may come, go and change while the site is served."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.urls import reverse

PACKAGE: Final = "wirepress_editor"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The editor's files: the names under which the page asks for them, and where they lie."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def script(self) -> str:
        """Return the address of the page's one script."""
        return file_address(self.manifest["script"])

    @property
    def parts(self) -> list[str]:
        """Return the addresses of the scripts without which that one cannot begin."""
        return [file_address(name) for name in self.manifest["parts"]]

    def style(self, name: str, *, leftwards: bool = False) -> str:
        """Return the address of a style sheet, `page` or `canvas`, for the direction in which people write."""
        return file_address(self.manifest["styles"][f"{name}-rtl" if leftwards else name])

    def has(self, name: str) -> bool:
        """Return whether a file of that name is part of the bundle."""
        return name in self.manifest["files"]


def file_address(name: str) -> str:
    """Return the address of a file of the bundle."""
    return reverse("editor_file", args=(name,))


def find_bundle() -> Bundle | None:
    """Return the installed editor, or None. Asked for at each page: what was installed a moment ago is found."""
    folder = _package_folder()
    manifest = folder / "dist" / "manifest.json" if folder else None
    try:
        return _read_bundle(manifest, manifest.stat().st_mtime_ns) if manifest else None
    except OSError:
        return None


def _package_folder() -> Path | None:
    importlib.invalidate_caches()
    found = importlib.util.find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None


@functools.lru_cache(maxsize=2)
def _read_bundle(manifest: Path, changed: int) -> Bundle:
    return Bundle(manifest.parent, json.loads(manifest.read_text(encoding="utf-8")))
