"""Accounts as people and programs are shown them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from wirepress.content.options import site
from wirepress.features.social.plan.records import DAY
from wirepress.features.social.plan.slots import day_and_month, slots_between
from wirepress.features.social.queue.foresee import local
from wirepress.features.social.queue.load_plan import COUNTED, QueueAccount, load_accounts, now_unix, rules_of
from wirepress.features.social.queue.models import Share

LOOK_AHEAD = 31 * DAY


def account_name(account: QueueAccount) -> str:
    """Return the account's name as people gave it."""
    return account.row.name or account.key


def describe_accounts() -> list[dict[str, Any]]:
    """Return every account with its state, its next slot, what waits for it, and what it has sent and spent this month."""
    accounts, now = load_accounts(), now_unix()
    waiting = Counter(Share.objects.filter(state=Share.WAITING).values_list("account", flat=True))
    sent, spent = month_totals(now)
    rules = {one.key: one for one in rules_of(accounts.values())}
    found = []
    for key, account in accounts.items():
        rule, connection = rules[key], account.connection
        after = max(rule.looked, now)
        slots = [] if rule.paused else slots_between(rule.schedule, after, now + LOOK_AHEAD, site.zone())[:1]
        found.append(
            {
                "key": key,
                "name": account_name(account),
                "network": account.row.service,
                "handle": connection.handle if connection else "",
                "url": connection.url if connection else "",
                "active": account.row.active,
                "connected": bool(connection) and account.row.connected,
                "state": connection.state if connection else "not connected",
                "paused": account.queue.paused,
                "paused_reason": account.paused_reason,
                "next": local(slots[0]).isoformat() if slots else None,
                "waiting": waiting[key],
                "sent_this_month": sent[key],
                "spent_this_month": spent[key] / 1_000_000,
                "cost": rule.cost / 1_000_000,
                "per_month": rule.month_cap,
                "budget_month": rule.month_budget / 1_000_000,
            }
        )
    return found


def month_totals(now: int) -> tuple[Counter[str], Counter[str]]:
    """Return how much each account has sent in this month of the site's zone, and what it cost in millionths of a dollar."""
    sent, spent = Counter[str](), Counter[str]()
    _, month = day_and_month(now, site.zone())
    rows = Share.objects.filter(state__in=COUNTED, ended__gte=now - 32 * DAY).exclude(kind="imported")
    for account, ended, cost in rows.order_by().values_list("account", "ended", "cost"):
        if day_and_month(ended, site.zone())[1] == month:
            sent[account] += 1
            spent[account] += cost
    return sent, spent
