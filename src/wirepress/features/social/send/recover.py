"""Shares that a process had begun when it died, and those whose outcome is not known: taken up again, one process at a time."""

from __future__ import annotations

from typing import Final

from wirepress.core.process_names import has_died
from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.send.send_share import resolve_share

SILENT: Final = 3600  # seconds after which a process of another machine is taken for dead


def recover_shares(holder: str) -> list[str]:
    """Take up what was left behind and what is to be asked about now; return the states that came of it."""
    now, states = now_unix(), list[str]()
    for row in Share.objects.filter(state=Share.SENDING).order_by("began", "pk"):
        if row.holder == holder or not (has_died(row.holder) or row.began < now - SILENT):
            continue
        if row.prepared is None:  # nothing had gone out
            Share.objects.filter(pk=row.pk, state=Share.SENDING, holder=row.holder).update(
                state=Share.WAITING, holder=""
            )
        elif _take_over(row, Share.SENDING, holder):
            states.append(resolve_share(row))
    for row in Share.objects.filter(state=Share.UNKNOWN, next_try__gt=0, next_try__lte=now).order_by("next_try", "pk"):
        if _take_over(row, Share.UNKNOWN, holder):
            states.append(resolve_share(row))
    return states


def _take_over(row: Share, state: str, holder: str) -> bool:
    mine = {"state": Share.SENDING, "holder": holder, "began": now_unix(), "tries": row.tries + 1}
    taken = Share.objects.filter(pk=row.pk, state=state, holder=row.holder, tries=row.tries).update(**mine)
    row.state, row.holder, row.tries = Share.SENDING, holder, row.tries + 1
    return bool(taken)
