"""Turn a gathered story down, and take that back."""

from __future__ import annotations

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.trash import restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire import dedupe
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import check_rights, file_item
from wirepress.features.wire.models import Item


def reject_item(number: int, *, actor: Actor, why: str = "") -> CurationResult:
    """Return the item stays known and never comes back by itself; its post goes to the trash. Raises ActionRefused."""
    with operations.locked_item(number) as item:
        post = operations.post_of(item)
        operations.check_permission(actor, post)
        if item.state == "rejected":
            return CurationResult(item, "It was rejected already.", False)
        reject_locked(item, actor, why)
        return CurationResult(item, "Rejected. Its post is in the trash." if post is not None else "Rejected.")


def reject_locked(item: Item, actor: Actor, why: str = "") -> None:
    """Reject an item that the caller has locked."""
    post = operations.post_of(item)
    if post is not None and post.status != "trash":
        trash_post(post, actor=actor)
    item.state = "rejected"
    operations.add_reason(item, actor, "rejected it" + (f": {why.strip()[:500]}" if why.strip() else ""))
    item.save(update_fields=["state", "verdict"])


def requeue_item(number: int, *, actor: Actor) -> CurationResult:
    """Put an item back into the queue that was rejected, kept out, held back or attached. Raises ActionRefused."""
    with operations.locked_item(number) as item:
        post = operations.post_of(item)
        operations.check_permission(actor, post)
        if item.state == "queued":
            return CurationResult(item, "It waits in the queue already.", False)
        if item.state == "filed" and post is not None:
            raise ActionRefused("wire_filed", "It is filed; change its post, or reject it.", 409)
        check_rights(item)
        if item.state == "attached":
            dedupe.leave_cluster(item)
            post = None
        if post is not None:
            if post.status == "trash":
                restore_post(post, actor=actor)
            update_post(post, {"status": "pending"}, actor=actor)
            item.state = "queued"
            operations.add_reason(item, actor, "put it into the queue again")
            item.save(update_fields=["state", "verdict"])
            return CurationResult(item, "It waits in the queue again.")
    return file_item(number, actor=actor, status="pending", did="put it into the queue")
