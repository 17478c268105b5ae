"""What a public address means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType

# What feeds are called in addresses -> their format.
FEED_KINDS: Final = {"feed": "rss2", "rss2": "rss2", "rss": "rss2", "atom": "atom", "rdf": "rdf"}
Kind = Literal["front", "posts", "post", "term", "author", "date", "search", "type", "redirect", "missing"]


@dataclass(slots=True)
class Target:
    """The meaning of an address. `page` counts from 1; `part` is the page of a story that is split; `feed` names the format."""

    kind: Kind
    post: Post | None = None
    term: Term | None = None
    user: User | None = None
    post_type: PostType | None = None  # of a list of a plugin's items
    date: tuple[int, ...] = ()
    words: str = ""
    page: int = 1
    part: int = 1
    part_named: bool = False  # the address says which one
    feed: str = ""
    comments: bool = False  # a feed of comments
    embed: bool = False  # the story as other sites show it in a frame
    trackback: bool = False  # where other sites tell of links to the story
    location: str = ""
    guessed: bool = False  # to WordPress nothing is there; the redirect is its guess, which no cache may keep
    named: bool = False  # something with that name was looked for, and not a list
    stays: bool = False  # shown where it was asked for, though another address is the canonical one
