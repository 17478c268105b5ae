"""What a plugin shows on the public site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wirepress.core.contract.post_facts import PostFacts

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML for a place of the public site, computed per page.

    A page is kept and shown to every reader until content changes. What a fragment reads that changes by itself it names with
    `core.cache.depends.on`; what is one reader's own with `depends.on_reader`.
    """

    place: Literal["head", "before_story", "after_story", "footer"]
    render: Callable[[HttpRequest, PostFacts | None], str]  # (request, the page's post or None)
    order: int = 10
