"""What a list of posts asks for."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from wirepress.core.rest.routes import Actor

_NOT_A_LIMIT = {
    "types",
    "statuses",
    "actor",
    "ignore_sticky",
    "orderby",
    "order",
    "page",
    "per_page",
    "offset",
    "tax_relation",
}


@dataclass(slots=True)
class TermCondition:
    """Posts by terms of a taxonomy: those with any (OR) or all (AND) of them, or, with `include` False, those with none.

    `children`: the terms below count as well.
    """

    taxonomy: str
    terms: Sequence[int]
    include: bool = True
    children: bool = False
    operator: str = "OR"


@dataclass(slots=True)
class PostQuery:
    """What a list asks for; REST's arguments by their meaning. Dates are the site's local time, naive; empty means: any.

    `include`: these ids only ([0] finds nothing). `per_page` -1: all. `offset` wins over `page`. `own_private`: the actor's own
    private posts are listed too. A stranger's search does not find protected posts.
    """

    types: Sequence[str] = ("post",)
    statuses: Sequence[str] = ("publish",)
    actor: Actor | None = None
    search: str = ""
    search_columns: Sequence[str] = ()
    search_semantics: str = ""  # "exact": a column is the phrase
    after: datetime | None = None
    before: datetime | None = None
    modified_after: datetime | None = None
    modified_before: datetime | None = None
    from_date: datetime | None = None  # this moment included
    until_date: datetime | None = None  # this moment excluded
    author: Sequence[int] = ()
    author_exclude: Sequence[int] = ()
    include: Sequence[int] | None = None
    exclude: Sequence[int] = ()
    parent: Sequence[int] = ()
    parent_exclude: Sequence[int] = ()
    slug: Sequence[str] = ()
    menu_order: int | None = None
    mime_types: Sequence[str] = ()
    mime_families: Sequence[str] = ()
    terms: list[TermCondition] = field(default_factory=list)
    tax_relation: str = "AND"
    format: Sequence[str] = ()
    sticky: bool | None = None
    ignore_sticky: bool = True  # False: a front page, sticky posts before all others
    has_password: bool | None = None
    own_private: bool = False
    orderby: str = "date"
    order: str = "desc"
    page: int = 1
    per_page: int = 10
    offset: int | None = None

    @property
    def start(self) -> int:
        """Return how many rows are skipped."""
        if self.offset is not None:
            return max(self.offset, 0)
        return max(self.page - 1, 0) * max(self.per_page, 0)

    @property
    def plain(self) -> bool:
        """Return whether only types and statuses are asked for."""
        return not self.asks(besides=_NOT_A_LIMIT)

    def asks(self, *, besides: Container[str]) -> bool:
        """Return whether anything but these limits the list. False and 0 limit it where nothing was the default (`sticky`, `menu_order`)."""
        return any(_limits(getattr(self, f.name), f.default) for f in fields(self) if f.name not in besides)


def _limits(value: object, default: object) -> bool:
    if isinstance(value, bool):
        return value is not default
    return value not in (None, "", (), [])
