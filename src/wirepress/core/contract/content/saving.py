"""What is about to be stored, and a plugin's answer that it must not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from wirepress.core.rest.routes import Actor

ColumnValue: TypeAlias = str | int | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """A post, term or comment as it will be stored when nobody objects. Texts are filtered, dates and slugs decided already.

    `values` holds the columns: of a post title, content, excerpt, slug, status, author_id, parent_id, date_gmt, password,
    featured_media; of a term name, slug, description, parent_id; of a comment content, author_name, author_email, author_url,
    approved, post_id, parent_id.
    """

    kind: Literal["post", "term", "comment"]
    type: str  # post type, taxonomy, type of comment
    object_id: int  # 0: it is new
    values: Mapping[str, ColumnValue] = field(default_factory=dict)
    actor: Actor | None = None  # whoever stores it, where that is known

    def text(self, name: str) -> str:
        """Return a column as text; "" where it holds none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason why a change is not stored: a code for programs and a sentence for people."""

    code: str
    message: str
    status: int = 400  # HTTP status of the REST answer, 400 to 499
