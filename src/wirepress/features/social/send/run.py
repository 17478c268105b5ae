"""One round: what was left behind, what is due, first comments, and what has to be changed or taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from wirepress.core.process_names import holder_name
from wirepress.features.social.networks.errors import NotReady, Unavailable
from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.publish_now import queue_forgotten
from wirepress.features.social.queue.take_due import drop_stale, take_due
from wirepress.features.social.send.follow_up import follow_up
from wirepress.features.social.send.outcomes import facts_of
from wirepress.features.social.send.recover import recover_shares
from wirepress.features.social.send.send_share import send_share

_OWN_WAITS: Final = (Unavailable.kind, NotReady.kind)


@dataclass(slots=True)
class RoundResult:
    """How many shares came to which state, and how many that were sent were changed or taken away."""

    states: Counter[str] = field(default_factory=Counter)
    followed: int = 0


def send_due(tell: Callable[[Share], None] = lambda row: None, *, hurry: bool = False) -> RoundResult:
    """Send all that is due, once, and return what became of it. `tell` hears of each share that was tried. `hurry`: a person asks, so
    that what waits after a failure is tried at once; what a network wants to wait for waits."""
    holder, result = holder_name(), RoundResult()
    if hurry:
        drop_stale()
        end_waits()
    queue_forgotten()
    result.states.update(recover_shares(holder))
    for number in take_due():
        _send(number, holder, result, tell)
    for number in _due_comments():
        _send(number, holder, result, tell)
    result.followed = follow_up()
    return result


def end_waits() -> None:
    """Let our own waits after failures end now; a network's answer is not asked for before it has settled."""
    now = now_unix()
    Share.objects.filter(state=Share.WAITING, next_try__gt=now, problem__in=_OWN_WAITS).update(next_try=now)
    for row in Share.objects.filter(state=Share.UNKNOWN, next_try__gt=now):
        facts = facts_of(row.service)
        if facts is not None and row.began + facts.settle.total_seconds() <= now:
            Share.objects.filter(pk=row.pk, state=Share.UNKNOWN).update(next_try=now)


def _send(number: int, holder: str, result: RoundResult, tell: Callable[[Share], None]) -> None:
    state = send_share(number, holder)
    if state:
        result.states[state] += 1
        tell(Share.objects.get(pk=number))


def _due_comments() -> list[int]:
    now = now_unix()
    rows = Share.objects.filter(state=Share.WAITING, kind="comment", due__lte=now, next_try__lte=now)
    return list(rows.order_by("due", "pk").values_list("pk", flat=True))
