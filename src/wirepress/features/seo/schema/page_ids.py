"""The names (`@id`) under which nodes of a page's graph know each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.core.hooks import PageFacts
from wirepress.core.php.tags import strip_tags
from wirepress.features.seo.head import texts
from wirepress.features.seo.head.choose import PageMeta, meta_of_page
from wirepress.features.seo.head.smart_tags import title_prefix
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.schema import SchemaSettings

LIST_PAGES = ("front", "term", "date", "type")


@dataclass(frozen=True, slots=True)
class Graph:
    """A page and what is known of it, with the names of its nodes."""

    page: PageFacts
    meta: PageMeta
    settings: SchemaSettings

    @property
    def plugin_like(self) -> bool:
        """Whether the site had All in One SEO and answers as it did."""
        return self.meta.settings.like_aioseo

    @property
    def url(self) -> str:
        """The address of the page. A story that is split is one thing, whichever part is shown."""
        return self.page.first if self.page.subject == "story" else self.meta.address

    @property
    def organization(self) -> str:
        """Who publishes."""
        return site.home("/#organization") if self.settings.represents == "organization" else site.home("/#person")

    @property
    def website(self) -> str:
        """The site as a whole."""
        return site.home("/#website")

    @property
    def breadcrumbs(self) -> str:
        """The way to the page."""
        return f"{self.url}#breadcrumblist" if self.plugin_like else f"{self.url}#breadcrumb"

    @property
    def web_page(self) -> str:
        """The page itself."""
        return f"{self.url}#{self.page_type.lower()}" if self.plugin_like else f"{self.url}#webpage"

    @property
    def article(self) -> str:
        """The story, "" where the page has none."""
        if not self.article_type:
            return ""
        return f"{self.url}#{self.article_type.lower()}" if self.plugin_like else f"{self.url}#article"

    @property
    def headline(self) -> str:
        """The story's title: with entities for a site that answers as AIOSEO did."""
        post = self.page.post
        if not self.plugin_like or post is None:
            return texts.plain(self.page.title_html) or self.page.title
        return title_prefix(cast(Post, post)) + strip_tags(self.page.title_html)

    @property
    def article_type(self) -> str:
        """NewsArticle, Article ..., "" for none."""
        post = self.page.post
        if post is None or self.page.subject != "story":
            return ""
        chosen = self.meta.own.article_type or self.settings.article_types.get(post.type, "")
        return "" if chosen == "none" else chosen

    @property
    def page_type(self) -> str:
        """WebPage or a more telling kind."""
        page = self.page
        if page.subject == "story" and page.post is not None:
            return self.meta.own.page_type or self.settings.page_types.get(page.post.type, "") or "WebPage"
        if page.subject in LIST_PAGES:
            return "CollectionPage"
        return {"author": "ProfilePage", "search": "SearchResultsPage"}.get(page.subject, "WebPage")


def graph_of(request: HttpRequest, page: PageFacts) -> Graph:
    """Return the page with the names of its nodes."""
    return Graph(page, meta_of_page(request, page), store.read(SchemaSettings))
