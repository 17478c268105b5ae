"""Menus that a site brought along, at the places of the theme: its line of sections, and its footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wirepress.content.menus import locations
from wirepress.content.menus.items import EntryTargets, MenuEntry, build_entry
from wirepress.content.options.links import local
from wirepress.content.posts.listing import queries
from wirepress.content.posts.statuses import effective_status
from wirepress.content.terms.models import TermPost
from wirepress.web.site.present.sections import TONES, Sections
from wirepress.web.site.present.words import plain

MAIN: Final = (
    "primary",
    "main",
    "header",
    "top",
    "menu-1",
    "navigation",
)  # what themes call the place of their first menu
FOOTER: Final = ("footer", "bottom", "secondary")
_ENTRIES_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry of a menu; `tone` is the colour of a category, -1 for none; `id` that category, else 0."""

    name: str
    url: str
    tone: int = -1
    id: int = 0


def read_menus(line: Sections) -> tuple[list[MenuLink], list[MenuLink]]:
    """Return the entries of the main menu and of the footer's; both empty where the site has assigned none."""
    assigned = {name: menu for name, menu in locations.assigned_menus().items() if menu}
    main = _find_place(assigned, MAIN)
    footer = _find_place({name: menu for name, menu in assigned.items() if menu != main}, FOOTER)
    return _links(main, line), _links(footer, line)


def _find_place(assigned: dict[str, int], names: tuple[str, ...]) -> int:
    for wanted in names:
        for place, menu in assigned.items():
            if wanted in place.lower():
                return menu
    return 0


def _links(menu: int, line: Sections) -> list[MenuLink]:
    if not menu:
        return []
    numbers = TermPost.objects.filter(term_id=menu).values_list("post_id", flat=True)[:_ENTRIES_MAX]
    posts = [
        post for post in queries.load_posts(list(numbers)) if post.type == "nav_menu_item" and post.status == "publish"
    ]
    posts.sort(key=lambda post: (post.menu_order, post.pk))
    targets = EntryTargets.load(posts)
    entries = [
        entry
        for post in posts
        if (entry := build_entry(post, targets)) and not entry.parent and _is_public(entry, targets)
    ]
    return [_link(entry, line) for entry in entries]


def _is_public(entry: MenuEntry, targets: EntryTargets) -> bool:
    if entry.invalid or not entry.url.startswith(("http://", "https://", "/", "#", "?")):
        return False
    post = targets.posts.get(entry.object_id) if entry.kind == "post_type" else None
    return post is None or effective_status(post) == "publish"


def _link(entry: MenuEntry, line: Sections) -> MenuLink:
    if entry.kind != "taxonomy" or entry.object != "category":
        return MenuLink(plain(entry.title), local(entry.url))
    return MenuLink(
        plain(entry.title), local(entry.url), line.roots.get(entry.object_id, entry.object_id) % TONES, entry.object_id
    )
