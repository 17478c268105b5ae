"""What a plugin shows in the newsroom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wirepress.core.contract.content.post_facts import PostFacts


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
    page_names: tuple[str, ...] = ()  # under which WordPress's admin.php?page=NAME leads here


@dataclass(frozen=True, slots=True)
class StoryColumn:
    """A column of the newsroom's lists of stories. `cells` is asked once for a page of the list: post ids -> plain texts or safe HTML,
    in a fixed number of queries; a story that it leaves out has a dash."""

    name: str  # small letters
    title: str
    cells: Callable[[Sequence[int]], Mapping[int, str]]
    types: tuple[str, ...] = ("post",)


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
class AjaxAnswer:
    """What an action answers beside plain text of status 200."""

    text: str
    status: int = 200
    content_type: str = "application/json; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class AjaxAction:
    """An action of /wp-admin/admin-ajax.php. The answer is the response's text."""

    name: str
    run: Callable[[HttpRequest], str | AjaxAnswer]
    anonymous: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody has to do, on the newsroom's first page until it is done: plain text, and where to go for it."""

    text: str
    level: Literal["error", "warning", "info"] = "warning"
    link: str = ""
    link_text: str = "Look"
    capability: str = "edit_posts"  # who is shown it
    worker: bool = False  # it says that background work is not done: `/-/work` and `wirepress doctor` say so, too


@dataclass(frozen=True, slots=True)
class TodayCard:
    """A card on the newsroom's first page: numbers with words, each of which may lead somewhere, and where to read more."""

    title: str
    rows: Sequence[tuple[str, int, str]] = ()  # words, number, address ("": it leads nowhere)
    none: str = ""  # said where there are no rows
    link: str = ""
    link_text: str = "More"
    capability: str = "edit_posts"  # who is shown it
