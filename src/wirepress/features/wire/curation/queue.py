"""What the newsroom and REST read of items: lists by filter, counts, and what belongs to one item. A fixed number of queries each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from wirepress.content.posts.models import Post
from wirepress.features.wire.models import Item, Source, Version

STATES: Final[Mapping[str, str]] = {
    "queued": "Waiting",
    "held": "Held back",
    "blocked": "Blocked by rights",
    "filed": "Filed",
    "attached": "Versions of others",
    "skipped": "Kept out",
    "rejected": "Rejected",
}
FLAGS: Final = ("withdrawn", "changed", "expired", "longer")
FLAG_NAMES: Final[Mapping[str, str]] = {
    "withdrawn": "Withdrawn by its source",
    "changed": "Changed by its source",
    "expired": "Its rights have ended",
    "longer": "A better version is here",
}
TERMS_MAX: Final = 8
VERSIONS_MAX: Final = 20


@dataclass(slots=True)
class ItemDetails:
    """An item with its post, its versions and the other items of its cluster."""

    item: Item
    post: Post | None = None
    versions: Sequence[Version] = ()  # its own, the oldest first
    others: Sequence[Item] = field(default_factory=list)  # of the same cluster, the one that was filed first

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Return why it is where it is, in words."""
        return reasons_of(self.item)


def find_items(
    *,
    states: Sequence[str] = (),
    source: int = 0,
    flag: str = "",
    search: str = "",
    cluster: int = 0,
    flagged: bool = False,
    hold: str = "",
    waiting: bool = False,
) -> QuerySet[Item]:
    """Return items by filter, the newest first. `flag`: one of FLAGS; `flagged`: any of them; `hold`: why a held one waits; `waiting`: none
    that its source has withdrawn, which waits for something else."""
    rows = Item.objects.select_related("source").order_by("-seen", "-id")
    if states:
        rows = rows.filter(state__in=states)
    if source:
        rows = rows.filter(source_id=source)
    if flag:
        rows = rows.filter(flag=flag)
    if flagged:
        rows = rows.exclude(flag="")
    if cluster:
        rows = rows.filter(cluster_id=cluster)
    if hold:
        rows = rows.filter(hold=hold)
    if waiting:
        rows = rows.exclude(flag="withdrawn")
    for term in search.replace("\0", "").split()[:TERMS_MAX]:
        rows = rows.filter(Q(title__holds=term) | Q(byline__holds=term) | Q(url__holds=term))
    return rows


def count_by_state() -> dict[str, int]:
    """State -> number of items; `flagged`: how many bear a flag."""
    found = dict.fromkeys(STATES, 0) | dict(Item.objects.order_by().values_list("state").annotate(Count("id")))
    withdrawn = Item.objects.filter(state="queued", flag="withdrawn").count()
    return found | {"flagged": Item.objects.exclude(flag="").count(), "queued": found["queued"] - withdrawn}


def count_floods() -> list[tuple[int, str, int]]:
    """Return number, name and held entries of the sources of which a flood waits."""
    rows = Item.objects.filter(state="held", hold="flood").order_by().values_list("source_id", "source__name")
    return [(number, name, count) for number, name, count in rows.annotate(n=Count("id"))]


def load_item_details(number: int) -> ItemDetails | None:
    """Return one item with its post, versions and cluster, in four queries; None when there is none."""
    item = Item.objects.select_related("source").filter(pk=number).first()
    if item is None:
        return None
    post = Post.objects.filter(pk=item.post_id).first() if item.post_id else None
    versions = list(Version.objects.filter(item_id=number).order_by("-seen", "-id")[:VERSIONS_MAX])[::-1]
    others: list[Item] = []
    if item.cluster_id:
        cluster = (
            Item.objects.select_related("source", "cluster")
            .filter(cluster_id=item.cluster_id)
            .exclude(pk=number)
            .order_by("seen", "id")
        )
        others = sorted(
            cluster[:VERSIONS_MAX], key=lambda one: one.cluster is not None and one.cluster.lead_id != one.pk
        )
    return ItemDetails(item, post, versions, others)


def load_posts(items: Sequence[Item]) -> dict[int, Post]:
    """Post number -> post, without its content. One query."""
    return Post.objects.defer("content", "content_filtered").in_bulk([item.post_id for item in items if item.post_id])


def reasons_of(item: Item) -> list[dict[str, str]]:
    """Return why an item is where it is: rule and words."""
    found = item.verdict.get("reasons") if isinstance(item.verdict, dict) else None
    return [
        {"rule": str(one.get("rule", "")), "words": str(one.get("words", ""))}
        for one in found or []
        if isinstance(one, dict)
    ]


def picture_url(item: Item) -> str:
    """Return the address of the first picture that the source names; "" for none."""
    for media in item.entry.get("media", []) if isinstance(item.entry, dict) else []:
        url = str(media.get("url", "")) if isinstance(media, dict) else ""
        kind = str(media.get("kind", "")) if isinstance(media, dict) else ""
        if url.startswith(("https://", "http://")) and (not kind or kind.startswith("image/")):
            return url
    return ""


def source_choices() -> list[tuple[int, str]]:
    """Return number and name of every source, by name."""
    return list(Source.objects.order_by("name", "id").values_list("id", "name"))


def verdict_details(item: Item) -> dict[str, Any]:
    """Return the verdict's parts that people read."""
    verdict = item.verdict if isinstance(item.verdict, dict) else {}
    return {name: verdict.get(name) for name in ("action", "status", "categories", "tags", "author", "publish_at")}
