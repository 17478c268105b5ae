"""The post type and its taxonomy."""

from __future__ import annotations

from wirepress.core.hooks import PostType, Taxonomy

RECIPE = PostType(
    "recipe",
    "Recipes",
    "Recipe",
    description="What the kitchen has tried.",
    public=True,
    publicly_queryable=True,
    exclude_from_search=False,
    show_ui=True,
    show_in_nav_menus=True,
    has_archive=True,
    rest_base="recipes",
    rewrite_slug="recipes",
    supports=("title", "editor", "author", "excerpt", "thumbnail", "comments", "revisions", "custom-fields"),
)
CUISINE = Taxonomy(
    "cuisine",
    "Cuisines",
    "Cuisine",
    ("recipe",),
    public=True,
    hierarchical=True,
    show_ui=True,
    rest_base="cuisines",
)
