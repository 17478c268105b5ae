"""The dry run of the plan, with the texts as they would be sent: what the calendar, the command and REST show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import models

from wirepress.content.options import site
from wirepress.content.posts.loading import load_posts
from wirepress.content.posts.models import Post
from wirepress.features.social.messages.story_facts import Pictures, read_pictures
from wirepress.features.social.networks.protocol import Composed
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.social.plan.records import DAY, PlannedShare
from wirepress.features.social.queue.load_plan import TURN_TAKEN, LoadedPlan, QueueAccount, load_plan, now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.take_due import slot_key
from wirepress.features.social.send.make_message import preview_message, thaw_message

DAYS_MAX: Final = 366


@dataclass(frozen=True, slots=True)
class ForeseenShare:
    """One thing that will go out. `moment`: local time with its zone; `number`: of its row in the outbox, 0 while it has none."""

    account: QueueAccount
    post_id: int
    title: str
    moment: datetime
    slot: int
    number: int
    kind: str
    composed: Composed
    link: str


def foresee_shares(
    days: float, accounts: Collection[str] = (), now: int | None = None
) -> tuple[list[ForeseenShare], LoadedPlan]:
    """Return what goes out in the next days, in order, and the plan it stands in."""
    now = now_unix() if now is None else now
    loaded = load_plan(now + round(min(max(days, 0), DAYS_MAX) * DAY), now, accounts)
    return show_shares(loaded, loaded.plan.shares), loaded


def show_shares(loaded: LoadedPlan, shares: Sequence[PlannedShare]) -> list[ForeseenShare]:
    """Return planned shares with their texts."""
    posts = {post.pk: post for post in load_posts(sorted({share.post for share in shares}))}
    rows = [loaded.waiting[share.number] for share in shares if share.number in loaded.waiting]
    pictures = read_pictures({*(post.featured_media for post in posts.values()), *(row.picture for row in rows)})
    turns = _past_turns(posts)
    found = []
    for share in shares:
        post, account = posts.get(share.post), loaded.accounts[share.account]
        turn = turns[share.account, share.post]
        turns[share.account, share.post] += 1
        if post is None:
            continue
        row = loaded.waiting.get(share.number) or Share(
            key=slot_key(share.account, share.slot, share.post), account=share.account, service=account.row.service
        )
        composed, link = compose_share(row, post, account, turn, pictures)
        found.append(
            ForeseenShare(
                account, post.pk, post.title, local(share.moment), share.slot, share.number, row.kind, composed, link
            )
        )
    return found


def _past_turns(posts: Collection[int]) -> Counter[tuple[str, int]]:
    """How often each account has shared each post."""
    rows = Share.objects.filter(post_id__in=list(posts), state__in=TURN_TAKEN).exclude(kind="comment")
    counts = rows.order_by().values_list("account", "post_id").annotate(number=models.Count("pk"))
    return Counter({(account, post): number for account, post, number in counts})


def compose_share(
    row: Share, post: Post, account: QueueAccount, turn: int = 0, pictures: Pictures | None = None
) -> tuple[Composed, str]:
    """Return a share's message as its network would get it, and its address. Nobody outside is asked."""
    try:
        network = find_network(account.row.service)
    except UnknownNetwork as error:
        return Composed(row.text or post.title, 0, 0, [str(error)]), ""
    if row.message:
        message = thaw_message(row.message, network, account.limits, post.pk, bodies=False)
    else:
        message = preview_message(row, post, account.queue.format, network, account.limits, turn, pictures)
    return network.compose(message, account.limits), message.link.url if message.link else ""


def local(moment: int) -> datetime:
    """Return a moment in the site's zone."""
    return datetime.fromtimestamp(moment, site.zone())


def iso(moment: int) -> str | None:
    """Return a moment as REST shows it: GMT without a zone; None for none."""
    return (datetime(1970, 1, 1) + timedelta(seconds=moment)).isoformat() if moment else None
