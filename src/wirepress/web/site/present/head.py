"""What stands in a page's head: title, addresses, what other sites show of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import permalinks
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.words import plain, shorten


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that belongs to the page."""

    title: str
    url: str
    type: str = "application/rss+xml"


@dataclass(slots=True)
class Head:
    """The head of one page. `json` is the REST address of what the page shows; dates are ISO 8601, GMT."""

    title: str
    page: int = 1  # of a list, or of a story that is split
    front: bool = False  # the page at the root: its title is the site's
    description: str = ""
    canonical: str = ""
    original: str = ""  # where it was published first, on another site
    kind: str = "website"
    noindex: bool = False
    picture: Picture | None = None
    json: str = ""
    embed: str = ""  # the address that other sites embed
    shortlink: str = ""
    before: str = ""
    after: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: list[str] = field(default_factory=list)
    author: str = ""
    feeds: list[FeedLink] = field(default_factory=list)

    @property
    def document_title(self) -> str:
        """What the browser's tab shows: the page's name, its number, the site's name (at the root with its tagline)."""
        name, number = site_name(), f"Page {self.page}" if self.page > 1 else ""
        parts = (name, number, plain(str(store.get("blogdescription")))) if self.front else (self.title, number, name)
        return " – ".join(part for part in parts if part)

    @property
    def robots(self) -> str:
        """The robots rule."""
        if not store.get("blog_public"):
            return "noindex, nofollow"
        return "noindex, follow, max-image-preview:large" if self.noindex else "max-image-preview:large"

    def link_header(self) -> str:
        """The Link header, all in one line."""
        return ", ".join(self.links())

    def links(self) -> list[str]:
        """What the Link header says: the REST root, the page's own document, its short address."""
        links = [f'<{site.rest_url("/")}>; rel="https://api.w.org/"']
        if self.json:
            links.append(f'<{self.json}>; rel="alternate"; title="JSON"; type="application/json"')
        if self.shortlink:
            links.append(f"<{self.shortlink}>; rel=shortlink")
        return links


def site_name() -> str:
    """The site's title as text."""
    return plain(str(store.get("blogname"))) or "Wirepress"


def site_feeds() -> list[FeedLink]:
    """The feeds that every page names."""
    name = site_name()
    return [
        FeedLink(f"{name} » Feed", permalinks.feed_link()),
        FeedLink(f"{name} » Comments Feed", permalinks.feed_link(comments=True)),
    ]


def describe(text: str) -> str:
    """A description for other sites: the first words."""
    return shorten(text, 32)
