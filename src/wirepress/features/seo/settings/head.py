"""Settings of heads: titles, descriptions, robots, what other sites show, verification.

Maps are by kind of page: `front`, a post type's name, a taxonomy's name, `author`, `date`, `search`, `missing`, `archive:TYPE`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from wirepress.core.contract.json_value import JSON
from wirepress.core.rest.routes import Schema
from wirepress.features.seo.settings.part import Part, choice, lines, mapping, number, switch, text

# Where a picture for other sites comes from.
IMAGE_SOURCES: Final = (
    ("auto", "Featured, else the first in the story, else the default"),
    ("featured", "The featured picture"),
    ("content", "The first picture in the story"),
    ("attach", "The first picture uploaded with the story"),
    ("author", "The author's picture"),
    ("default", "Always the default picture"),
)
CARDS: Final = (("summary_large_image", "Large picture"), ("summary", "Small picture"))
ROBOTS: Schema = {
    "type": "object",
    "properties": {
        **{
            name: {"type": "boolean"}
            for name in (
                "show",
                "noindex",
                "nofollow",
                "noarchive",
                "nosnippet",
                "noimageindex",
                "noodp",
                "notranslate",
            )
        },
        "max_snippet": {"type": "integer", "minimum": -1, "maximum": 100_000},
        "max_video_preview": {"type": "integer", "minimum": -1, "maximum": 100_000},
        "max_image_preview": {"type": "string", "enum": ["none", "standard", "large"]},
    },
    "additionalProperties": False,
}
_SITE: Final = "#site_title #separator_sa #tagline"
TITLES: Final[Mapping[str, str]] = {
    "front": _SITE,
    "post": "#post_title #separator_sa #site_title",
    "page": "#post_title #separator_sa #site_title",
    "attachment": "#post_title #separator_sa #site_title",
    "category": "#taxonomy_title #separator_sa #site_title",
    "post_tag": "#taxonomy_title #separator_sa #site_title",
    "author": "#author_name #separator_sa #site_title",
    "date": "#archive_date #separator_sa #site_title",
    "search": "#search_term #separator_sa #site_title",
    "missing": "Page not found #separator_sa #site_title",
}
DESCRIPTIONS: Final[Mapping[str, str]] = {
    "front": "#tagline",
    "post": "#post_excerpt",
    "page": "#post_content",
    "attachment": "#attachment_description",
    "category": "#taxonomy_description",
    "post_tag": "#taxonomy_description",
    "author": "#author_bio",
    "date": "",
    "search": "",
    "missing": "",
}


@dataclass(frozen=True, slots=True)
class HeadSettings(Part):
    """What stands in the head of every page."""

    NAME: ClassVar[str] = "head"
    OPTION: ClassVar[str] = "seo_head"
    TITLE: ClassVar[str] = "Search and sharing"
    ABOUT: ClassVar[str] = "Titles, descriptions, robots, and what other sites show of a page."

    like_aioseo: bool = switch(
        False,
        "Answer as All in One SEO did",
        "For a site that had the plugin: also what it did without an option for it, such as page numbers in descriptions.",
        group="Titles",
    )
    separator: str = text("–", "Separator", "Stands between the parts of a title.", group="Titles", max_length=20)
    titles: Mapping[str, str] = mapping(TITLES, "Titles", "By kind of page.", group="Titles")
    descriptions: Mapping[str, str] = mapping(DESCRIPTIONS, "Descriptions", "By kind of page.", group="Titles")
    page_format: str = text(
        "#separator_sa Page #page_number", "Further pages", "Put behind the title from page 2 on.", group="Titles"
    )
    description_words: int = number(
        32,
        "Words of a description",
        "How much of a story is taken where nobody wrote a description.",
        low=5,
        high=200,
        group="Titles",
    )

    robots: Mapping[str, Mapping[str, JSON]] = mapping(
        {}, "Robots", "By kind of page; `all` holds for every kind without its own.", values=ROBOTS, group="Robots"
    )
    noindex_paged: bool = switch(False, "Keep further pages out of search", "From page 2 on.", group="Robots")
    nofollow_paged: bool = switch(False, "Do not follow links of further pages", group="Robots")
    noindex_empty: bool = switch(
        True, "Keep empty lists out of search", "Sections, tags and authors without a story.", group="Robots"
    )
    max_image_preview: str = choice(
        "large", "Picture in results", (("large", "Large"), ("standard", "Small"), ("none", "None")), group="Robots"
    )
    max_snippet: int = number(
        -1, "Letters of a snippet", "-1: as many as they like.", low=-1, high=100_000, group="Robots"
    )
    max_video_preview: int = number(
        -1, "Seconds of a video preview", "-1: as many as they like.", low=-1, high=100_000, group="Robots"
    )

    open_graph: bool = switch(
        True, "Open Graph", "What Facebook, LinkedIn, messengers and others show.", group="Sharing"
    )
    og_types: Mapping[str, str] = mapping(
        {}, "Open Graph types", "By kind of page; else article and website.", group="Sharing"
    )
    site_name: str = text("#site_title", "Name of the site", group="Sharing")
    image_source: str = choice("auto", "Picture of a story", IMAGE_SOURCES, group="Sharing")
    default_image: str = text("", "Default picture", "An address, or the ID of a file under Media.", group="Sharing")
    front_title: str = text("", "Title of the front page when shared", group="Sharing")
    front_description: str = text("", "Description of the front page when shared", group="Sharing")
    front_image: str = text("", "Picture of the front page when shared", group="Sharing")
    article_tags: bool = switch(True, "Name sections and tags of stories", group="Sharing")
    facebook_app: str = text("", "Facebook app ID", group="Sharing", max_length=100)
    facebook_author: str = text("", "Facebook page of the publisher", group="Sharing")
    twitter: bool = switch(True, "Cards of X (Twitter)", group="Sharing")
    twitter_card: str = choice("summary_large_image", "Kind of card", CARDS, group="Sharing")
    twitter_front_card: str = choice("summary_large_image", "Kind of card of the front page", CARDS, group="Sharing")
    twitter_site: str = text("", "Name of the site on X", "With or without @.", group="Sharing", max_length=100)

    google: str = text("", "Google", "The code, or the whole tag.", group="Verification")
    bing: str = text("", "Bing", group="Verification")
    yandex: str = text("", "Yandex", group="Verification")
    baidu: str = text("", "Baidu", group="Verification")
    pinterest: str = text("", "Pinterest", group="Verification")
    facebook: str = text("", "Facebook domain", group="Verification")
    mastodon: Sequence[str] = lines(
        (), "Profiles that name this site", "Addresses; written as rel=me.", group="Verification"
    )
