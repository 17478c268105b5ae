"""Columns of plugins in the lists of stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog
from unfold.decorators import display

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.core.contract.newsroom import StoryColumn

log = structlog.get_logger(__name__)
_CELLS: Final = "_plugin_cells"


def columns_of(kind: str) -> list[StoryColumn]:
    """Return the columns of a post type, as the features that are on declare them."""
    return [column for column in extensions().declared("story_columns") if kind in column.types]


def list_columns(kind: str) -> list[Callable[[Post], Any]]:
    """Return them as the list takes them."""
    return [_as_function(column) for column in columns_of(kind)]


def read_cells(kind: str, posts: Sequence[Post]) -> None:
    """Read what the columns show of a page of the list. A plugin that fails is logged, and its column is empty."""
    numbers = [post.pk for post in posts]
    for column in columns_of(kind) if numbers else ():
        try:
            found = column.cells(numbers)
        except Exception as error:
            log.error("plugin.failed", what="column", name=column.name, error=repr(error), exc_info=True)
            continue
        for post in posts:
            if post.pk in found:
                post.__dict__.setdefault(_CELLS, {})[column.name] = found[post.pk]


def _as_function(column: StoryColumn) -> Callable[[Post], Any]:
    def cell(post: Post) -> Any:
        return post.__dict__.get(_CELLS, {}).get(column.name, "–")

    cell.__name__ = f"plugin_{column.name}"
    shown: Callable[[Post], Any] = display(description=column.title)(cell)
    return shown
