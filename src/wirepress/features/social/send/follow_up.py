"""Corrections, unpublications and kills reach what was shared: it is edited or deleted where the network can, and said where it cannot."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.core.hooks import SettingField
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.messages.story_facts import StoryFacts, read_story
from wirepress.features.social.networks.errors import Gone, NetworkError, NotSupported
from wirepress.features.social.networks.protocol import Network, Sent
from wirepress.features.social.plan.records import DAY
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.social.queue.load_plan import QueueAccount, load_accounts, now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.send.make_message import freeze_message, thaw_message, write_for_share
from wirepress.features.social.send.send_share import find_network_or_refuse

EDIT: Final = "edit"
DELETE: Final = "delete"
CORRECT: Final = "social_correct_shares"  # option: corrections are carried out where a story was shared
REMOVE: Final = "social_remove_shares"  # option: what is no longer to be read is taken away there
SETTINGS: Final = (
    SettingField(
        CORRECT, "boolean", True, "Correct what was shared", "Where a network lets posts be edited.", group="discussion"
    ),
    SettingField(
        REMOVE,
        "boolean",
        True,
        "Delete what was shared of stories that may no longer be read",
        "Where a network lets posts be deleted.",
        group="discussion",
    ),
)
_AGAIN: Final = 600
_LONGEST: Final = 7 * DAY  # after which a passing failure is given up


def look_at_post(post_id: int) -> int:
    """Mark what was shared of a post that has changed or gone; return how many shares have to be edited or deleted."""
    rows = list(Share.objects.filter(post_id=post_id, state=Share.SENT).exclude(kind="imported").exclude(remote_id=""))
    if not rows:
        return 0
    now, marked = now_unix(), 0
    if reason_against(post_id):
        if store.get(REMOVE, True):
            marked = Share.objects.filter(pk__in=[row.pk for row in rows]).update(follow=DELETE, follow_try=now)
        return marked
    if not store.get(CORRECT, True):
        return 0
    story, accounts = read_story(Post.objects.get(pk=post_id)), load_accounts()
    for row in rows:
        account = accounts.get(row.account)
        if account is not None and row.kind != "comment" and row.message and _rewrite(row, account, story):
            marked += Share.objects.filter(pk=row.pk).update(follow=EDIT, follow_try=now)
    return marked


def follow_up(limit: int = 200) -> int:
    """Edit and delete what is marked; return how many were."""
    rows = Share.objects.filter(~Q(follow=""), follow_try__lte=now_unix()).order_by("follow_try", "pk")[:limit]
    accounts = load_accounts() if rows else {}
    return sum(_follow(row, accounts[row.account]) for row in rows if row.account in accounts)


def _follow(row: Share, account: QueueAccount) -> bool:
    sent = Sent(row.remote_id, row.remote_url, dict(row.remote_more))
    try:
        network = find_network_or_refuse(account.row)
        if row.follow == DELETE:
            use_account(account.row, lambda net, ready: net.delete(ready, sent), posting=False)
            _end(row, "Deleted there.", state=Share.REMOVED)
        else:
            _edit(row, account, network, sent)
    except (Gone, NotSupported) as error:
        _end(row, f"{error.message} It has to be {'deleted' if row.follow == DELETE else 'corrected'} by hand.")
        return False
    except NetworkError as error:
        if error.passing and now_unix() - row.ended < _LONGEST:
            note = {"follow_try": now_unix() + _AGAIN, "follow_note": error.message}
            Share.objects.filter(pk=row.pk).update(**note)
        else:
            _end(row, f"{error.message} It has to be looked at by hand.")
        return False
    return True


def _edit(row: Share, account: QueueAccount, network: Network, sent: Sent) -> None:
    post = Post.objects.filter(pk=row.post_id).first()
    fresh = _rewrite(row, account, read_story(post)) if post is not None else None
    if fresh is None:
        _end(row, row.follow_note)
        return
    message = thaw_message(fresh, network, account.limits, row.post_id)
    changed = use_account(account.row, lambda net, ready: net.edit(ready, sent, message), posting=False)
    columns = {"remote_id": changed.id, "remote_url": changed.url, "remote_more": dict(changed.more)}
    _end(row, "Corrected there.", message=fresh, **columns)


def _rewrite(row: Share, account: QueueAccount, story: StoryFacts) -> dict[str, Any] | None:
    """Return the share's message as the story is now; None when it says the same as before. Its address stays."""
    before = row.message or {}
    form = before.get("format", account.queue.format)
    written = write_for_share(row, story, form, int(before.get("turn") or 0))
    fresh = freeze_message(written, story, form, short=False)
    kept = {name: before.get(name) for name in ("link", "picture", "comment", "language", "turn")}
    if before.get("link") and written.link:
        fresh["text"] = str(fresh["text"]).replace(written.link, str(before["link"]))
    fresh |= kept
    says = ("text", "title", "description")
    return None if all(fresh[name] == before.get(name) for name in says) else fresh


def _end(row: Share, note: str, **columns: object) -> None:
    Share.objects.filter(pk=row.pk, follow=row.follow).update(follow="", follow_try=0, follow_note=note, **columns)
