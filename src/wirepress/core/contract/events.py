"""What happened, as plugins are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to content, told after the transaction committed."""

    name: str  # post.published, post.updated, post.trashed, post.deleted, comment.created, term.changed, user.changed, option.changed
    object_id: int
    data: Mapping[str, Any] = field(default_factory=dict)
