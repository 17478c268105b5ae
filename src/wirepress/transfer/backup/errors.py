"""What ends a backup or a restore."""

from __future__ import annotations


class BackupError(Exception):
    """It was not done; the message says why, what was kept and what to do."""
