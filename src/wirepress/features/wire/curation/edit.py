"""Change a gathered story before it is filed: its texts, its place, its status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.update import update_post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.approve import LIVE
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import check_rights

FIELDS: Final = ("title", "content", "excerpt", "categories", "tags", "author", "status", "slug")
STATUSES: Final = ("draft", "pending", "publish")


def edit_story(number: int, fields: Mapping[str, Any], *, actor: Actor) -> CurationResult:
    """Change the item's post. Fields as REST names a post's; others are refused. A story that was edited here is not overwritten by
    its source's corrections (policy `freeze`). Raises Refused."""
    given = {name: value for name, value in fields.items() if name in FIELDS and value is not None}
    with operations.locked_item(number) as item:
        post = operations.post_of(item)
        operations.check_permission(actor, post)
        if post is None or post.status == "trash":
            raise ActionRefused(
                "wire_no_post", "It has no post that could be edited. Put it into the queue first.", 409
            )
        status = given.get("status", post.status)
        if status != post.status and status not in STATUSES:
            raise ActionRefused("wire_wrong_status", f"The status is one of {', '.join(STATUSES)}.", 400)
        if status == "publish" and post.status not in LIVE:
            check_rights(item)
        changed = {
            name
            for name, value in given.items()
            if name in ("categories", "tags") or getattr(post, name, None) != value
        }
        if not changed:
            return CurationResult(item, "Nothing was different.", False)
        update_post(post, {name: given[name] for name in changed}, actor=actor)
        item.state = "filed" if post.status in LIVE else "queued" if post.status == "pending" else item.state
        operations.add_reason(item, actor, f"changed {', '.join(sorted(changed))}")
        item.save(update_fields=["state", "verdict"])
        return CurationResult(
            item, {"publish": "Saved and published.", "future": "Saved and scheduled."}.get(post.status, "Saved.")
        )
