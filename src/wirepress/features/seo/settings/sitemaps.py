"""Settings of sitemaps: what stands in them, and where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from wirepress.features.seo.settings.part import Part, choice, lines, number, switch, text


@dataclass(frozen=True, slots=True)
class SitemapSettings(Part):
    """Which addresses search engines are told of, and how."""

    NAME: ClassVar[str] = "sitemaps"
    OPTION: ClassVar[str] = "seo_sitemaps"
    TITLE: ClassVar[str] = "Sitemaps"
    ABOUT: ClassVar[str] = "Lists of addresses for search engines."

    on: bool = switch(True, "Sitemaps", "At /sitemap.xml.", group="General")
    wordpress_addresses: str = choice(
        "answer",
        "WordPress's own addresses",
        (("answer", "Answer as well"), ("lead", "Lead to /sitemap.xml")),
        "/wp-sitemap.xml and those it names.",
        group="General",
    )
    size: int = number(1000, "Addresses in a file", low=10, high=50_000, group="General")
    authors: bool = switch(True, "People who have published", group="What stands in them")
    dates: bool = switch(False, "Months", group="What stands in them")
    taxonomies_off: Sequence[str] = lines((), "Taxonomies left out", "A name a line.", group="What stands in them")
    types_off: Sequence[str] = lines((), "Post types left out", "A name a line.", group="What stands in them")
    exclude_posts: Sequence[str] = lines(
        (), "Stories left out", "An ID a line.", group="What stands in them", most=2000
    )
    exclude_terms: Sequence[str] = lines((), "Terms left out", "An ID a line.", group="What stands in them", most=2000)
    protected: bool = switch(
        False,
        "Also what has a password",
        "All in One SEO listed it before its release 4.9.9.",
        group="What stands in them",
    )
    more: Sequence[str] = lines((), "Further addresses", "One a line.", group="What stands in them")
    images: bool = switch(True, "Pictures of stories", group="What is said of them")
    hints: bool = switch(
        False, "How often they change, and their weight", "Google reads neither.", group="What is said of them"
    )
    news: bool = switch(
        True, "Google News", "Stories of the last 48 hours, at /news-sitemap.xml.", group="News and video"
    )
    news_name: str = text(
        "", "Name of the publication", "Empty: the site's title.", group="News and video", max_length=200
    )
    news_language: str = text(
        "",
        "Language of the publication",
        "Such as en or zh-cn. Empty: the site's.",
        group="News and video",
        max_length=10,
    )
    news_sections_off: Sequence[str] = lines((), "Sections that are no news", "A slug a line.", group="News and video")
    video: bool = switch(True, "Videos of stories", "At /video-sitemap.xml.", group="News and video")
    rss: bool = switch(True, "The newest as RSS", "At /sitemap.rss.", group="Other forms")
    rss_size: int = number(50, "Stories in it", low=1, high=1000, group="Other forms")
    html: bool = switch(True, "A page for readers", "At /site-map/ and as [aioseo_html_sitemap].", group="Other forms")
    llms: bool = switch(True, "llms.txt", "A short list for language models.", group="Other forms")
