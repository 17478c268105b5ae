"""A story in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.features import extensions
from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import author_link, post_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, post_format
from wirepress.content.users.models import User
from wirepress.web.site.present import pictures, words
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.sections import Section, Sections

_FLAGS: Final = {"video": "Video", "audio": "Audio", "gallery": "Pictures", "quote": "Quote", "link": "Link"}


@dataclass(frozen=True, slots=True)
class Person:
    """An author as a page names them; the address is "" for one who is known by id only."""

    name: str
    url: str = ""

    @property
    def letter(self) -> str:
        """What stands in the place of a portrait."""
        return self.name[:1].upper() or "·"


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list, ready for the template."""

    id: int
    url: str
    title: str
    summary: str
    section: Section | None
    picture: Picture | None
    author: Person | None
    iso: str
    when: str
    comments: int = 0
    flag: str = ""
    sticky: bool = False
    marked_title: SafeString | None = None  # HTML, where the words of a search are marked
    marked_summary: SafeString | None = None
    notes: SafeString | None = None  # HTML of features

    @property
    def large(self) -> Picture | None:
        """The picture when it is big enough to be shown large."""
        return self.picture if self.picture and not self.picture.small else None


def person(user: User | None) -> Person | None:
    """An author; None when nothing but a number is known of them."""
    if user is None:
        return None
    name = words.plain(user.display_name or user.nicename)
    if user.placeholder:
        return Person(name) if name and not name.isdigit() else None
    return Person(name or user.login, local(author_link(user)))


def cards(posts: Sequence[Post], titles: Mapping[int, str], sections: Sections) -> list[Card]:
    """Cards of posts in their order; `titles` are rendered ones. Pictures are read for all in one go."""
    shown = pictures.of_posts(posts)
    return [_card(post, titles[post.pk], sections, shown.get(post.pk)) for post in posts]


def with_notes(shown: Sequence[Card]) -> list[Card]:
    """Cards of a list with what features note below them. Features answer for their HTML."""
    notes: dict[int, str] = {}
    if extensions().implements("card_notes"):
        for note in extensions().collect("card_notes", post_ids=[card.id for card in shown]):
            notes[note.post_id] = notes.get(note.post_id, "") + note.html
    return [replace(card, notes=mark_safe(notes[card.id])) if card.id in notes else card for card in shown]


def _card(post: Post, title: str, sections: Sections, picture: Picture | None) -> Card:
    summary = words.teaser(post)
    return Card(
        id=post.pk,
        url=local(post_link(post)),
        title=words.plain(title) or words.shorten(summary, 12) or "Untitled",
        summary=summary,
        section=sections.of_post(post),
        picture=picture,
        author=person(author_of(post)),
        iso=words.iso(post.date_gmt),
        when=words.when(post.date),
        comments=post.comment_count,
        flag="" if post.password else _FLAGS.get(post_format(post), ""),
        sticky=post.sticky,
    )
