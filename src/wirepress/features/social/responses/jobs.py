"""Looking at what readers did, by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.core.hooks import Job


def jobs() -> Sequence[Job]:
    """Return the job that counts."""
    return (Job("social.responses", read_responses, every=timedelta(minutes=10), retries=0, needed=is_any_due),)


def is_any_due() -> bool:
    """Whether a share is to be looked at. A site that shares nothing is spared the networks' modules."""
    from wirepress.features.social.models import AccountConnection

    if not AccountConnection.objects.exists():
        return False
    from wirepress.features.social.responses.counts import due_shares

    return due_shares().exists()


def read_responses() -> str:
    """Count what readers did with shares that are due, and take their answers over where that is wanted."""
    from wirepress.features.social.responses.counts import count_due_shares
    from wirepress.features.social.responses.replies import take_replies

    counted = count_due_shares()
    taken = sum(take_replies(account, shares) for account, shares in counted)
    return f"{sum(len(shares) for _, shares in counted)} shares looked at, {taken} answers taken over"
