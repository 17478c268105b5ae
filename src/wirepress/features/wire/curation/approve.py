"""Publish a gathered story, or schedule it where its source asks for a later moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.actions.trash import restore_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import check_rights, file_item
from wirepress.features.wire.models import Item

LIVE = ("publish", "future")


def approve_item(number: int, *, actor: Actor) -> CurationResult:
    """Publish the item's story; an embargo makes it wait for its moment. An item that has no post yet gets one.

    Raises Refused: no such item, no right to do so, the source's rights forbid it (and why), attached to another story.
    """
    with operations.locked_item(number) as item:
        post = operations.post_of(item)
        operations.check_permission(actor, post)
        if item.state == "filed" and post is not None and post.status in LIVE:
            return CurationResult(
                item, "It is published already." if post.status == "publish" else "It is scheduled already.", False
            )
        if item.state == "attached":
            raise ActionRefused(
                "wire_attached",
                "It is a version of another story. Take it out of there first: decide about it again.",
                409,
            )
        check_rights(item)
        if post is not None:
            return _publish_post(item, post, actor)
    return file_item(number, actor=actor, status="publish", did="approved it")


def _publish_post(item: Item, post: Post, actor: Actor) -> CurationResult:
    if post.status == "trash":
        restore_post(post, actor=actor)
    later = embargo_of(item)
    fields: dict[str, Any] = {"status": "publish"} | ({"status": "future", "date_gmt": later} if later else {})
    update_post(post, fields, actor=actor)
    item.state = "filed"
    operations.add_reason(item, actor, f"approved it for {later:%Y-%m-%d %H:%M} GMT" if later else "approved it")
    item.save(update_fields=["state", "verdict"])
    return CurationResult(
        item,
        f"Scheduled for {later:%Y-%m-%d %H:%M} GMT: until then its source does not allow it."
        if later
        else "Published.",
    )


def embargo_of(item: Item) -> datetime | None:
    """Return until when the source embargoes the story (naive, GMT); None: it may be published now."""
    text = item.verdict.get("publish_at")
    if not isinstance(text, str):
        return None
    moment = datetime.fromisoformat(text)
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return moment if moment > site.now_gmt() else None
