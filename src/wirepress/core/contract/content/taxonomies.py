"""A taxonomy and its facts, as WordPress 7.1 registers them."""

from __future__ import annotations

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
    rewrite_slug: str = ""  # the word before a term's slug in addresses; empty: the name
    own_capabilities: Mapping[str, str] = field(default_factory=dict)
    default_option: str = ""  # option that holds the default term's id
    sort: bool = False
    counts: str = "published"  # published: posts whose status is public; all: every relation
    description: str = ""
    builtin: bool = True  # false for those of plugins, whatever they say
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
