"""Sends one share: it is taken by one process, its message and what the network prepared are stored, and only then it is posted.

A share whose outcome is not known is never simply sent again: the network is asked first, unless a repeat is harmless there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import F

from wirepress.content.posts.models import Post
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.messages.story_facts import read_story
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.errors import (
    AccountTrouble,
    Duplicate,
    NetworkError,
    OutcomeUnknown,
    PictureRefused,
    RateLimited,
)
from wirepress.features.social.networks.protocol import (
    Facts,
    Message,
    Network,
    Prepared,
    ReplyTo,
    Sent,
)
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.social.plan.records import DAY
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.social.queue.end_share import end_share
from wirepress.features.social.queue.load_plan import TURN_TAKEN, QueueAccount, load_accounts, now_unix
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.queue.publish_record import note_begin
from wirepress.features.social.send.make_message import (
    freeze_message,
    thaw_message,
    without_pictures,
    write_for_share,
)

log = structlog.get_logger(__name__)
WAITS: Final = (60, 300, 900, 3600, 4 * 3600)  # seconds after failures that pass
ASK_WAITS: Final = (300, 1800, 6 * 3600)  # seconds between questions about an unknown outcome
QUIET_MAX: Final = DAY  # the longest that a network's wish for quiet is believed


def send_share(number: int, holder: str) -> str:
    """Send a waiting share; return its state afterwards, "" when it was not there to be sent."""
    account = _claim(number, holder)
    if account is None:
        return ""
    row = Share.objects.get(pk=number)
    if row.kind != "comment" and (reason := reason_against(row.post_id)):
        end_share(row, Share.DROPPED, reason, problem="rules")
        return row.state
    return _try(row, account, lambda: _send(row, account))


def resolve_share(row: Share) -> str:
    """Find out what became of a share whose outcome is not known, and send it if it is certainly not there. The caller has taken it."""
    account = load_accounts().get(row.account)
    if account is None or row.prepared is None:
        Share.objects.filter(pk=row.pk).update(state=Share.WAITING, holder="")
        return Share.WAITING
    return _try(row, account, lambda: _resolve(row, account))


def _claim(number: int, holder: str) -> QueueAccount | None:
    row = Share.objects.filter(pk=number, state=Share.WAITING).first()
    account = load_accounts().get(row.account) if row is not None else None
    if row is None or account is None or account.paused_reason:
        return None
    with transaction.atomic():
        mine = {"state": Share.SENDING, "holder": holder, "began": now_unix(), "tries": F("tries") + 1}
        if not Share.objects.filter(pk=number, state=Share.WAITING).update(**mine):
            return None
        if row.kind == "now":
            note_begin(row.post_id)
    return account


def _try(row: Share, account: QueueAccount, action: Callable[[], Sent]) -> str:
    """Run the action and write down how it ended."""
    try:
        sent = action()
    except Duplicate as error:
        if error.sent_id:
            return _take(row, Sent(error.sent_id), f"{error.message} It is taken as sent.")
        end_share(row, Share.FAILED, _words(error), problem=error.kind)
    except OutcomeUnknown as error:
        _ask_later(row, error)
    except PictureRefused as error:
        _drop_pictures(row, error)
    except AccountTrouble as error:
        _put_back(row, error, wait=0)  # its account sends nothing until a person has done something
    except NetworkError as error:
        _end_or_wait(row, account, error)
    except Exception as error:  # a fault of ours or of a plugin's network: whether it was posted, nobody knows
        log.exception("social.send_failed", share=row.pk)
        _ask_later(row, OutcomeUnknown(f"An error in the program: {type(error).__name__}.", answer=str(error)[:500]))
    else:
        return _take(row, sent, "")
    row.refresh_from_db(fields=["state"])
    return row.state


def _send(row: Share, account: QueueAccount) -> Sent:
    network = find_network_or_refuse(account.row)
    message = stored_message(row, account, network)
    composed = network.compose(message, account.limits)
    if composed.problems:
        raise NetworkError(" ".join(composed.problems))
    row.cost = composed.cost
    if row.prepared is None:
        prepared = use_account(account.row, lambda net, ready: net.prepare(ready, message, row.key))
    else:
        prepared = Prepared.from_json(row.prepared)
    return _post(row, account.row, message, prepared)


def _post(row: Share, account: SocialAccount, message: Message, prepared: Prepared) -> Sent:
    """Store what was prepared, so that after a crash the network can be asked; then the one creating call."""
    row.prepared, row.first_try = prepared.as_json(), row.first_try or now_unix()
    Share.objects.filter(pk=row.pk).update(prepared=row.prepared, first_try=row.first_try, cost=row.cost)
    return use_account(account, lambda net, ready: net.send(ready, message, prepared))


def _resolve(row: Share, account: QueueAccount) -> Sent:
    network = find_network_or_refuse(account.row)
    message = stored_message(row, account, network)
    prepared = Prepared.from_json(row.prepared)
    repeat = network.facts.repeat
    if repeat is not None and timedelta(seconds=now_unix() - row.first_try) < repeat:
        return _post(row, account.row, message, prepared)
    found = use_account(account.row, lambda net, ready: net.look_up(ready, message, prepared))
    return found if found is not None else _post(row, account.row, message, prepared)


def find_network_or_refuse(account: SocialAccount) -> Network:
    """Return the account's network. Raises NetworkError when it is not there any more."""
    try:
        return find_network(account.service)
    except UnknownNetwork as error:
        raise NetworkError(str(error)) from None


def stored_message(row: Share, account: QueueAccount, network: Network) -> Message:
    """Return the share's message; at the first time it is written and stored, so that every repeat says the same. Raises NetworkError."""
    if row.message is None:
        post = Post.objects.filter(pk=row.post_id).first()
        if post is None:
            raise NetworkError("The story no longer exists.")
        story = read_story(post)
        turn = _turn(row)
        written = write_for_share(row, story, account.queue.format, turn)
        row.message = freeze_message(written, story, account.queue.format) | {"turn": turn}
        Share.objects.filter(pk=row.pk).update(message=row.message)
    message = thaw_message(row.message, network, account.limits, row.post_id)
    return replace(message, reply=_reply(row)) if row.parent_id else message


def _turn(row: Share) -> int:
    earlier = Share.objects.filter(account=row.account, post_id=row.post_id, state__in=TURN_TAKEN, pk__lt=row.pk)
    return earlier.exclude(kind="comment").count()


def _reply(row: Share) -> ReplyTo:
    parent = Share.objects.filter(pk=row.parent_id, state=Share.SENT).first()
    if parent is None:
        raise NetworkError("What it comments on was not sent.")
    above = Sent(parent.remote_id, parent.remote_url, dict(parent.remote_more))
    return ReplyTo("comment", above, above)


def _take(row: Share, sent: Sent, words: str) -> str:
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


def _ask_later(row: Share, error: NetworkError) -> None:
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
        end_share(row, Share.FAILED, _words(error), problem=error.kind)
        return
    values = {"message": without_pictures(frozen), "prepared": None, "next_try": now_unix()}
    Share.objects.filter(pk=row.pk).update(
        state=Share.WAITING, holder="", answer=f"Without its picture: {_words(error)}", **values
    )


def _end_or_wait(row: Share, account: QueueAccount, error: NetworkError) -> None:
    if not error.passing:
        end_share(row, Share.FAILED, _words(error), problem=error.kind)
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
