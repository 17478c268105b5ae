"""The demo's social life: two practice accounts with a full calendar, a month of shares, and an account whose access has expired.

Nothing leaves the demo: what is connected is the practice network, and the accounts of real networks hold no access.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.core.hooks import DemoContext
from wirepress.core.secrets.sealing import seal
from wirepress.features.social import accounts
from wirepress.features.social.messages.story_facts import StoryFacts, read_story
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.send.make_message import freeze_message, write_for_share

_DAYS: Final = 30
_HARBOUR: Final[dict[str, Any]] = {
    "schedule": "fixed",
    "times": ["08:15", "12:30", "18:45"],
    "min_age_days": 1,
    "again_after_days": 12,
    "order": "random",
    "gap_minutes": 30,
}
_DESK: Final[dict[str, Any]] = {"every_hours": 9, "again_after_days": 15, "order": "oldest", "per_day": 3}


def fill_demo(context: DemoContext) -> None:
    """Write accounts, rules and a month of shares."""
    harbour = _account("practice_harbour", "practice", "Harbour board (practice)", _HARBOUR, {"hashtags": "categories"})
    desk = _account(
        "practice_desk",
        "practice",
        "Evening desk (practice)",
        _DESK,
        {"content": "title_excerpt", "max_length": 320, "hashtags": "tags"},
    )
    square = _account("mastodon_demo_1", "mastodon", "Courier on the square", {}, {}, state="expired")
    now = int(
        (context.now - context.now.replace(year=1970, month=1, day=1, hour=0, minute=0, second=0)).total_seconds()
    )
    dice = context.dice("social")
    numbers = list(context.post_ids)
    stories = {
        post.pk: read_story(post) for post in Post.objects.filter(pk__in=dice.sample(numbers, min(len(numbers), 40)))
    }
    rows = []
    for account, a_day in ((harbour, 3), (desk, 2), (square, 1)):
        order = dice.sample(sorted(stories), len(stories))
        for at in range(_DAYS * a_day):
            moment = now - 3600 * 5 - round(at * 86400 / a_day) - dice.randrange(600)
            story = stories[order[at % len(order)]]
            rows.append(_share(account, story, moment, dice.random(), account.queue.format))
    for at, row in enumerate(rows[-3:]):  # what the expired access left behind
        row.state, row.problem, row.ended = Share.FAILED, "expired", now - 3600 * (7 + at * 5)
        row.answer, row.due = "The access has expired. Connect the account again.", row.ended
    Share.objects.bulk_create(sorted(rows, key=lambda row: row.due))
    AccountQueue.objects.update(looked=now)
    accounts.forget_accounts()


def _account(
    key: str, service: str, name: str, rules: dict[str, Any], format_: dict[str, Any], *, state: str = "well"
) -> SocialAccount:
    account = SocialAccount.objects.create(key=key, service=service, name=name, connected=True)
    moment = site.now_gmt() - timedelta(days=_DAYS + 1)
    AccountConnection.objects.create(
        account=account,
        external_id=key.partition("_")[2],
        handle="@courier@square.example" if service == "mastodon" else "practice",
        options={"instance": "https://square.example"} if service == "mastodon" else {},
        secrets=seal({}),
        home=site.home(),
        connected=moment,
        checked=moment,
        state=state,
        error="" if state == "well" else "The access has expired. An administrator has to connect the account again.",
    )
    AccountQueue.objects.create(account=account, rules=rules, format=format_)
    return account


def _share(account: SocialAccount, story: StoryFacts, moment: int, chance: float, format_: Any) -> Share:
    row = Share(
        account=account.key,
        service=account.service,
        post_id=story.post,
        kind="now" if chance < 0.15 else "slot",
        state=Share.SENT,
        key=hashlib.sha256(f"demo {account.key} {moment}".encode()).hexdigest()[:40],
        due=moment,
        ended=moment + 2,
        created=moment,
        tries=1,
    )
    row.message = freeze_message(write_for_share(row, story, format_, 0), story, format_, short=False)
    row.answer = "Taken."
    if chance > 0.97:
        row.state, row.problem, row.answer = Share.FAILED, "text", "Refused: the text was too long by four characters."
    elif chance > 0.95:
        row.state, row.problem, row.answer = Share.DROPPED, "late", "It was due more than a day ago."
    else:
        row.remote_id = row.key
        row.counts = _counts(chance)
        row.counted = row.ended
    return row


def _counts(chance: float) -> dict[str, int]:
    names: Sequence[str] = ("likes", "reposts", "replies")
    return {name: int(chance * 40 / (at + 1)) for at, name in enumerate(names)}
