"""What the social feature does by itself, as background jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.core.hooks import Job


def jobs() -> Sequence[Job]:
    """Return the jobs of the queue. Every share has tries and waits of its own, so the jobs repeat nothing."""
    from wirepress.features.social.queue.load_plan import is_anything_due
    from wirepress.features.social.queue.publish_now import SEND_JOB
    from wirepress.features.social.queue.take_due import drop_stale, is_anything_stale
    from wirepress.features.social.share import FOLLOW_JOB

    return (
        Job(
            "social.send", send_due_shares, every=timedelta(minutes=1), retries=0, timeout=None, needed=is_anything_due
        ),
        Job("social.tidy", drop_stale, every=timedelta(hours=1), retries=0, needed=is_anything_stale, at_cron=True),
        Job(SEND_JOB, send_due_shares, retries=0, timeout=None),
        Job(FOLLOW_JOB, follow_post, retries=2),
    )


def send_due_shares() -> str:
    """Send what is due."""
    from wirepress.features.social.send.run import send_due

    result = send_due()
    return ", ".join(f"{count} {state}" for state, count in sorted(result.states.items())) or "nothing was due"


def follow_post(post: int) -> str:
    """Carry a change of a post to where it was shared."""
    from wirepress.features.social.send.follow_up import follow_up, look_at_post

    marked = look_at_post(post)
    return f"{follow_up()} of {marked} followed" if marked else "nothing to follow"
