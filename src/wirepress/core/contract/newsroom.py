"""What a plugin shows in the newsroom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wirepress.core.contract.post_facts import PostFacts


@dataclass(frozen=True, slots=True)
class AdminPage:
    """A page of the newsroom under /wp-admin/PATH, in the menu under `section`."""

    path: str
    title: str
    view: Callable[[HttpRequest], HttpResponse]
    capability: str = "manage_options"
    section: str = "Features"
    icon: str = "extension"
    in_menu: bool = True  # false: reached from another page


@dataclass(frozen=True, slots=True)
class StoryPanel:
    """A part of the newsroom's form of a story, for who may edit it and has the capability.

    `render` gives HTML with form fields, whose names begin with `name` and an underscore; the post is None while a story is new. `save`
    is given the form after the story was stored, in the same transaction. What it raises (ActionRefused) stands above the form, and
    nothing is stored.
    """

    name: str  # small letters
    title: str
    render: Callable[[HttpRequest, PostFacts | None], str]
    save: Callable[[HttpRequest, PostFacts], None] | None = None
    capability: str = "edit_posts"
    types: tuple[str, ...] = ("post", "page")


@dataclass(frozen=True, slots=True)
class AjaxAction:
    """An action of /wp-admin/admin-ajax.php. The answer is the response's text."""

    name: str
    run: Callable[[HttpRequest], str]
    anonymous: bool = True
