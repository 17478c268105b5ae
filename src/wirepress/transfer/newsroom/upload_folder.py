"""Files that wait to be brought in: sent by a browser, or put into the folder by hand because they are large."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Any, Final

from wirepress.settings import file_permissions
from wirepress.settings.settings import get_settings

FOLDER: Final = "imports"  # in the site's folder
SHOWN: Final = 100
_NAME: Final = re.compile(r"[^\w.-]+")


def folder() -> Path:
    """Return where they lie."""
    return get_settings().folder / FOLDER


def list_files() -> list[tuple[str, int]]:
    """Return name and size of what is there: plain files and folders, no links, nothing hidden."""
    try:
        found = sorted(folder().iterdir(), key=lambda path: path.name.lower())
    except OSError:
        return []
    shown = [path for path in found if not path.name.startswith(".") and not path.is_symlink()]
    return [(path.name, path.stat().st_size if path.is_file() else 0) for path in shown[:SHOWN]]


def find(name: str) -> Path | None:
    """Return one of them by its name; None: there is none."""
    return folder() / name if name in {known for known, _ in list_files()} else None


def keep(upload: Any) -> Path:
    """Store a file that a browser has sent; return where. Raises OSError."""
    place = folder()
    place.mkdir(mode=file_permissions.FOLDER, exist_ok=True)
    name = _NAME.sub("-", Path(str(upload.name).replace("\\", "/")).name).lstrip(".-")[-100:] or "file"
    target = place / f"{secrets.token_hex(3)}-{name}"
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_permissions.FILE)
    with os.fdopen(handle, "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return target
