"""Which lists a site has, and what of each may be asked: its types, taxonomies and statuses, and what a person may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.transfer.live.asking import SiteAsker, route_address
from wirepress.transfer.live.find_api import LiveSite

# Types that another list brings, or that say nothing without their site.
_LEFT_OUT: Final = {
    "attachment",
    "nav_menu_item",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_font_family",
    "wp_font_face",
}
_BASE: Final = re.compile(
    r"[A-Za-z0-9_-]+(?:[/.][A-Za-z0-9_-]+)*"
)  # no way out of its namespace, no pattern of a route
_NAME: Final = re.compile(r"[a-z0-9_-]{1,32}")
_STATUSES: Final = "publish,future,draft,pending,private,trash"  # where the site does not say which there are
_NO_STATUS: Final = {"auto-draft", "inherit"}
# What who looks after the site may see as well: its route, and what the person has to be able to do.
_EXTRAS: Final = (
    ("settings", "/wp/v2/settings", "manage_options"),
    ("plugins", "/wp/v2/plugins", "activate_plugins"),
    ("menus", "/wp/v2/menus", "edit_theme_options"),
    ("menu-items", "/wp/v2/menu-items", "edit_theme_options"),
    ("menu-locations", "/wp/v2/menu-locations", "edit_theme_options"),
    ("sidebars", "/wp/v2/sidebars", "edit_theme_options"),
    ("widgets", "/wp/v2/widgets", "edit_theme_options"),
    ("templates", "/wp/v2/templates", "edit_theme_options"),
    ("template-parts", "/wp/v2/template-parts", "edit_theme_options"),
)


@dataclass(frozen=True, slots=True)
class ApiList:
    """One list: its name here, its route, the post type of what it holds ("" for what is no post).

    `query`: what is asked beside pages; `whole`: it cannot be asked for what has changed, and is read whole each time; `documents`: it
    comes in as documents do; `single`: one answer holds all of it.
    """

    name: str
    route: str
    post_type: str = ""
    query: dict[str, str] = field(default_factory=dict)
    whole: bool = True
    documents: bool = True
    single: bool = False

    @property
    def title(self) -> str:
        """Return its name for people."""
        return self.name.partition("-")[2] if self.name.startswith(("type-", "terms-")) else self.name


def find_lists(found: LiveSite, asker: SiteAsker) -> list[ApiList]:
    """Return the lists of a site, what others refer to first. Raises SiteAway."""
    edit = {"context": "edit"} if found.person else {}
    order = {"orderby": "id", "order": "asc"}
    seen = edit if found.may("list_users") else {}
    lists = [ApiList("users", "/wp/v2/users", query={**order, **seen}, documents=False)]
    taxonomies, _ = asker.ask_json(route_address(found.root, "/wp/v2/taxonomies", **edit))
    for name, facts in _items(taxonomies):
        if name != "nav_menu":
            lists.append(ApiList(f"terms-{name}", _route(facts), query={**order, **edit}))
    lists += _post_lists("media", "/wp/v2/media", "attachment", found, "")
    types, _ = asker.ask_json(route_address(found.root, "/wp/v2/types", **edit))
    statuses = _find_statuses(found, asker) if found.person else ""
    for name, facts in _items(types):
        if name not in _LEFT_OUT and len(name) <= 20:
            lists += _post_lists(f"type-{name}", _route(facts), name, found, statuses)
    lists += _comment_lists(found)
    for name, route, capability in _EXTRAS:
        if found.may(capability) and found.has_route(route):
            paged = name in ("menus", "menu-items")
            lists.append(ApiList(name, route, query=edit, documents=False, single=not paged))
    return lists


def _post_lists(name: str, route: str, post_type: str, found: LiveSite, statuses: str) -> Iterator[ApiList]:
    """Yield the list of a type; for a person who may not edit what others wrote, everybody's view of it as well."""
    order = {"orderby": "id", "order": "asc"}
    if not found.person:
        yield ApiList(name, route, post_type, order, whole=False)
        return
    if found.capabilities and not found.may("edit_others_posts"):
        yield ApiList(f"{name}-public", route, post_type, order, whole=False)
    signed = {**order, "context": "edit", **({"status": statuses} if statuses else {})}
    yield ApiList(name, route, post_type, signed, whole=False)


def _comment_lists(found: LiveSite) -> Iterator[ApiList]:
    order = {"orderby": "id", "order": "asc"}
    if not found.may("moderate_comments"):
        yield ApiList("comments", "/wp/v2/comments", query=order)
        return
    for name, status in (("comments", "all"), ("comments-spam", "spam"), ("comments-trash", "trash")):
        query = {**order, "context": "edit", "status": status, "type": "all"}
        yield ApiList(name, "/wp/v2/comments", query=query)


def _find_statuses(found: LiveSite, asker: SiteAsker) -> str:
    """Return the statuses that stories of the site have, joined by commas."""
    told, answer = asker.ask_json(route_address(found.root, "/wp/v2/statuses", context="edit"))
    names = [name for name, _ in _items(told, based=False) if name not in _NO_STATUS] if answer.status == 200 else []
    return ",".join(names) if "publish" in names else _STATUSES


def _items(answer: Any, *, based: bool = True) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield name and facts of what an answer names; `based`: of what has a route that can be asked."""
    for name, facts in answer.items() if isinstance(answer, dict) else ():
        if not isinstance(facts, dict) or not _NAME.fullmatch(str(name)):
            continue
        base = facts.get("rest_base")
        space = facts.get("rest_namespace") or "wp/v2"
        if based and not (_is_base(base) and _is_base(space)):
            continue
        yield str(name), facts


def _is_base(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 200 and _BASE.fullmatch(value) is not None


def _route(facts: dict[str, Any]) -> str:
    return f"/{facts.get('rest_namespace') or 'wp/v2'}/{facts['rest_base']}"
