"""Everything that rendering takes from outside: facts of the site and theme, lookups, and the counters of one response.

A `RenderContext` is made per response. `for_post` gives the context of one post of it; both share the `RequestState`,
because WordPress numbers captions, galleries and search fields over the whole response.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Literal

from wirepress.core.markup.cached_lookup import CachedLookup
from wirepress.core.markup.content_lookup import Lookup, NullLookup, PostRecord
from wirepress.core.markup.render_budget import Budget

if TYPE_CHECKING:
    from wirepress.core.markup.blocks.registry import BlockRender
    from wirepress.core.markup.shortcodes.registry import ShortcodeHandler

Compat = Literal["7.1", "6.8"]


@dataclass(frozen=True, slots=True)
class ContentFilter:
    """A step of a text pipeline. Lower `order` runs first; equal orders run as they were added."""

    order: int
    name: str
    apply: Callable[[str, RenderContext], str]


@dataclass(frozen=True, slots=True)
class FluidType:
    """A theme's fluid typography: pixel widths of the narrowest and widest screen, smallest font size in pixels."""

    min_screen: float = 320.0
    max_screen: float = 1600.0
    min_size: float = 14.0


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """What a theme decides about markup. The defaults are a bare classic theme's."""

    slug: str = "classic"
    block_theme: bool = False
    html5_gallery: bool = False
    html5_caption: bool = False
    content_width: int = 0  # 0: the theme sets none
    block_gap: str = "24px"  # the root gap of the merged theme settings
    block_gaps: Mapping[str, str] = field(default_factory=dict)  # block name -> gap
    has_block_gap: bool = False
    root_padding: bool = False
    fluid: FluidType | None = None


BLOCK_THEME = ThemeFacts(
    slug="twentytwentyfive",
    block_theme=True,
    html5_gallery=True,
    html5_caption=True,
    block_gap="1.2rem",
    block_gaps={"core/columns": "var(--wp--preset--spacing--50)", "core/buttons": "16px"},
    has_block_gap=True,
    root_padding=True,
    fluid=FluidType(max_screen=1340.0),
)
"""The default block theme of WordPress 7.1 and 6.8 as far as REST output shows it."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Addresses and settings of the site. URLs have no slash at their end."""

    home_url: str = "http://localhost"
    site_url: str = ""  # where wp-includes and wp-login.php live; empty: the home URL
    uploads_url: str = ""
    name: str = ""
    tagline: str = ""
    language: str = "en-US"
    timezone: tzinfo = UTC
    date_format: str = "F j, Y"
    time_format: str = "g:i a"
    start_of_week: int = 1  # 0 is Sunday
    pretty_links: bool = True
    use_smilies: bool = True
    show_avatars: bool = True
    avatar_default: str = "mm"
    avatar_rating: str = "g"
    posts_per_page: int = 10
    comments_threaded: bool = True
    comments_depth: int = 5
    logo: int = 0
    logo_size: str = "full"
    front_page: int = 0
    show_on_front: str = "posts"
    registration: bool = False
    permalink_query: str = "cat"  # how plain links name a category
    attachment_sizes: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {
            "thumbnail": (150, 150),
            "medium": (300, 300),
            "medium_large": (768, 0),
            "large": (1024, 1024),
        }
    )

    @property
    def base_url(self) -> str:
        """Return the address below which WordPress's own files are."""
        return self.site_url or self.home_url

    @property
    def uploads(self) -> str:
        """Return the address of the uploads folder."""
        return self.uploads_url or f"{self.base_url}/wp-content/uploads"


@dataclass(slots=True)
class RequestState:
    """Counters of one response. They run over all posts of a list, in the order in which they are rendered."""

    galleries: int = 0
    audios: int = 0
    videos: int = 0
    playlists: int = 0
    media_in_view: int = 0
    high_priority_given: bool = False
    autop_moved: bool = False  # after the first post made of blocks, autop runs last of its order
    ids: dict[str, int] = field(default_factory=dict)
    captions: dict[str, int] = field(default_factory=dict)
    nesting: int = 0
    rendering: set[str] = field(default_factory=set)  # references being rendered, against endless inclusion

    def next_id(self, prefix: str) -> int:
        """Return the next number of a family of ids, from 1. The family "" is the one that most blocks share."""
        number = self.ids.get(prefix, 0) + 1
        self.ids[prefix] = number
        return number


@dataclass(slots=True)
class RenderContext:
    """The explicit input of the pipeline beside the text."""

    site: SiteFacts = field(default_factory=SiteFacts)
    theme: ThemeFacts = field(default_factory=ThemeFacts)
    compat: Compat = "7.1"
    lookup: Lookup = field(default_factory=NullLookup)
    state: RequestState = field(default_factory=RequestState)
    budget: Budget = field(default_factory=Budget)  # of the document that is rendered
    now: datetime = field(default_factory=lambda: datetime(1970, 1, 1))
    post: PostRecord | None = None
    request_url: str = ""
    viewer: int = 0  # id of the signed-in user, 0 for a reader
    address: str = ""  # the reader's address, proxies already judged
    agent: str = ""  # the reader's User-Agent
    extras: dict[str, Any] = field(default_factory=dict)  # what features read ahead for all posts of the response
    main_loop: bool = False  # a page of the site shows this post: images in view are not lazy
    in_feed: bool = False
    in_excerpt: bool = False  # an excerpt is being made from the content
    in_content: bool = False  # a story's text is being made: its images get their loading hints at the end
    content_filters: Sequence[ContentFilter] = ()
    excerpt_filters: Sequence[ContentFilter] = ()
    title_filters: Sequence[ContentFilter] = ()
    shortcodes: Mapping[str, ShortcodeHandler] = field(default_factory=dict)  # beside the built-in ones
    blocks: Mapping[str, BlockRender] = field(default_factory=dict)  # beside the built-in ones

    @property
    def modern(self) -> bool:
        """Return whether WordPress 7.1's output is asked for (else 6.8's)."""
        return self.compat == "7.1"

    @property
    def post_id(self) -> int:
        return self.post.id if self.post else 0

    def for_post(self, post: PostRecord) -> RenderContext:
        """Return the same response's context for another post."""
        return replace(self, post=post)

    def for_document(self, post: PostRecord | None) -> RenderContext:
        """Return the same response's context for a document of its own: what it may cost and what it asked begin anew."""
        budget = Budget()
        return replace(self, post=post, budget=budget, lookup=CachedLookup(self.lookup, budget))
