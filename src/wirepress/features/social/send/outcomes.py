"""How a try ended, as the outbox keeps it: taken, refused, to be tried again, not known."""

from __future__ import annotations

from typing import Any, Final

from wirepress.features.social.networks.errors import AccountTrouble, NetworkError, PictureRefused, RateLimited
from wirepress.features.social.networks.protocol import Facts, Sent
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.social.plan.records import DAY
from wirepress.features.social.queue.end_share import end_share
from wirepress.features.social.queue.load_plan import QueueAccount, now_unix
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.send.make_message import without_pictures

WAITS: Final = (60, 300, 900, 3600, 4 * 3600)  # seconds after failures that pass
ASK_WAITS: Final = (300, 1800, 6 * 3600)  # seconds between questions about an unknown outcome
TROUBLE_WAIT: Final = 1800
DOUBT_MAX: Final = 3 * DAY
QUIET_MAX: Final = DAY  # the longest that a network's wish for quiet is believed


def take(row: Share, sent: Sent, words: str) -> str:
    """It is there; its first comment is queued."""
    columns: dict[str, Any] = {
        "remote_id": sent.id[:400],
        "remote_url": sent.url[:1000],
        "remote_more": dict(sent.more),
        "cost": row.cost,
    }
    end_share(row, Share.SENT, words or sent.url or "Taken.", **columns)
    _queue_comment(row)
    return Share.SENT


def _queue_comment(row: Share) -> None:
    text = str((row.message or {}).get("comment") or "")
    if text and not row.parent_id:
        now = now_unix()
        frozen = {"text": text, "link": "", "title": "", "description": ""}
        columns = {"account": row.account, "service": row.service, "post_id": row.post_id, "kind": "comment"}
        times = {"due": now, "created": now}
        Share.objects.get_or_create(
            key=f"{row.key[:60]}c1", defaults={**columns, **times, "parent_id": row.pk, "text": text, "message": frozen}
        )


def _words(error: NetworkError) -> str:
    return error.message if not error.answer or error.answer in error.message else f"{error.message} ({error.answer})"


def ask_later(row: Share, error: NetworkError) -> None:
    """Leave it unknown: the network is asked in a while, a few times; then a person decides. Where a repeat is harmless, it is repeated
    for as long as it is."""
    now, asked = now_unix(), max(row.tries - 1, 0)
    facts = facts_of(row.service)
    settle = int(facts.settle.total_seconds()) if facts is not None else ASK_WAITS[0]
    if facts is not None and facts.repeat is not None and now - row.first_try < facts.repeat.total_seconds():
        when = now + (settle if not asked else WAITS[min(asked - 1, len(WAITS) - 1)])
    else:
        when = now + (settle if not asked else ASK_WAITS[asked]) if asked < len(ASK_WAITS) else 0
    values = {"state": Share.UNKNOWN, "holder": "", "next_try": when, "answer": _words(error), "problem": error.kind}
    Share.objects.filter(pk=row.pk, state=Share.SENDING).update(**values)


def facts_of(service: str) -> Facts | None:
    """Return what is known of a network; None where it is not there."""
    try:
        return find_network(service).facts
    except UnknownNetwork:
        return None


def _drop_pictures(row: Share, error: PictureRefused) -> None:
    """The same message without pictures may go: once, and where no picture is needed."""
    frozen = row.message or {}
    if not frozen.get("picture") and not frozen.get("card_picture"):
        refuse(row, error)
        return
    values = {"message": without_pictures(frozen), "prepared": None, "next_try": now_unix()}
    Share.objects.filter(pk=row.pk).update(
        state=Share.WAITING, holder="", answer=f"Without its picture: {_words(error)}", **values
    )


def refuse(row: Share, error: NetworkError) -> None:
    """The network does not take it, and would not later."""
    end_share(row, Share.FAILED, _words(error), problem=error.kind)


def stay_unknown(row: Share, error: NetworkError) -> None:
    """Whether an earlier try was taken could not be found out for a reason of another kind: it is asked again while that may pass, for some
    days; then a person decides."""
    now = now_unix()
    lasts = error.passing or isinstance(error, AccountTrouble)
    wait = int(error.retry_after.total_seconds()) if isinstance(error, RateLimited) else TROUBLE_WAIT
    when = now + wait if lasts and now - row.first_try < DOUBT_MAX else 0
    values = {"state": Share.UNKNOWN, "holder": "", "next_try": when, "answer": _words(error), "problem": error.kind}
    Share.objects.filter(pk=row.pk, state=Share.SENDING).update(**values)


def end_or_wait(row: Share, account: QueueAccount, error: NetworkError) -> None:
    """Nothing was posted. What passes waits; trouble of the account waits for a person, and stops the account; the rest ends it."""
    if isinstance(error, AccountTrouble):
        _put_back(row, error, wait=0)
        return
    if isinstance(error, PictureRefused):
        _drop_pictures(row, error)
        return
    if not error.passing:
        refuse(row, error)
        return
    wait = WAITS[min(row.tries - 1, len(WAITS) - 1)] if row.tries else WAITS[0]
    if isinstance(error, RateLimited):
        wait = min(max(int(error.retry_after.total_seconds()), 1), QUIET_MAX)
        AccountQueue.objects.update_or_create(
            account_id=account.row.pk,
            defaults={"quiet_until": now_unix() + wait},
            create_defaults={
                "quiet_until": now_unix() + wait,
                "start": account.queue.start,
                "looked": account.queue.looked,
            },
        )
    if now_unix() + wait - row.due > DAY:
        end_share(row, Share.FAILED, f"Given up after a day: {_words(error)}", problem=error.kind)
        return
    _put_back(row, error, wait=wait)


def _put_back(row: Share, error: NetworkError, *, wait: int) -> None:
    """Nothing was posted: it waits again, with the network's words for people to see."""
    when = now_unix() + wait if wait else 0
    values = {"next_try": when, "answer": _words(error), "problem": error.kind, "holder": "", "prepared": None}
    Share.objects.filter(pk=row.pk).update(state=Share.WAITING, **values)
