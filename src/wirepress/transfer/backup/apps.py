"""The app of backups: it has a job and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Names the job when the app is loaded."""

    name = "wirepress.transfer.backup"
    label = "backup"

    def ready(self) -> None:
        """Let workers know of the job."""
        from wirepress.core.jobs import known
        from wirepress.transfer.backup.nightly import backup_jobs

        known.add(backup_jobs)
