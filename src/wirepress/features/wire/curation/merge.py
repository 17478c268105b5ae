"""Say that two items tell one story: one of them becomes a version of the other."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.trash import trash_post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire import dedupe
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.models import Item


def merge_items(number: int, into: int, *, actor: Actor) -> CurationResult:
    """Attach an item, and whatever is attached to it, to another one's story. Its own post goes to the trash; its versions stay
    with it and are shown beside the other's. Raises Refused."""
    if number == into:
        raise ActionRefused("wire_same_item", "An item is not merged with itself. Choose the other story.", 400)
    with transaction.atomic():
        lower, higher = sorted((number, into))  # always in this order, so that two people never wait for each other
        with operations.locked_item(lower) as first, operations.locked_item(higher) as second:
            item, other = (first, second) if first.pk == number else (second, first)
            return _attach_item(item, other, actor)


def _attach_item(item: Item, other: Item, actor: Actor) -> CurationResult:
    post = operations.post_of(item)
    operations.check_permission(actor, post)
    if item.state == "attached" and item.cluster_id and item.cluster_id == other.cluster_id:
        return CurationResult(item, "They are one story already.", False)
    if other.state in ("rejected", "skipped", "blocked"):
        raise ActionRefused(
            "wire_not_lead", "The other item is not filed and does not wait; merge with one that is or does.", 409
        )
    before = item.cluster
    if before is not None and before.pk == other.cluster_id and before.lead_id == item.pk:
        raise ActionRefused("wire_is_lead", "The other item is a version of this one. Merge the other way round.", 409)
    cluster = dedupe.join_cluster(item, other.pk)
    if before is not None and before.pk != cluster.pk:
        dedupe.merge_clusters(cluster, before)
    if post is not None and post.status != "trash":
        trash_post(post, actor=actor)
    item.state = "attached"
    operations.add_reason(
        item,
        actor,
        f"merged it with “{other.title[:120]}”" + (f"; its own post {post.pk} went to the trash" if post else ""),
    )
    item.post_id = 0
    item.save(update_fields=["cluster", "state", "post_id", "verdict"])
    return CurationResult(item, f"It is a version of “{other.title[:120]}” now.")
