"""WordPress's own shortcodes, a file each."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every file, so that each registers its shortcodes."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
