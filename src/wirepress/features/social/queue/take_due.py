"""Makes rows of the outbox of what the plan says is due. A short transaction; the plan is made before it, and unique keys guard it."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from wirepress.content.options import site
from wirepress.features.social.plan.records import DAY, DroppedShare, PlannedShare
from wirepress.features.social.plan.slots import slots_between
from wirepress.features.social.queue.end_share import end_share
from wirepress.features.social.queue.load_plan import LoadedPlan, load_plan, now_unix
from wirepress.features.social.queue.models import AccountQueue, Share

STALE: Final = DAY


def take_due() -> list[int]:
    """Return the numbers of the shares that are due now, in their order. What the plan drops is written down with its reason."""
    now = now_unix()
    loaded = load_plan(now, now)
    for dropped in loaded.plan.dropped:
        _write_dropped(loaded, dropped)
    fresh = _write_slots(loaded, now)
    due = [share.number or fresh.get((share.account, share.post, share.slot), 0) for share in loaded.plan.shares]
    return [number for number in due if number]


def slot_key(account: str, slot: int, post: int) -> str:
    """Return the key of a message that fills a slot: the same for everybody who plans the same."""
    return hashlib.sha256(f"slot {account} {slot} {post}".encode()).hexdigest()[:40]


def _write_slots(loaded: LoadedPlan, now: int) -> dict[tuple[str, int, int], int]:
    """Write rows for the slots that are due and that their accounts have been looked at; the first of several planners wins."""
    by_account: dict[str, list[PlannedShare]] = {}
    for share in loaded.plan.shares:
        if not share.number:
            by_account.setdefault(share.account, []).append(share)
    found: dict[tuple[str, int, int], int] = {}
    for key, rules in loaded.rules.items():
        account, mine = loaded.accounts[key], by_account.get(key, [])
        if not slots_between(rules.schedule, max(rules.looked, now - DAY), now, site.zone()):
            continue
        with transaction.atomic():
            if not _claim(account.queue, now):
                continue  # another process has just looked
            for share in mine:
                row, _ = Share.objects.get_or_create(
                    key=slot_key(key, share.slot, share.post),
                    defaults={
                        "account": key,
                        "service": account.row.service,
                        "post_id": share.post,
                        "slot": share.slot,
                        "due": share.moment,
                        "created": now,
                    },
                )
                found[key, share.post, share.slot] = row.pk
    return found


def _claim(queue: AccountQueue, now: int) -> bool:
    """Write down that the account's slots until now are dealt with; False when somebody else did meanwhile."""
    first = {"start": queue.start, "looked": now}
    known, is_new = AccountQueue.objects.select_for_update().get_or_create(pk=queue.account_id, defaults=first)
    if is_new:
        return True
    if known.looked != queue.looked:
        return False
    known.looked, known.start = now, known.start or queue.start
    known.save(update_fields=["looked", "start"])
    return True


def _write_dropped(loaded: LoadedPlan, dropped: DroppedShare) -> None:
    row = loaded.waiting.get(dropped.number)
    if row is not None:
        end_share(row, Share.DROPPED, dropped.reason, problem="late")


def is_anything_stale() -> bool:
    """Whether something has waited for more than a day."""
    return _stale(now_unix()).exists()


def drop_stale() -> int:
    """Give up what has waited for more than a day, for an account that sends nothing; return how many shares that are."""
    return sum(_drop(row) for row in _stale(now_unix())[:500])


def _stale(now: int) -> QuerySet[Share]:
    return Share.objects.filter(state=Share.WAITING, due__lt=now - STALE, next_try__lt=now)


def _drop(row: Share) -> bool:
    return end_share(row, Share.DROPPED, row.answer or "It waited for more than a day.", problem=row.problem or "late")
