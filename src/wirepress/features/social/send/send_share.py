"""Sends one share: it is taken by one process, its message and what the network prepared are stored, and only then it is posted.

A share whose outcome is not known is never simply sent again: the network is asked first, unless a repeat is harmless there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F

from wirepress.content.posts.models import Post
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.messages.story_facts import read_story
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.errors import (
    Duplicate,
    NetworkError,
    OutcomeUnknown,
)
from wirepress.features.social.networks.protocol import (
    Message,
    Network,
    Prepared,
    ReplyTo,
    Sent,
)
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.social.queue.end_share import end_share
from wirepress.features.social.queue.load_plan import TURN_TAKEN, QueueAccount, load_accounts, now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.publish_record import note_begin
from wirepress.features.social.send import outcomes
from wirepress.features.social.send.make_message import (
    freeze_message,
    thaw_message,
    write_for_share,
)

log = structlog.get_logger(__name__)


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
    if row.prepared is None:  # nothing had gone out
        Share.objects.filter(pk=row.pk).update(state=Share.WAITING, holder="")
        return Share.WAITING
    if account is None:
        Share.objects.filter(pk=row.pk).update(state=Share.UNKNOWN, holder="", next_try=0)
        return Share.UNKNOWN
    if account.paused_reason:  # it might have to be sent again
        later = {"state": Share.UNKNOWN, "holder": "", "next_try": now_unix() + outcomes.TROUBLE_WAIT}
        Share.objects.filter(pk=row.pk).update(**later)
        return Share.UNKNOWN
    row.doubt = True
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
    """Run the action and write down how it ended. While an earlier try may have been taken (`row.doubt`) no error ends it: it stays unknown."""
    try:
        sent = action()
    except Duplicate as error:
        if error.sent_id:
            return outcomes.take(row, Sent(error.sent_id), f"{error.message} It is taken as sent.")
        outcomes.refuse(row, error)
    except OutcomeUnknown as error:
        outcomes.ask_later(row, error)
    except NetworkError as error:
        if row.doubt:
            outcomes.stay_unknown(row, error)
        else:
            outcomes.end_or_wait(row, account, error)
    except Exception as error:  # a fault of ours or of a plugin's network: whether it was posted, nobody knows
        log.exception("social.send_failed", share=row.pk)
        words = f"An error in the program: {type(error).__name__}."
        outcomes.ask_later(row, OutcomeUnknown(words, answer=str(error)[:500]))
    else:
        return outcomes.take(row, sent, "")
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
    if found is not None:
        return found
    row.doubt = False  # it is certainly not there
    return _post(row, account.row, message, prepared)


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
