"""An item as the queue shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from wirepress.content.posts.models import Post
from wirepress.features.wire.curation import queue
from wirepress.features.wire.decide.holds import HOLDS
from wirepress.features.wire.models import Item

_FEW = 3


@dataclass(frozen=True, slots=True)
class ItemCard:
    """What a list shows of an item."""

    item: Item
    post: Post | None
    why: list[str]  # the reasons that matter most to whoever decides, in words
    more: list[str]  # the others
    picture: str  # https only: the newsroom's policy lets no other be shown
    told_by: int  # other sources that tell the same story
    flag: str = ""  # in words
    waits_for: str = ""  # why it is held, in words

    @property
    def decidable(self) -> bool:
        """Return whether it may be approved here."""
        return self.item.state in ("queued", "held", "skipped", "rejected")


def load_cards(items: Sequence[Item]) -> list[ItemCard]:
    """Return the cards of the items, in two queries for all of them."""
    posts = queue.load_posts(items)
    clusters = {item.cluster_id for item in items if item.cluster_id}
    told = dict(Item.objects.filter(cluster_id__in=clusters).order_by().values_list("cluster_id").annotate(Count("id")))
    return [_card(item, posts.get(item.post_id), told.get(item.cluster_id, 1) - 1) for item in items]


def _card(item: Item, post: Post | None, told_by: int) -> ItemCard:
    reasons = sorted(queue.reasons_of(item), key=lambda one: _reason_rank(one["rule"]))
    words = [one["words"] for one in reasons]
    picture = queue.picture_url(item)
    shown = picture if picture.startswith("https://") else ""
    flag = queue.FLAG_NAMES.get(item.flag, item.flag)
    waits_for = HOLDS.get(item.hold, "") if item.state == "held" else ""
    return ItemCard(item, post, words[:_FEW], words[_FEW:], shown, told_by, flag, waits_for)


def _reason_rank(rule: str) -> int:
    """Return what somebody decided, what forbids it, what keeps it waiting; then how it was filed."""
    order = (
        "editor",
        "hold",
        "rights",
        "rule",
        "block",
        "filter",
        "limit",
        "version",
        "duplicate",
        "withdrawn",
        "status",
        "problem",
    )
    return next((place for place, kind in enumerate(order) if rule.startswith(kind)), len(order))
