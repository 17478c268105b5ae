"""What is done for accounts by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.core.hooks import Job


def jobs() -> Sequence[Job]:
    """Return the daily look at the accounts; access that is renewed by calendar is renewed with it."""
    return (Job("social.health", check_accounts, every=timedelta(minutes=10), retries=0, needed=is_any_due),)


def is_any_due() -> bool:
    """Whether an account is to be looked at, or the newsroom to be told of one."""
    from wirepress.features.social.connections.alerts import in_trouble
    from wirepress.features.social.connections.health import due_accounts

    return due_accounts().exists() or in_trouble().filter(told__isnull=True).exists()


def check_accounts() -> str:
    """Look at the accounts that are due."""
    from wirepress.features.social.connections.health import check_due_accounts

    return f"{check_due_accounts()} accounts looked at"
