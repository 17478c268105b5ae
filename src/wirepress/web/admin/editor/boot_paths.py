"""Which REST addresses the editor asks for before anybody can write, as it writes them itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.content.themes import styles
from wirepress.content.themes.builtin import stylesheet_name

_SITE_FIELDS: Final = (
    "description",
    "gmt_offset",
    "home",
    "image_max_bit_depth",
    "image_sizes",
    "image_size_threshold",
    "image_strip_meta",
    "name",
    "site_icon",
    "site_icon_url",
    "site_logo",
    "timezone_string",
    "url",
    "page_for_posts",
    "page_on_front",
    "show_on_front",
)
_IN_PANELS: Final = {
    "taxonomy-panel-category": "/wp/v2/categories?context=view&per_page=100&orderby=name&order=asc"
    "&_fields=id%2Cname%2Cparent&page=1",
    "taxonomy-panel-post_tag": "/wp/v2/tags?context=view&per_page=10&orderby=count&order=desc&hide_empty=true"
    "&_fields=id%2Cname%2Ccount",
}


def first_paths(post: Post) -> list[str]:
    """Return what is read before the editor is drawn."""
    kind = known(post.type)
    item = f"{kind.rest_path}/{post.pk}"
    theme = stylesheet_name()
    slug = ("page" if post.type == "page" else f"single-{post.type}") + (f"-{post.slug}" if post.slug else "")
    return [
        "/wp/v2/types?context=view",
        "/wp/v2/taxonomies?context=view",
        f"/wp/v2/types/{post.type}?context=edit",
        f"{item}?context=edit",
        f"{item}/autosaves?context=edit",
        "/wp/v2/users/me",
        "/wp/v2/themes?context=edit&status=active",
        f"/wp/v2/global-styles/themes/{theme}?context=view",
        f"/wp/v2/global-styles/themes/{theme}/variations?context=view",
        *(f"/wp/v2/global-styles/{row.pk}?context=edit" for row in [styles.newest_styles()] if row is not None),
        "/wp/v2/block-patterns/categories",
        "/wp/v2/settings",
        f"/?_fields={'%2C'.join(_SITE_FIELDS)}",
        "/wp/v2/templates/lookup?slug=front-page",
        f"/wp/v2/templates/lookup?slug={slug}",
        *([f"/wp/v2/users/{post.author_id}?context=view&_fields=id%2Cname"] if post.author_id else []),
    ]


def later_paths(post: Post, open_panels: Collection[str] = ()) -> list[str]:
    """Return what is read once it stands: what it offers, what was noted on the story, and what the panels hold that the writer left open."""
    return [
        *(path for panel, path in _IN_PANELS.items() if panel in open_panels),
        "/wp/v2/taxonomies?context=edit",
        f"/wp/v2/comments?context=edit&post={post.pk}&type=note&status=all&per_page=100",
        "/wp/v2/block-patterns/patterns",
        "/wp/v2/blocks?context=edit&per_page=100&page=1",
        "/wp/v2/wp_pattern_category?context=view&per_page=100&_fields=id%2Cname%2Cdescription%2Cslug",
    ]


def option_paths(post: Post) -> list[str]:
    """Return the routes of which it asks what the user may do there."""
    paths = ["/wp/v2/settings", "/wp/v2/media", "/wp/v2/pages", "/wp/v2/blocks", "/wp/v2/templates"]
    row = styles.newest_styles()
    own = [f"/wp/v2/global-styles/{row.pk}"] if row is not None else []
    return list(dict.fromkeys([*paths, known(post.type).rest_path, *own]))
