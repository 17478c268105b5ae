"""A story's head outside of its page: for previews in the newsroom, and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from wirepress.content.options import site
from wirepress.content.options import store as options
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.core.hooks import PageFacts
from wirepress.features.seo.head import texts
from wirepress.features.seo.head.choose import PageMeta, choose
from wirepress.features.seo.head.text_width import TITLE_MAX, text_width
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import HeadSettings


@dataclass(frozen=True, slots=True)
class Preview:
    """What a search result and a card of a story show."""

    title: str
    description: str
    url: str
    site: str
    image: str
    image_alt: str
    og_title: str
    og_description: str
    large_card: bool
    robots: str
    canonical: str
    title_width: int  # pixels as a search engine shows it

    @property
    def shown_title(self) -> str:
        """The title as a result shows it: cut where it is too wide."""
        return self.title if self.title_width <= TITLE_MAX else _cut(self.title)

    @property
    def breadcrumb(self) -> str:
        """The address as a result shows it."""
        return self.url.partition("://")[2].replace("/", " › ").rstrip(" ›")


def _cut(title: str) -> str:
    words = title.split()
    while len(words) > 1 and text_width(" ".join(words) + " …") > TITLE_MAX:
        words.pop()
    return " ".join(words) + " …"


def facts_of_post(post: Post) -> PageFacts:
    """Return what hooks are told of a story's page, without its text as HTML."""
    title = render.render_title(post, render.new_context())
    address = permalinks.post_link(post)
    return PageFacts(
        "story",
        post=post,
        title=texts.plain(title) or "Untitled",
        title_html=title,
        canonical=address,
        first=address,
        closed=bool(post.password),
    )


def facts_of_front() -> PageFacts:
    """Return what hooks are told of the front page."""
    return PageFacts("front", canonical=site.home("/"), first=site.home("/"), last=2)


def meta_of_post(post: Post, own: Overrides | None = None, settings: HeadSettings | None = None) -> PageMeta:
    """Return what a story's page says of itself, with other overrides or settings than the stored ones where they are given."""
    return choose(facts_of_post(post), settings or store.read(HeadSettings), own or overrides.of_post(post))


def preview_of(meta: PageMeta) -> Preview:
    """Return what results and cards show of a page."""
    picture = meta.og_image
    return Preview(
        title=meta.title,
        description=meta.description,
        url=meta.canonical or meta.address,
        site=texts.decoded(str(options.get("blogname"))),
        image=picture.url if picture else "",
        image_alt=picture.alt if picture else "",
        og_title=meta.og_title,
        og_description=meta.og_description,
        large_card=meta.twitter_card == "summary_large_image",
        robots=", ".join(meta.robots),
        canonical=meta.canonical,
        title_width=text_width(meta.title),
    )
