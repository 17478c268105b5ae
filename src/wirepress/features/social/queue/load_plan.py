"""Reads posts, rules and history, and makes the plan of them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.core.database.rows import placeholders, query_rows
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.protocol import Limits
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.social.plan.make_plan import make_plan
from wirepress.features.social.plan.records import (
    DAY,
    AccountRules,
    PastShare,
    Plan,
    PostPool,
    WaitingShare,
)
from wirepress.features.social.plan.slots import slots_between
from wirepress.features.social.queue.conditions import reasons_against
from wirepress.features.social.queue.models import AccountQueue, BlockedPost, Share
from wirepress.features.social.queue.rules import QueueState, account_rules

PAUSED: Final = "wirepress_social_paused"  # option: nothing is sent by any account
COUNTED: Final = (Share.SENT, Share.SENDING, Share.UNKNOWN, Share.REMOVED)
TURN_TAKEN: Final = (*COUNTED, Share.FAILED, Share.DROPPED, Share.SKIPPED)
# Unix seconds of a column of GMT, reckoned by the database: a hundred thousand dates are slow to make
_EPOCH: Final = {
    "sqlite": "CAST((julianday({}) - 2440587.5) * 86400.0 + 0.5 AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM {}) AS BIGINT)",
}
_ROUNDS: Final = 6  # of choosing anew after stories that may not be shared
_MONTHS: Final = 32 * DAY


@dataclass(slots=True)
class QueueAccount:
    """An account as the queue sees it."""

    row: SocialAccount
    queue: AccountQueue
    connection: AccountConnection | None
    limits: Limits
    paused_reason: str = ""

    @property
    def key(self) -> str:
        """Its key."""
        return self.row.key


@dataclass(slots=True)
class LoadedPlan:
    """A plan with the accounts and waiting shares that it was made of. `rules`: of the accounts that share; `refused`: post -> why it
    may not be shared."""

    plan: Plan
    accounts: dict[str, QueueAccount]
    rules: dict[str, AccountRules]
    waiting: dict[int, Share]
    refused: dict[int, str] = field(default_factory=dict)


def now_unix() -> int:
    """Return the moment in unix seconds."""
    return calendar.timegm(site.now_gmt().timetuple())


def to_gmt(moment: int) -> datetime:
    """Return a moment as naive GMT."""
    return datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)


def load_accounts() -> dict[str, QueueAccount]:
    """Return all accounts by key, oldest first, with what they need to share; those that do not share say why."""
    everything_paused = bool(store.get(PAUSED, False))
    queues = {row.account_id: row for row in AccountQueue.objects.all()}
    connections = {row.account_id: row for row in AccountConnection.objects.all()}
    found: dict[str, QueueAccount] = {}
    for row in SocialAccount.objects.order_by("id"):
        connection = connections.get(row.pk)
        queue = queues.get(row.pk) or AccountQueue(account=row)
        if not queue.start and connection is not None:
            queue.start = calendar.timegm(connection.connected.timetuple())
        account = QueueAccount(row, queue, connection, _limits(row, connection))
        account.paused_reason = _paused_reason(account, everything_paused)
        found[row.key] = account
    return found


def _limits(row: SocialAccount, connection: AccountConnection | None) -> Limits:
    if connection is not None and connection.limits:
        return Limits.from_json(connection.limits)
    try:
        return find_network(row.service).facts.limits
    except UnknownNetwork:
        return Limits(length=0)


def _paused_reason(account: QueueAccount, everything_paused: bool) -> str:
    connection = account.connection
    if everything_paused:
        return "All sharing is paused."
    if account.queue.paused:
        return "The account is paused."
    if not account.row.active:
        return "The account is switched off."
    if connection is None or not account.row.connected:
        return "The account is not connected."
    if not connection.may_send:
        return connection.error or f"The account's access is {connection.state}."
    return ""


def rules_of(accounts: Iterable[QueueAccount]) -> list[AccountRules]:
    """Return the accounts' rules as the plan wants them."""
    blocked: defaultdict[str, set[int]] = defaultdict(set)
    for key, post in BlockedPost.objects.values_list("account", "post_id"):
        blocked[key].add(post)
    return [
        account_rules(
            one.queue.rules,
            QueueState(one.key, one.queue.start, one.queue.looked, bool(one.paused_reason), one.queue.quiet_until),
            one.limits,
            blocked=frozenset(blocked[one.key] | blocked[""]),
            cost=max(one.limits.cost, one.limits.link_cost),
        )
        for one in accounts
    ]


def load_plan(until: int, now: int | None = None, accounts: Collection[str] = ()) -> LoadedPlan:
    """Return what goes out from `now` until `until`, of the accounts that are named (none: of all). Reads only."""
    now = now_unix() if now is None else now
    loaded = {key: one for key, one in load_accounts().items() if not accounts or key in accounts}
    rules = rules_of(loaded.values())
    active = [one for one in rules if not one.paused]
    rows = Share.objects.filter(state=Share.WAITING, account__in=[one.key for one in active]).exclude(kind="comment")
    waiting = {row.pk: row for row in rows}
    wanted = [_as_waiting(row, loaded[row.account].queue.quiet_until) for row in waiting.values()]
    zone = site.zone()
    needs_pool = any(slots_between(one.schedule, max(one.looked, now - DAY), until, zone) for one in active)
    pool = load_pool(active, now, until) if needs_pool else PostPool()
    history = load_history(active, now)
    refused: dict[int, str] = {}
    plan = Plan((), ())
    for _ in range(_ROUNDS):
        plan = make_plan(pool, active, history, wanted, now, until, zone)
        new = _refusals({share.post for share in plan.shares if not share.number} - refused.keys(), until)
        if not new:
            break
        refused |= new
        active = [
            replace(one, posts=replace(one.posts, without_posts=one.posts.without_posts | new.keys())) for one in active
        ]
    return LoadedPlan(plan, loaded, {one.key: one for one in active}, waiting, refused)


def _as_waiting(row: Share, quiet_until: int) -> WaitingShare:
    return WaitingShare(
        row.pk, row.account, row.post_id, max(row.due, row.next_try, min(quiet_until, row.due + DAY)), row.slot
    )


def _refusals(posts: Collection[int], until: int) -> dict[int, str]:
    return reasons_against(posts, to_gmt(until)) if posts else {}


def load_history(rules: Sequence[AccountRules], now: int) -> list[PastShare]:
    """Return what accounts have shared, as far back as their rules look."""
    if not rules:
        return []
    forever = any(not one.again_after for one in rules)
    rows = Share.objects.filter(account__in=[one.key for one in rules], state__in=TURN_TAKEN).exclude(kind="comment")
    if not forever:
        back = max(max(one.again_after for one in rules), _MONTHS)
        rows = rows.filter(Q(ended__gte=now - back) | Q(ended=0))
    facts = rows.order_by().values_list("account", "post_id", "ended", "began", "due", "state", "cost", "kind")
    return [
        PastShare(account, post, ended or began or due, state in COUNTED and kind != "imported", cost)
        for account, post, ended, began, due, state, cost, kind in facts
    ]


def load_pool(rules: Sequence[AccountRules], now: int, until: int) -> PostPool:
    """Return the published posts that some account might share until a moment, oldest first, and the terms that rules name."""
    types = sorted({one for rule in rules for one in rule.posts.types})
    oldest = 0 if any(not rule.max_age for rule in rules) else now - max(rule.max_age for rule in rules)
    values: list[Any] = [*types, to_gmt(max(oldest, 0)), to_gmt(until)]
    moment = _EPOCH[connection.vendor].format("date_gmt")
    rows = query_rows(
        Post,
        f"SELECT id, {moment}, type, author_id FROM posts_post WHERE status IN ('publish', 'future') AND password = '' "
        f"AND type IN ({placeholders(types)}) AND date_gmt >= %s AND date_gmt <= %s ORDER BY date_gmt, id",
        values,
    )
    pool = PostPool()
    pool.ids = [row[0] for row in rows]
    pool.dates = [row[1] for row in rows]
    pool.types = [row[2] for row in rows]
    pool.authors = [row[3] for row in rows]
    pool.terms = _posts_of_terms({term for rule in rules for term in rule.posts.terms | rule.posts.without_terms})
    return pool


def _posts_of_terms(terms: Collection[int]) -> Mapping[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    if terms:
        for term, post in TermPost.objects.filter(term_id__in=terms).values_list("term_id", "post_id").iterator():
            found[term].add(post)
    return {term: frozenset(posts) for term, posts in found.items()}


def is_anything_due() -> bool:
    """Whether `take_due` would find something: cheap reads alone."""
    now = now_unix()
    accounts = load_accounts().values()
    active = [one.key for one in accounts if not one.paused_reason]
    waiting = Share.objects.filter(
        state__in=(Share.WAITING, Share.SENDING), account__in=active, due__lte=now, next_try__lte=now
    )
    unknown = Share.objects.filter(state=Share.UNKNOWN, next_try__gt=0, next_try__lte=now)
    if waiting.exists() or unknown.exists() or Share.objects.filter(~Q(follow=""), follow_try__lte=now).exists():
        return True
    zone = site.zone()
    return any(
        slots_between(one.schedule, max(min(one.looked, now), now - DAY), now, zone)
        for one in rules_of(accounts)
        if not one.paused
    )
