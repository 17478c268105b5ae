"""What happened, as plugins are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from wirepress.core.rest.routes import Actor

EventName = Literal[
    "post.created",
    "post.updated",
    "post.published",
    "post.unpublished",
    "post.moved",
    "post.deleted",
    "term.changed",
    "term.deleted",
    "comment.created",
    "comment.updated",
    "comment.status",
    "comment.deleted",
    "user.changed",
    "user.deleted",
    "option.changed",
]
EVENT_NAMES: Final[tuple[EventName, ...]] = get_args(EventName)
EventValue: TypeAlias = str | int

# What `data` holds of each event. `object_id` is the number of the post, term, comment or user; 0 of an option.
EVENT_DATA: Final[Mapping[EventName, tuple[str, ...]]] = {
    "post.created": ("type", "status"),  # and not public
    "post.updated": ("type", "status"),
    "post.published": ("type",),  # it was not public before
    "post.unpublished": ("type", "status", "link"),  # it is no longer public: a draft again, in the trash; where it was
    "post.moved": ("type", "before", "after"),  # it is public, and its address is another one
    "post.deleted": ("type", "link"),  # where it was; "" when it was not public
    "term.changed": ("taxonomy",),  # made or changed
    "term.deleted": ("taxonomy",),
    "comment.created": ("approved", "post"),  # approved: 1, 0, spam, trash
    "comment.updated": ("post",),
    "comment.status": ("before", "after", "post"),
    "comment.deleted": ("post",),
    "user.changed": (),  # made or changed
    "user.deleted": (),
    "option.changed": ("option",),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to content, told after the transaction committed."""

    name: EventName
    object_id: int
    data: Mapping[str, EventValue] = field(default_factory=dict)
    actor: Actor | None = field(default=None, compare=False)  # who wrote a post; None: nobody, it came by itself
