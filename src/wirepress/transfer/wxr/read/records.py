"""What an export file holds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Item:
    """One item: a story, a page, a file, a menu's entry ... `fields`: element (`wp:post_id`, `content:encoded` ...) -> text."""

    fields: dict[str, str] = field(default_factory=dict)
    categories: list[tuple[str, str, str]] = field(default_factory=list)  # domain, nicename, name
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)  # what was wrong with its XML


@dataclass(slots=True)
class Comment:
    """One comment of an item."""

    fields: dict[str, str] = field(default_factory=dict)
    meta: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Author:
    """A person whom the file names. `id`: 0 when it does not say."""

    login: str
    id: int = 0
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    stories: int = 0


@dataclass(slots=True)
class ForeignTerm:
    """A term. `parent`: the slug of its parent; `told`: the file's head describes it, else only items name it."""

    taxonomy: str
    slug: str
    name: str = ""
    id: int = 0
    parent: str = ""
    description: str = ""
    meta: list[tuple[str, str]] = field(default_factory=list)
    told: bool = False


@dataclass(slots=True)
class Channel:
    """What the head says of the site."""

    title: str = ""
    link: str = ""
    version: str = ""  # of WXR
    site_url: str = ""
    blog_url: str = ""
    date: str = ""
    generator: str = ""
