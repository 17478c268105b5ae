"""Taxonomies and their facts, as WordPress 7.1 registers them, with labels in our own words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_DEFAULT_CAPABILITIES: Final = {
    "manage_terms": "manage_categories",
    "edit_terms": "manage_categories",
    "delete_terms": "manage_categories",
    "assign_terms": "edit_posts",
}


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One taxonomy. Names and values are WordPress's; labels are ours."""

    name: str
    label: str
    singular: str
    types: tuple[str, ...]
    public: bool = False
    hierarchical: bool = False
    show_ui: bool = False
    show_in_nav_menus: bool = False
    show_admin_column: bool = False
    show_in_quick_edit: bool = False
    show_cloud: bool = False
    rest_base: str = ""  # empty: not in REST
    rest_namespace: str = "wp/v2"
    query_var: str = ""
    rewrite_slug: str = ""
    own_capabilities: Mapping[str, str] = field(default_factory=dict)
    default_option: str = ""  # option that holds the default term's id
    sort: bool = False
    counts: str = "published"  # published: posts whose status is public; all: every relation
    description: str = ""
    labels: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def capabilities(self) -> dict[str, str]:
        """manage, edit, delete and assign -> the capability asked for."""
        return _DEFAULT_CAPABILITIES | dict(self.own_capabilities)

    @property
    def show_in_rest(self) -> bool:
        """Whether REST has routes for it."""
        return bool(self.rest_base)

    @property
    def publicly_queryable(self) -> bool:
        """Whether readers can list posts by it."""
        return self.public

    @property
    def rest_path(self) -> str:
        """Path of the collection below /wp-json: `/wp/v2/categories`."""
        return f"/{self.rest_namespace}/{self.rest_base}"


def _labels(one: str, many: str, *, tree: bool = False, archives: bool = True) -> Mapping[str, str | None]:
    One, Many = one[0].upper() + one[1:], many[0].upper() + many[1:]

    def flat(text: str) -> str | None:
        return None if tree else text

    def deep(text: str) -> str | None:
        return text if tree else None

    made: dict[str, str | None] = {
        "name": Many,
        "singular_name": One,
        "search_items": f"Find {many}",
        "popular_items": flat(f"Most used {many}"),
        "all_items": f"All {many}",
        "parent_item": deep(f"Above this {one}"),
        "parent_item_colon": deep(f"Above this {one}:"),
        "name_field_description": "What readers see.",
        "slug_field_description": "The word in addresses.",
        "parent_field_description": deep(f"The {one} that holds this one."),
        "desc_field_description": "Themes may show it.",
        "edit_item": f"Change {one}",
        "view_item": f"Look at {one}",
        "update_item": f"Save {one}",
        "add_new_item": f"Add a {one}",
        "new_item_name": f"Name of the {one}",
        "separate_items_with_commas": flat(f"Put commas between {many}"),
        "add_or_remove_items": flat(f"Add {many} or take them away"),
        "choose_from_most_used": flat(f"Pick from the most used {many}"),
        "not_found": f"There are no {many}.",
        "no_terms": f"No {many}",
        "filter_by_item": deep(f"By {one}"),
        "items_list_navigation": f"Pages of the list of {many}",
        "items_list": f"List of {many}",
        "most_used": "Most used",
        "back_to_items": f"Back to the {many}",
        "item_link": f"Link to a {one}",
        "item_link_description": f"Leads to a {one}.",
        "menu_name": Many,
        "name_admin_bar": One,
    }
    if archives:
        made["archives"] = f"All {many}"
    made["template_name"] = f"Archive: {One}"
    return made


def _own(word: str) -> dict[str, str]:
    return {
        "manage_terms": f"manage_{word}",
        "edit_terms": f"edit_{word}",
        "delete_terms": f"delete_{word}",
        "assign_terms": f"assign_{word}",
    }


_THEME: Final = dict.fromkeys(("manage_terms", "edit_terms", "delete_terms", "assign_terms"), "edit_theme_options")
_MENU: Final = _THEME

TAXONOMIES: Final[tuple[Taxonomy, ...]] = (
    Taxonomy(
        "category",
        "Categories",
        "Category",
        ("post",),
        public=True,
        hierarchical=True,
        show_ui=True,
        show_in_nav_menus=True,
        show_admin_column=True,
        show_in_quick_edit=True,
        show_cloud=True,
        rest_base="categories",
        query_var="category_name",
        own_capabilities={**_own("categories"), "manage_terms": "manage_categories"},
        default_option="default_category",
        labels=_labels("category", "categories", tree=True, archives=False),
    ),
    Taxonomy(
        "post_tag",
        "Tags",
        "Tag",
        ("post",),
        public=True,
        show_ui=True,
        show_in_nav_menus=True,
        show_admin_column=True,
        show_in_quick_edit=True,
        show_cloud=True,
        rest_base="tags",
        query_var="tag",
        own_capabilities=_own("post_tags"),
        labels=_labels("tag", "tags", archives=False),
    ),
    Taxonomy(
        "nav_menu",
        "Navigation Menus",
        "Navigation Menu",
        ("nav_menu_item",),
        rest_base="menus",
        own_capabilities=_MENU,
        labels=_labels("menu", "menus"),
    ),
    Taxonomy(
        "link_category",
        "Link Categories",
        "Link Category",
        ("link",),
        show_ui=True,
        counts="all",
        own_capabilities=dict.fromkeys(("manage_terms", "edit_terms", "delete_terms", "assign_terms"), "manage_links"),
        labels=_labels("link category", "link categories"),
    ),
    Taxonomy(
        "post_format",
        "Formats",
        "Format",
        ("post",),
        public=True,
        query_var="post_format",
        rewrite_slug="type",
        labels=_labels("format", "formats"),
    ),
    Taxonomy(
        "wp_theme",
        "Themes",
        "Theme",
        ("wp_template", "wp_template_part", "wp_global_styles"),
        labels=_labels("theme", "themes"),
    ),
    Taxonomy(
        "wp_template_part_area",
        "Template Part Areas",
        "Template Part Area",
        ("wp_template_part",),
        labels=_labels("area", "areas"),
    ),
    Taxonomy(
        "wp_pattern_category",
        "Pattern Categories",
        "Pattern Category",
        ("wp_block",),
        show_ui=True,
        show_admin_column=True,
        show_in_quick_edit=True,
        rest_base="wp_pattern_category",
        labels=_labels("pattern category", "pattern categories"),
    ),
)

POST_FORMATS: Final = ("aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio")


@functools.cache
def table() -> dict[str, Taxonomy]:
    """Every taxonomy by name, in the order of registration."""
    return {taxonomy.name: taxonomy for taxonomy in TAXONOMIES}


def get(name: str) -> Taxonomy | None:
    """The taxonomy of that name, or None."""
    return table().get(name)


def known(name: str) -> Taxonomy:
    """The taxonomy of that name; one that is not registered has the facts of nothing at all."""
    return table().get(name) or Taxonomy(name, name, name, ())


def of_type(post_type: str) -> list[Taxonomy]:
    """Taxonomies of a post type, in order."""
    return [taxonomy for taxonomy in TAXONOMIES if post_type in taxonomy.types]


def by_rest_base(base: str) -> Taxonomy | None:
    """The taxonomy whose REST collection has that name."""
    return next((taxonomy for taxonomy in TAXONOMIES if taxonomy.rest_base == base), None)


def rest_taxonomies() -> list[Taxonomy]:
    """Taxonomies with REST routes, in order."""
    return [taxonomy for taxonomy in TAXONOMIES if taxonomy.show_in_rest]
