"""Where recorded events lie: below the site's folder, for its owner alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wirepress.settings.settings import get_settings

SPOOL: Final = "reading"  # the spool's name
PATH: Final = "/wp-includes/pages/read"  # where pages leave their messages


def spool_folder() -> Path:
    """Return the folder of events that are not counted yet."""
    return get_settings().folder / "spool" / SPOOL


def archive_folder() -> Path:
    """Return the folder of events that are counted."""
    return spool_folder() / "counted"
