"""The job that does an import."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.core.hooks import Job


def import_jobs() -> Sequence[Job]:
    """Return the jobs of this app."""
    from wirepress.transfer.importing import runs

    return (Job(runs.JOB, runs.perform_import, retries=0, timeout=None),)
