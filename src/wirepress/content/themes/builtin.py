"""The templates and parts that the built-in theme brings along, as blocks. Clients that edit the site start from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wirepress.content.options import store

NAME: Final = "Wirepress"  # what people read as the theme's name


def stylesheet_name() -> str:
    """Return the active theme's folder name, which stands in every template's id."""
    return str(store.get("stylesheet") or "twentytwentyfive")


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One template or part of the theme. `area`: where a part belongs; templates have none."""

    type: str  # wp_template or wp_template_part
    slug: str
    title: str
    content: str
    description: str = ""
    area: str = ""


_HEADER: Final = """<!-- wp:group {"layout":{"type":"flex","justifyContent":"space-between"}} -->
<div class="wp-block-group"><!-- wp:site-title {"level":0} /-->

<!-- wp:navigation /--></div>
<!-- /wp:group -->"""
_FOOTER: Final = """<!-- wp:group {"layout":{"type":"constrained"}} -->
<div class="wp-block-group"><!-- wp:site-title {"level":0} /-->

<!-- wp:site-tagline /--></div>
<!-- /wp:group -->"""
_LIST: Final = """<!-- wp:query {"query":{"perPage":10,"pages":0,"offset":0,"postType":"post","inherit":true}} -->
<div class="wp-block-query"><!-- wp:post-template -->
<!-- wp:post-title {"isLink":true} /-->

<!-- wp:post-date /-->

<!-- wp:post-excerpt /-->
<!-- /wp:post-template -->

<!-- wp:query-pagination -->
<!-- wp:query-pagination-previous /-->

<!-- wp:query-pagination-next /-->
<!-- /wp:query-pagination --></div>
<!-- /wp:query -->"""
_STORY: Final = """<!-- wp:post-title {"level":1} /-->

<!-- wp:post-date /-->

<!-- wp:post-featured-image /-->

<!-- wp:post-content {"layout":{"type":"constrained"}} /-->

<!-- wp:post-terms {"term":"post_tag"} /-->

<!-- wp:comments /-->"""
_PAGE: Final = """<!-- wp:post-title {"level":1} /-->

<!-- wp:post-content {"layout":{"type":"constrained"}} /-->"""
_MISSING: Final = """<!-- wp:heading {"level":1} -->
<h1 class="wp-block-heading">Nothing here</h1>
<!-- /wp:heading -->

<!-- wp:search {"label":"Search","buttonText":"Search"} /-->"""


def _page(inner: str) -> str:
    return (
        '<!-- wp:template-part {"slug":"header"} /-->\n\n<!-- wp:group {"tagName":"main","layout":{"type":"constrained"}} -->\n'
        f'<main class="wp-block-group">{inner}</main>\n<!-- /wp:group -->\n\n<!-- wp:template-part {{"slug":"footer"}} /-->'
    )


# Slug -> title and description of every template that WordPress 7.1 knows by itself, in its order.
KNOWN: Final[dict[str, tuple[str, str]]] = {
    "index": ("Index", "Shows whatever has no better template."),
    "home": ("Latest stories", "Lists the newest stories."),
    "front-page": ("Front page", "Shows the page at the site's front."),
    "singular": ("Single entries", "Shows one story or page that has no better template."),
    "single": ("Single story", "Shows one story."),
    "page": ("Page", "Shows one page."),
    "archive": ("All archives", "Lists the stories of a category, tag, author or date."),
    "author": ("Author", "Lists the stories of one author."),
    "category": ("Category", "Lists the stories of one category."),
    "taxonomy": ("Taxonomy", "Lists the stories of one term."),
    "date": ("Date", "Lists the stories of a day, month or year."),
    "tag": ("Tag", "Lists the stories of one tag."),
    "attachment": ("File", "Shows one file of the media library."),
    "search": ("Search results", "Lists what a search found."),
    "privacy-policy": ("Privacy policy", "Shows the page about privacy."),
    "404": ("Not found", "Shown where there is nothing."),
}
AREAS: Final = ("header", "footer", "sidebar", "navigation-overlay", "uncategorized")
GENERAL: Final = "uncategorized"


def _template(slug: str, inner: str) -> ThemeFile:
    title, description = KNOWN[slug]
    return ThemeFile("wp_template", slug, title, _page(inner), description)


FILES: Final[tuple[ThemeFile, ...]] = (
    _template("404", _MISSING),
    _template("archive", _LIST),
    _template("home", _LIST),
    _template("index", _LIST),
    _template("page", _PAGE),
    _template("search", _LIST),
    _template("single", _STORY),
    ThemeFile("wp_template_part", "footer", "Footer", _FOOTER, area="footer"),
    ThemeFile("wp_template_part", "header", "Header", _HEADER, area="header"),
)


def theme_files(post_type: str) -> list[ThemeFile]:
    """Return the theme's own templates, or its parts."""
    return [file for file in FILES if file.type == post_type]


def find_theme_file(post_type: str, slug: str) -> ThemeFile | None:
    """Return the theme's file of that slug, or None."""
    return next((file for file in theme_files(post_type) if file.slug == slug), None)
