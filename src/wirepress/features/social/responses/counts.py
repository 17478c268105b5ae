"""Likes, replies and reposts of what was shared: often while it is young, then seldom, then never. What costs is read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import structlog
from django.db.models import Q, QuerySet

from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.protocol import ConnectedAccount, Counts, Network, Sent
from wirepress.features.social.networks.registry import UnknownNetwork, find_network, network_names
from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import Share

log = structlog.get_logger(__name__)
HOUR: Final = 3600
DAY: Final = 24 * HOUR
# Age in seconds up to which a share is looked at so often
STEPS: Final = ((DAY, HOUR), (7 * DAY, 6 * HOUR), (30 * DAY, DAY))
PAID_AFTER: Final = 2 * DAY  # where looking costs, one look when most has happened
PER_ACCOUNT: Final = 100  # shares in one look
Counted = tuple[SocialAccount, list[Share]]


def due_shares() -> QuerySet[Share]:
    """Return the sent shares that are to be looked at, of accounts whose network counts."""
    now = now_unix()
    free, paid = _counting_networks()
    accounts = SocialAccount.objects.filter(connected=True, connection__state__in=("well", "expiring", "unreachable"))
    young = Share.objects.filter(ended__gt=now - STEPS[-1][0], state=Share.SENT)
    rows = young.filter(account__in=accounts.values("key")).exclude(remote_id="")
    due, older = Q(pk__in=[]), 0
    for age, every in STEPS:
        due |= Q(ended__gt=now - age, ended__lte=now - older, counted__lte=now - every)
        older = age
    once = Q(ended__lte=now - PAID_AFTER, ended__gt=now - 7 * DAY, counted=0)
    return rows.filter((due & Q(service__in=free)) | (once & Q(service__in=paid))).exclude(kind="imported")


def _counting_networks() -> tuple[list[str], list[str]]:
    free, paid = list[str](), list[str]()
    for name in network_names():
        facts = find_network(name).facts
        if "counts" in facts.abilities:
            (paid if facts.read_cost else free).append(name)
    return free, paid


def count_due_shares() -> list[Counted]:
    """Count what is due, one question for several shares of an account; return the shares that have new numbers."""
    groups: dict[str, list[Share]] = {}
    for row in due_shares().order_by("-ended", "-pk")[: PER_ACCOUNT * 20]:
        groups.setdefault(row.account, []).append(row)
    accounts = {row.key: row for row in SocialAccount.objects.filter(key__in=list(groups))}
    return [
        (accounts[key], _count(accounts[key], rows[:PER_ACCOUNT])) for key, rows in groups.items() if key in accounts
    ]


def _count(account: SocialAccount, rows: Sequence[Share]) -> list[Share]:
    """Keep the numbers of an account's shares. A network that does not answer is asked again at the next time."""
    sent = [sent_of(row) for row in rows]

    def read(network: Network, ready: ConnectedAccount) -> Mapping[str, Counts]:
        return network.read_counts(ready, sent)

    now = now_unix()
    try:
        found = use_account(account, read, posting=False)
    except (NetworkError, UnknownNetwork) as error:
        log.info("social.not_counted", account=account.key, error=str(error))
        Share.objects.filter(pk__in=[row.pk for row in rows]).update(counted=now)
        return []
    fresh = []
    for row in rows:
        values: dict[str, Any] = {"counted": now}
        if row.remote_id in found:
            counts = {name: number for name, number in asdict(found[row.remote_id]).items() if number is not None}
            row.counts = values["counts"] = counts
            fresh.append(row)
        Share.objects.filter(pk=row.pk).update(**values)
    return fresh


def sent_of(row: Share) -> Sent:
    """Return a share as its network took it."""
    return Sent(
        row.remote_id, row.remote_url, {name: str(value) for name, value in dict(row.remote_more or {}).items()}
    )
