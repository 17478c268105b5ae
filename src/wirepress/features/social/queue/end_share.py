"""The end of a share, whatever it is: the row, and the post's own record that Revive Old Posts' clients read."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.publish_record import note_begin, note_end

OPEN: Final = (Share.WAITING, Share.SENDING, Share.UNKNOWN)


def end_share(row: Share, state: str, answer: str, *, problem: str = "", **columns: object) -> bool:
    """Bring a share to an end, in one transaction with the post's record. False: it had come to one already, and nothing was changed.

    `answer`: what happened, in a sentence. `columns`: further columns of the row.
    """
    values = {
        "state": state,
        "answer": answer,
        "problem": problem,
        "ended": now_unix(),
        "next_try": 0,
        "holder": "",
        **columns,
    }
    with transaction.atomic():
        if not Share.objects.filter(pk=row.pk, state__in=OPEN).update(**values):
            return False
        for name, value in values.items():
            setattr(row, name, value)
        if row.kind == "now":
            note_begin(row.post_id)
            note_end(row)
    return True
