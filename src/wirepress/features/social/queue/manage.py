"""What people do to the queue. Each function does one thing in one transaction and returns a sentence about it, or the row that it made."""

from __future__ import annotations

import calendar
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site, store
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.core.rest.routes import Actor
from wirepress.features.social import accounts
from wirepress.features.social.messages import message_format
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.plan.slots import slots_between
from wirepress.features.social.queue import rules
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.social.queue.end_share import end_share
from wirepress.features.social.queue.load_plan import PAUSED, load_accounts, now_unix, rules_of
from wirepress.features.social.queue.models import AccountQueue, BlockedPost, Share
from wirepress.features.social.queue.publish_now import SEND_JOB
from wirepress.features.social.queue.take_due import slot_key

CAPABILITY: Final = "edit_others_posts"  # who decides about the queue; rules and accounts are for `manage_options`
TEXT_MAX: Final = 10_000
AHEAD_MAX: Final = 366 * 86400


class WrongValues(ActionRefused):
    """Values that will not do, each with what is wrong."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("rest_invalid_param", " ".join(f"{name}: {fault}" for name, fault in faults.items()), 400)
        self.faults = dict(faults)


def may_decide(actor: Actor) -> bool:
    """Whether somebody decides about what goes out."""
    return actor.can(CAPABILITY)


def may_share(actor: Actor, post_id: int) -> bool:
    """Whether somebody may have a story shared: who edits it."""
    post = Post.objects.filter(pk=post_id).first()
    return post is not None and actor.can("edit_posts") and access.may_edit(actor, post)


def find_account(key: str) -> SocialAccount:
    """Return an account by its key, or by its name where one alone has it. Raises ActionRefused."""
    found = list(SocialAccount.objects.filter(key=key)) or list(SocialAccount.objects.filter(name=key)[:2])
    if len(found) != 1:
        raise ActionRefused(
            "social_no_account",
            f"There is no account “{key}”." if not found else f"Several accounts are called “{key}”: say its key.",
            404,
        )
    return found[0]


def change_rules(account: SocialAccount, values: Mapping[str, Any], format_values: Mapping[str, Any]) -> AccountQueue:
    """Set some of an account's rules and of its messages' format. Raises WrongValues, and nothing is changed."""
    faults = rules.find_faults(values) | message_format.find_faults(format_values)
    if faults:
        raise WrongValues(faults)
    with transaction.atomic():
        row = _locked_queue(account)
        row.rules = {**row.rules, **values}
        row.format = {**row.format, **format_values}
        row.save(update_fields=["rules", "format", "start"])
    return row


def pause_account(account: SocialAccount, paused: bool) -> str:
    """Stop an account's shares, or let them go on from now: what it would have shared meanwhile is not made up for."""
    with transaction.atomic():
        row = _locked_queue(account)
        if row.paused == paused:
            return f"{account} {'is paused' if paused else 'shares'} already."
        row.paused = paused
        if not paused:
            row.start, row.looked = now_unix(), now_unix()
        row.save(update_fields=["paused", "start", "looked"])
    return f"{account} is paused." if paused else f"{account} shares again, from now on."


def pause_all(paused: bool) -> str:
    """Stop all sharing, or let it go on from now."""
    with store.locked(PAUSED):
        if bool(store.get(PAUSED, False)) == paused:
            return "All sharing is paused already." if paused else "Nothing was paused."
        store.put(PAUSED, paused)
        if not paused:
            AccountQueue.objects.update(looked=now_unix())
    return "All sharing is paused." if paused else "Sharing goes on, from now on."


def _locked_queue(account: SocialAccount) -> AccountQueue:
    loaded = load_accounts().get(account.key)
    start = loaded.queue.start if loaded else now_unix()
    AccountQueue.objects.get_or_create(account=account, defaults={"start": start})
    row = AccountQueue.objects.select_for_update().get(account=account)
    row.start = row.start or start
    return row


def share_story(
    post_id: int, account: SocialAccount, *, actor: Actor, text: str = "", picture: int = 0, when: int = 0
) -> Share:
    """Put a share into the queue, for now or for a moment. Raises ActionRefused with the reason why it may not go out."""
    now = now_unix()
    _check(text, when, now)
    if not when and (reason := reason_against(post_id)):
        raise ActionRefused("social_not_shared", reason, 400)
    if not account.active or account.key not in accounts.active_accounts():
        raise ActionRefused("social_account_off", f"{account} is switched off.", 400)
    with transaction.atomic():
        row = Share.objects.create(
            account=account.key,
            service=account.service,
            post_id=post_id,
            kind="hand",
            key=secrets.token_hex(20),
            due=max(when, now),
            text=text,
            picture=picture,
            created=now,
            user_id=actor.id,
        )
        if row.due <= now:
            enqueue_once(SEND_JOB, "due")
    return row


def keep_slot(account: SocialAccount, slot: int, post_id: int, *, actor: Actor) -> Share:
    """Write down what the plan foresees for a slot, so that it can be changed; return its row."""
    loaded = load_accounts()[account.key]
    schedule = next(iter(rules_of([loaded]))).schedule
    known = (
        slots_between(schedule, slot - 1, slot, site.zone())
        if loaded.queue.looked < slot <= now_unix() + AHEAD_MAX
        else []
    )
    if not known:
        raise ActionRefused("social_no_slot", "The account's plan has no such slot.", 404)
    if not Post.objects.filter(pk=post_id).exists():
        raise ActionRefused("social_no_post", "There is no such story.", 404)
    row, _ = Share.objects.get_or_create(
        key=slot_key(account.key, slot, post_id),
        defaults={
            "account": account.key,
            "service": account.service,
            "post_id": post_id,
            "slot": slot,
            "due": slot,
            "created": now_unix(),
            "user_id": actor.id,
        },
    )
    return row


def change_share(row: Share, *, text: str | None = None, picture: int | None = None, when: int | None = None) -> str:
    """Change the words, the picture or the moment of a share that waits. Raises ActionRefused."""
    now = now_unix()
    _check(text or "", when or 0, now)
    values: dict[str, Any] = {}
    if text is not None:
        values["text"] = text
    if picture is not None:
        values["picture"] = picture
    if when is not None:
        values |= {"due": max(when, now), "next_try": 0}
    values["message"] = None  # it is written anew
    if not Share.objects.filter(pk=row.pk, state=Share.WAITING, prepared=None).update(**values):
        raise ActionRefused(
            "social_not_waiting", "It has been sent or is being sent: it can no longer be changed.", 409
        )
    return "Changed."


def skip_share(row: Share) -> str:
    """Take a share out of the queue. A story of a slot is not chosen again before its time. Raises ActionRefused."""
    state = Share.SKIPPED if row.slot else Share.CANCELLED
    waits = Share.objects.filter(pk=row.pk, state=Share.WAITING).exists()
    if not waits or not end_share(row, state, "Taken out of the queue by a person.", problem="person"):
        raise ActionRefused("social_not_waiting", "It has been sent or is being sent.", 409)
    return "Skipped." if row.slot else "Taken out of the queue."


def block_post(post_id: int, account: str = "") -> str:
    """Never share a story by itself, on one account or (`account` "") on any; what waits of it in slots is taken out."""
    with transaction.atomic():
        BlockedPost.objects.get_or_create(post_id=post_id, account=account)
        rows = Share.objects.filter(post_id=post_id, state=Share.WAITING, kind="slot")
        for row in rows.filter(account=account) if account else rows:
            end_share(row, Share.SKIPPED, "The story was blocked.", problem="person")
    return "Blocked: it is no longer shared by itself."


def unblock(number: int) -> str:
    """Let a blocked story be chosen again. Raises ActionRefused."""
    if not BlockedPost.objects.filter(pk=number).delete()[0]:
        raise ActionRefused("social_no_block", "There is no such block.", 404)
    return "It may be shared again."


def retry_share(row: Share) -> str:
    """Send what failed, or what a person says is not there, once more. Raises ActionRefused."""
    values = {"state": Share.WAITING, "next_try": 0, "tries": 0, "prepared": None, "message": None, "due": now_unix()}
    with transaction.atomic():
        if not Share.objects.filter(pk=row.pk, state__in=(Share.FAILED, Share.UNKNOWN, Share.DROPPED)).update(**values):
            raise ActionRefused(
                "social_not_failed", "Only what failed, or is not known to be there, is sent again.", 409
            )
        enqueue_once(SEND_JOB, "due")
    return "It is sent again."


def confirm_share(row: Share, url: str = "") -> str:
    """A person has looked and found the post at the network. Raises ActionRefused."""
    if row.state != Share.UNKNOWN or not end_share(row, Share.SENT, "Found there by a person.", remote_url=url[:1000]):
        raise ActionRefused("social_not_unknown", "What became of it is known already.", 409)
    return "Noted: it is there."


def read_moment(text: str) -> int:
    """Return a moment (ISO 8601; without a zone: GMT) as unix seconds. Raises ActionRefused."""
    try:
        moment = datetime.fromisoformat(text)
        return calendar.timegm(moment.utctimetuple())
    except (ValueError, OverflowError):
        raise ActionRefused(
            "rest_invalid_param", "The moment is a date and time like 2026-05-04T17:30:00.", 400
        ) from None


def _check(text: str, when: int, now: int) -> None:
    if len(text) > TEXT_MAX or "\0" in text:
        raise ActionRefused("rest_invalid_param", f"A message has at most {TEXT_MAX} characters.", 400)
    if when > now + AHEAD_MAX:
        raise ActionRefused("rest_invalid_param", "The moment is more than a year ahead.", 400)
