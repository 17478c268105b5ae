"""Taxonomies and their facts, as WordPress 7.1 registers them, with labels in our own words."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Final

import structlog

from wirepress.content.options.features import extensions
from wirepress.core.contract.content.labels import taxonomy_labels
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.extensions import Extensions

log = structlog.get_logger(__name__)


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
        labels=taxonomy_labels("category", "categories", tree=True, archives=False),
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
        labels=taxonomy_labels("tag", "tags", archives=False),
    ),
    Taxonomy(
        "nav_menu",
        "Navigation Menus",
        "Navigation Menu",
        ("nav_menu_item",),
        rest_base="menus",
        own_capabilities=_MENU,
        labels=taxonomy_labels("menu", "menus"),
    ),
    Taxonomy(
        "link_category",
        "Link Categories",
        "Link Category",
        ("link",),
        show_ui=True,
        counts="all",
        own_capabilities=dict.fromkeys(("manage_terms", "edit_terms", "delete_terms", "assign_terms"), "manage_links"),
        labels=taxonomy_labels("link category", "link categories"),
    ),
    Taxonomy(
        "post_format",
        "Formats",
        "Format",
        ("post",),
        public=True,
        query_var="post_format",
        rewrite_slug="type",
        labels=taxonomy_labels("format", "formats"),
    ),
    Taxonomy(
        "wp_theme",
        "Themes",
        "Theme",
        ("wp_template", "wp_template_part", "wp_global_styles"),
        labels=taxonomy_labels("theme", "themes"),
    ),
    Taxonomy(
        "wp_template_part_area",
        "Template Part Areas",
        "Template Part Area",
        ("wp_template_part",),
        labels=taxonomy_labels("area", "areas"),
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
        labels=taxonomy_labels("pattern category", "pattern categories"),
    ),
)

POST_FORMATS: Final = ("aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio")


_BUILTIN: Final = {taxonomy.name: taxonomy for taxonomy in TAXONOMIES}
_NAME: Final = re.compile(r"[a-z0-9_-]{1,32}")


@functools.lru_cache(maxsize=16)
def valid_taxonomies(active: Extensions) -> dict[str, Taxonomy]:
    """Return the taxonomies that these features bring, by name; one whose name is taken is logged and left out."""
    found: dict[str, Taxonomy] = {}
    for taxonomy in active.declared("taxonomies"):
        bases = {one.rest_base for one in (*TAXONOMIES, *found.values()) if one.rest_base}
        if not _NAME.fullmatch(taxonomy.name) or taxonomy.name in {**_BUILTIN, **found} or taxonomy.rest_base in bases:
            log.error(
                "taxonomy.refused", name=taxonomy.name, error="Its name or REST name is taken, or is no plain word."
            )
            continue
        labels = taxonomy.labels or taxonomy_labels(
            taxonomy.singular.lower(), taxonomy.label.lower(), tree=taxonomy.hierarchical
        )
        found[taxonomy.name] = replace(
            taxonomy,
            builtin=False,
            labels=labels,
            query_var=taxonomy.query_var or (taxonomy.name if taxonomy.public else ""),
        )
    return found


def added() -> dict[str, Taxonomy]:
    """Return the taxonomies of the features that are on, by name."""
    return valid_taxonomies(extensions())


def table() -> dict[str, Taxonomy]:
    """Every taxonomy by name, in the order of registration."""
    return {**_BUILTIN, **added()}


def get(name: str) -> Taxonomy | None:
    """The taxonomy of that name, or None."""
    return _BUILTIN.get(name) or added().get(name)


def known(name: str) -> Taxonomy:
    """The taxonomy of that name; one that is not registered has the facts of nothing at all."""
    return get(name) or Taxonomy(name, name, name, ())


def of_type(post_type: str) -> list[Taxonomy]:
    """Taxonomies of a post type, in order."""
    return [taxonomy for taxonomy in table().values() if post_type in taxonomy.types]


def by_rest_base(base: str) -> Taxonomy | None:
    """The taxonomy whose REST collection has that name."""
    return next((taxonomy for taxonomy in table().values() if taxonomy.rest_base == base), None)


def rest_taxonomies() -> list[Taxonomy]:
    """Taxonomies with REST routes, in order."""
    return [taxonomy for taxonomy in table().values() if taxonomy.show_in_rest]
