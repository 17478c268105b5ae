"""What every action of curation needs: the locked item, its post, and the line about who did what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_rows
from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.models import Item

REASONS_MAX: Final = 60  # of one item; the oldest that people left go first
CAPABILITY: Final = "edit_others_posts"


@dataclass(frozen=True, slots=True)
class CurationResult:
    """The result of an action. `words`: what happened; `changed`: False when all was so already."""

    item: Item
    words: str
    changed: bool = True


def may_curate(actor: Actor) -> bool:
    """Return whether the user decides about gathered stories: whoever edits the posts of others does."""
    return actor.can(CAPABILITY)


@contextmanager
def locked_item(number: int) -> Iterator[Item]:
    """Yield one item, read anew and locked until the block ends. Raises ActionRefused when there is none."""
    with transaction.atomic():
        item = Item(pk=number)
        if not lock_rows(item):
            raise ActionRefused("wire_no_item", "There is no such item; it may have been removed with its source.", 404)
        yield item


def post_of(item: Item) -> Post | None:
    """Return the post that was made of the item; None: there is none, or it was deleted for good."""
    return Post.objects.filter(pk=item.post_id).first() if item.post_id else None


def check_permission(actor: Actor, post: Post | None = None) -> None:
    """Raises ActionRefused when the actor may not decide about the item, or not touch its post."""
    if not may_curate(actor) or (post is not None and not access.may_edit(actor, post)):
        raise ActionRefused(
            "wire_forbidden", "Your role does not decide about gathered stories.", 403 if actor.id else 401
        )


def add_reason(item: Item, actor: Actor, what: str) -> None:
    """Add to the item's reasons who did what and when. The row is not saved."""
    reasons = list(item.verdict.get("reasons", []))
    said = {"rule": "editor", "words": f"{_name(actor)} {what} ({site.now_gmt():%Y-%m-%d %H:%M} GMT)."}
    item.verdict = {**item.verdict, "reasons": [*reasons, said][-REASONS_MAX:]}


def _name(actor: Actor) -> str:
    return str(actor) if isinstance(actor, User) else f"User {actor.id}"
