"""A post type and its facts, as WordPress 7.1 registers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NOTES: Final[Mapping[str, tuple[str, ...]]] = {"post": ("notes",), "page": ("notes",)}
# Capability slot -> how its name is made from (singular, plural) of the capability type.
_SLOTS: Final = (
    ("edit_post", "edit_{0}"),
    ("read_post", "read_{0}"),
    ("delete_post", "delete_{0}"),
    ("edit_posts", "edit_{1}"),
    ("edit_others_posts", "edit_others_{1}"),
    ("delete_posts", "delete_{1}"),
    ("publish_posts", "publish_{1}"),
    ("read_private_posts", "read_private_{1}"),
    ("read", "read"),
    ("delete_private_posts", "delete_private_{1}"),
    ("delete_published_posts", "delete_published_{1}"),
    ("delete_others_posts", "delete_others_{1}"),
    ("edit_private_posts", "edit_private_{1}"),
    ("edit_published_posts", "edit_published_{1}"),
    ("create_posts", "edit_{1}"),
)
# Where the type does not map capabilities to single posts, only these slots exist.
_UNMAPPED: Final = frozenset(name for name, _ in _SLOTS[:8]) | {"create_posts"}


@dataclass(frozen=True, slots=True)
class PostType:
    """One post type. Names and values are WordPress's; labels are ours."""

    name: str
    label: str
    singular: str
    description: str = ""
    public: bool = False
    hierarchical: bool = False
    exclude_from_search: bool = True
    publicly_queryable: bool = False
    show_ui: bool = False
    show_in_nav_menus: bool = False
    builtin: bool = True  # false for those of plugins, whatever they say
    icon: str | None = None
    rest_base: str = ""  # empty: not in REST
    rest_namespace: str = "wp/v2"
    capability_type: tuple[str, str] = ("post", "posts")
    own_capabilities: Mapping[str, str] = field(default_factory=dict)
    map_meta_cap: bool = True
    supports: tuple[str, ...] = ()  # in WordPress's order
    taxonomies: tuple[str, ...] = ()  # those of the REST documents, in order
    query_var: str = ""
    rewrite_slug: str = ""  # the word before an item's slug in addresses; empty: the name
    has_archive: bool = False  # whether its list has a public page, under that word
    delete_with_user: bool = False
    labels: Mapping[str, str | None] = field(default_factory=dict)
    _capabilities: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = {
            slot: pattern.format(*self.capability_type)
            for slot, pattern in _SLOTS
            if self.map_meta_cap or slot in _UNMAPPED
        }
        object.__setattr__(self, "_capabilities", {**named, **self.own_capabilities})

    @property
    def show_in_rest(self) -> bool:
        """Whether REST has routes for it."""
        return bool(self.rest_base)

    @property
    def viewable(self) -> bool:
        """Whether single posts have a public page."""
        return self.publicly_queryable or (self.builtin and self.public)

    @property
    def capabilities(self) -> dict[str, str]:
        """Capability slot (edit_posts ...) -> the capability asked for, in WordPress's order."""
        return dict(self._capabilities)

    def cap(self, slot: str) -> str:
        """The capability asked for in a slot; `do_not_allow` where the type has none."""
        return self._capabilities.get(slot, "do_not_allow")

    def can(self, feature: str) -> bool:
        """Whether the type supports a feature: title, editor, revisions ..."""
        return feature in self.supports

    @property
    def supports_document(self) -> dict[str, bool | list[dict[str, bool]]]:
        """`supports` as REST shows it in WordPress 7.1 (`editor` names its options where notes are allowed)."""
        shown: dict[str, bool | list[dict[str, bool]]] = {}
        for feature in self.supports:
            shown[feature] = [{"notes": True}] if feature == "editor" and "notes" in NOTES.get(self.name, ()) else True
        return shown

    @property
    def rest_path(self) -> str:
        """Path of the collection below /wp-json: `/wp/v2/posts`."""
        return f"/{self.rest_namespace}/{self.rest_base}"
