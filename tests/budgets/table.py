"""How many queries each reading route may ask, by the first part of its pattern; the longest part that fits counts.

A route that no part fits has no budget, and the suite fails: measure it, then add its family here. The figures hold for an
administrator with 30 stories, options read anew.
"""

from __future__ import annotations

from typing import Final

INDEX: Final = 6  # "/" and the index of each namespace
FAMILIES: Final[dict[str, int]] = {
    "/batch/v1": 4,
    "/oembed/1.0": 10,
    "/tweet-old-post/v8": 12,
    "/wirepress/v1/popular": 8,
    "/wirepress/v1/analytics": 16,
    "/wirepress/v1/posts": 7,
    "/wirepress/v1/most-": 14,
    "/aioseo/v1": 14,
    "/wirepress/v1/seo": 8,
    "/wirepress/v1/seo/posts": 18,
    "/wirepress/v1/social": 14,
    "/wirepress/v1/wire": 9,
    "/wp-abilities/v1": 10,
    "/wp-block-editor/v1": 16,
    "/wp-site-health/v1": 8,
    "/wp/v2/block-": 8,
    "/wp/v2/blocks": 18,
    "/wp/v2/categories": 8,
    "/wp/v2/comments": 12,
    "/wp/v2/font-": 8,
    "/wp/v2/global-styles": 14,
    "/wp/v2/icon": 6,
    "/wp/v2/media": 14,
    "/wp/v2/menu-items": 14,
    "/wp/v2/menu-locations": 6,
    "/wp/v2/menus": 8,
    "/wp/v2/navigation": 18,
    "/wp/v2/pages": 18,
    "/wp/v2/pattern-directory": 6,
    "/wp/v2/plugins": 6,
    "/wp/v2/posts": 18,
    "/wp/v2/search": 14,
    "/wp/v2/settings": 6,
    "/wp/v2/sidebars": 8,
    "/wp/v2/statuses": 5,
    "/wp/v2/tags": 8,
    "/wp/v2/taxonomies": 5,
    "/wp/v2/template": 14,
    "/wp/v2/themes": 6,
    "/wp/v2/types": 5,
    "/wp/v2/users": 12,
    "/wp/v2/view-config": 8,
    "/wp/v2/widget": 8,
    "/wp/v2/wp_pattern_category": 8,
}


def budget_of(pattern: str, namespaces: list[str]) -> int | None:
    """The queries that a route may ask; None: nobody has said."""
    if pattern == "/" or pattern.strip("/") in namespaces:
        return INDEX
    fitting = [prefix for prefix in FAMILIES if pattern.startswith(prefix)]
    return FAMILIES[max(fitting, key=len)] if fitting else None
