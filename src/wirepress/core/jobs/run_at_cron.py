"""What hosts that call /wp-cron.php every few minutes get done by it, whether or not a worker runs."""

from __future__ import annotations

import structlog

from wirepress.core.jobs import known

log = structlog.get_logger(__name__)


def run_at_cron() -> int:
    """Run the quick jobs that are needed now; return how many were. One that fails is logged, and the others are still run."""
    count = 0
    for job in known.every().values():
        if not job.at_cron or (job.needed is not None and not job.needed()):
            continue
        count += 1
        try:
            job.run()
        except Exception:
            log.exception("job.failed_at_cron", job=job.name)
    return count
