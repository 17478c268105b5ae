"""Fields that a plugin adds to the form that readers comment by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wirepress.core.contract.content.post_facts import PostFacts


@dataclass(frozen=True, slots=True)
class CommentField:
    """One field: in the form, kept with the comment, and shown beside it.

    `name` is the field's in the form. `render` gives its HTML, label and all, or "" where this story has none; it is given what
    the reader had filled in when a form comes back. `save` is given the comment's number and what was filled in ("" for nothing), after
    the comment was stored, in the same transaction; what it raises (ActionRefused) stands above the form. `show` is asked once for all
    comments of a page: numbers -> HTML beside the author's name. `above` gives HTML above the comments.
    """

    name: str
    render: Callable[[PostFacts, str], str]
    save: Callable[[PostFacts, int, str], None]
    show: Callable[[Sequence[int]], Mapping[int, str]]
    above: Callable[[PostFacts], str] | None = None
