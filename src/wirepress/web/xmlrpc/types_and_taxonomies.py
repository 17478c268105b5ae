"""What kinds of items, states and taxonomies there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.content.terms import access as term_access
from wirepress.content.terms import taxonomies
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.web.xmlrpc.call import Call, find_post_type, refusal_of_rights, to_text
from wirepress.web.xmlrpc.xml_codec import Fault

_POST: Final = {"draft": "Draft", "pending": "Pending Review", "private": "Private", "publish": "Published"}
_PAGE: Final = {"draft": "Draft", "private": "Private", "publish": "Published"}
_PLACES: Final = {"post": 5, "page": 20}  # in the newsroom's menu
_PUBLIC: Final[Mapping[str, Any]] = {"public": True}
_TYPE_GROUPS: Final = ("labels", "cap", "taxonomies")
_TAXONOMY_GROUPS: Final = ("labels", "cap", "object_type")
_FACTS: Final = ("name", "label", "public", "hierarchical", "show_ui", "_builtin")
_TYPE_FACTS: Final = (
    *_FACTS,
    "publicly_queryable",
    "exclude_from_search",
    "show_in_nav_menus",
    "show_in_rest",
    "map_meta_cap",
    "has_archive",
)
_TAXONOMY_FACTS: Final = (*_FACTS, "show_in_rest")


def get_post_statuses(call: Call) -> dict[str, str]:
    """wp.getPostStatusList: blog, login, password."""
    call.require_args(3)
    if not call.sign_in().can("edit_posts"):
        raise refusal_of_rights("You are not allowed to write here.", 403)
    return dict(_POST)


def get_page_statuses(call: Call) -> dict[str, str]:
    """wp.getPageStatusList: blog, login, password."""
    call.require_args(3)
    if not call.sign_in().can("edit_pages"):
        raise refusal_of_rights("You are not allowed to edit pages.", 403)
    return dict(_PAGE)


def get_page_templates(call: Call) -> dict[str, str]:
    """wp.getPageTemplates: blog, login, password. The theme has the plain one."""
    call.require_args(3)
    if not call.sign_in().can("edit_pages"):
        raise refusal_of_rights("You are not allowed to edit pages.", 403)
    return {"Default": "default"}


def _matches_filter(thing: PostType | Taxonomy, given: Any, facts: Collection[str]) -> bool:
    """Return whether a type or taxonomy is as a filter says; without one, whether it is public."""
    wanted = _PUBLIC if given is None else given if isinstance(given, dict) else {}
    for name, value in wanted.items():
        if name not in facts:
            return False
        fact = getattr(thing, name.removeprefix("_"), True)  # taxonomies are all built in
        if (to_text(value) != fact) if isinstance(fact, str) else (bool(value and value != "0") != bool(fact)):
            return False
    return True


def _type_struct(kind: PostType, fields: Any) -> dict[str, Any]:
    wanted = set(fields)
    shown: dict[str, Any] = {
        "name": kind.name,
        "label": kind.label,
        "hierarchical": kind.hierarchical,
        "public": kind.public,
        "show_ui": kind.show_ui,
        "_builtin": kind.builtin,
        "has_archive": kind.has_archive,
        "supports": dict.fromkeys(kind.supports, True) if site.compat() == "6.8" else kind.supports_document,
    }
    if "labels" in wanted:
        shown["labels"] = {
            "name": kind.label,
            "singular_name": kind.singular,
            **{name: text or "" for name, text in kind.labels.items()},
        }
    if "cap" in wanted:
        shown["cap"], shown["map_meta_cap"] = kind.capabilities, kind.map_meta_cap
    if "menu" in wanted:
        shown["menu_position"], shown["menu_icon"] = _PLACES.get(kind.name, 0), kind.icon or ""
        shown["show_in_menu"] = kind.show_ui
    if "taxonomies" in wanted:
        shown["taxonomies"] = [taxonomy.name for taxonomy in taxonomies.of_type(kind.name)]
    return shown


def get_type(call: Call) -> dict[str, Any]:
    """wp.getPostType: blog, login, password, name, fields."""
    call.require_args(4)
    user, kind = call.sign_in(), find_post_type(call.text(3))
    if not access.may_edit_type(user, kind.name):
        raise refusal_of_rights("You are not allowed to edit items of this type.")
    return _type_struct(kind, call.names(4, _TYPE_GROUPS))


def get_types(call: Call) -> dict[str, Any]:
    """wp.getPostTypes: blog, login, password, filter, fields."""
    call.require_args(3)
    user = call.sign_in()
    kinds = [kind for kind in post_types.table().values() if _matches_filter(kind, call.get(3), _TYPE_FACTS)]
    found = [kind for kind in kinds if access.may_edit_type(user, kind.name)]
    return {kind.name: _type_struct(kind, call.names(4, _TYPE_GROUPS)) for kind in found}


def _taxonomy_struct(taxonomy: Taxonomy, fields: Any) -> dict[str, Any]:
    wanted = set(fields)
    shown: dict[str, Any] = {
        "name": taxonomy.name,
        "label": taxonomy.label,
        "hierarchical": taxonomy.hierarchical,
        "public": taxonomy.public,
        "show_ui": taxonomy.show_ui,
        "_builtin": True,
    }
    if "labels" in wanted:
        shown["labels"] = {name: text or "" for name, text in taxonomy.labels.items()}
    if "cap" in wanted:
        shown["cap"] = dict(taxonomy.capabilities)
    if "menu" in wanted:
        shown["show_in_menu"] = taxonomy.show_ui
    if "object_type" in wanted:
        shown["object_type"] = list(taxonomy.types)
    return shown


def get_taxonomy(call: Call) -> dict[str, Any]:
    """wp.getTaxonomy: blog, login, password, name, fields."""
    call.require_args(4)
    user, taxonomy = call.sign_in(), taxonomies.get(call.text(3))
    if taxonomy is None:
        raise Fault(403, "There is no such taxonomy.")
    if not term_access.may(user, "assign_terms", taxonomy.name):
        raise refusal_of_rights("You are not allowed to choose terms of this taxonomy.")
    return _taxonomy_struct(taxonomy, call.names(4, _TAXONOMY_GROUPS))


def get_taxonomies(call: Call) -> list[dict[str, Any]]:
    """wp.getTaxonomies: blog, login, password, filter, fields."""
    call.require_args(3)
    user = call.sign_in()
    return [
        _taxonomy_struct(taxonomy, call.names(4, _TAXONOMY_GROUPS))
        for taxonomy in taxonomies.table().values()
        if _matches_filter(taxonomy, call.get(3), _TAXONOMY_FACTS)
        and term_access.may(user, "assign_terms", taxonomy.name)
    ]
