"""Tells archives by their bytes and opens them."""

from __future__ import annotations

from pathlib import Path


def is_archive(path: Path) -> bool:
    """Return whether a file is an archive of several files that can be gone through."""
    return False
