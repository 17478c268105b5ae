"""What a public page is about, as the hooks of its head are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from wirepress.core.contract.content.post_facts import PostFacts

PageSubject = Literal["front", "story", "term", "author", "date", "search", "type", "missing", "refused"]


class TermFacts(Protocol):
    """A term: a section, a tag, one of a plugin's taxonomy."""

    @property
    def pk(self) -> int:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name as it is stored, with entities."""

    @property
    def slug(self) -> str:
        """The last part of its address."""

    @property
    def taxonomy(self) -> str:
        """The taxonomy that it belongs to."""

    @property
    def description(self) -> str:
        """What it is about, as stored."""

    @property
    def parent_id(self) -> int:
        """The term above it, 0 for none."""

    @property
    def count(self) -> int:
        """How many published posts are marked with it."""


class PersonFacts(Protocol):
    """Somebody with a page."""

    @property
    def pk(self) -> int:
        """Their id."""

    @property
    def display_name(self) -> str:
        """The name under which they write."""

    @property
    def url(self) -> str:
        """Their own website, "" for none."""

    @property
    def registered(self) -> datetime | None:
        """Since when they are here, GMT."""


class PictureFacts(Protocol):
    """A picture. Width and height are 0 where nobody knows them."""

    @property
    def full(self) -> str:
        """Its whole address, in full size."""

    @property
    def id(self) -> int:
        """The attachment that it belongs to, 0 where it is none of this site's."""

    @property
    def path(self) -> str:
        """Where its file is below the uploads folder, "" where it is none of this site's."""

    @property
    def metadata(self) -> Mapping[str, Any]:
        """WordPress's facts of the file: width, height, sizes, image_meta; empty where it is none of this site's."""

    @property
    def full_width(self) -> int:
        """Of the full size, in pixels."""

    @property
    def full_height(self) -> int:
        """Of the full size, in pixels."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    @property
    def caption(self) -> str:
        """Its caption, HTML as stored."""


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A step of the way from the front page to a page. `url` is absolute, "" for the page itself."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page of the public site. Texts are plain, addresses absolute.

    `title`, `description`, `picture`, `canonical` and `noindex` are what the page says of itself where no plugin says more. `noindex`:
    it is a preview, or shows what is not for everybody.
    """

    subject: PageSubject
    post: PostFacts | None = None
    term: TermFacts | None = None
    person: PersonFacts | None = None
    post_type: str = ""  # of a list of a plugin's items
    date: tuple[int, ...] = ()  # year, month, day of a list, as far as the address names them
    words: str = ""  # that were searched for
    number: int = 1  # of the page: of a list, or of a story that is split
    last: int = 1  # how many pages there are
    title: str = ""
    title_html: str = ""  # of a story, as it is shown
    description: str = ""
    canonical: str = ""  # "" for searches and what is missing
    original: str = ""  # where a story was published first, on another site
    first: str = ""  # the address of the first page of a list, of searches too
    before: str = ""  # the address of the page before, "" for none
    after: str = ""
    picture: PictureFacts | None = None
    noindex: bool = False
    closed: bool = False  # a story behind a password that the reader has not given
    html: str = ""  # a story's text as HTML, of the part that is shown
    stories: Sequence[PostFacts] = ()  # of a list
    total: int = 0  # how many stories the list has on all its pages
    extras: dict[str, Any] = field(
        default_factory=dict, compare=False
    )  # what a plugin made for one hook and needs in the next; `article_id`: the `@id` of the story's own node, for `schema_nodes`
