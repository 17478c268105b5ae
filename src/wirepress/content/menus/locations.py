"""Places of the theme that show a menu, and menus that take up new pages by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wirepress.content.options import store

_AUTO = "nav_menu_options"


def registered_locations() -> Mapping[str, str]:
    """Place -> what the theme calls it. The built-in block theme has none: its menus are blocks (wp_navigation)."""
    return {}


def _mods_name() -> str:
    return f"theme_mods_{store.get('stylesheet')}"


def assigned_menus() -> dict[str, int]:
    """Place -> number of the menu that it shows, as stored (places of other themes among them)."""
    mods = store.get(_mods_name(), {})
    found = mods.get("nav_menu_locations") if isinstance(mods, Mapping) else None
    return {str(name): int(number) for name, number in found.items()} if isinstance(found, Mapping) else {}


def locations_of(menu: int) -> list[str]:
    """Return the theme's places that show the menu."""
    shown = assigned_menus()
    return [name for name in registered_locations() if shown.get(name) == menu]


def assign_menu(menu: int, places: Iterable[str]) -> None:
    """The menu is shown at exactly these places; 0 of them frees all that showed it."""
    wanted = set(places)
    with store.locked("menus"):
        kept = {name: number for name, number in assigned_menus().items() if number != menu and name not in wanted}
        _store_assignments({**kept, **dict.fromkeys(sorted(wanted), menu)})


def _store_assignments(places: dict[str, int]) -> None:
    if places == assigned_menus():
        return
    mods: Any = store.get(_mods_name(), {})
    store.put(_mods_name(), {**(mods if isinstance(mods, Mapping) else {}), "nav_menu_locations": places})


def _auto_add_menus() -> list[int]:
    found = store.get(_AUTO, {})
    numbers = found.get("auto_add") if isinstance(found, Mapping) else None
    if isinstance(numbers, Mapping):
        numbers = list(numbers.values())
    return [int(number) for number in numbers] if isinstance(numbers, list) else []


def adds_new_pages(menu: int) -> bool:
    """Return whether new pages of the top level come into the menu by themselves."""
    return menu in _auto_add_menus()


def set_adds_new_pages(menu: int, on: bool) -> None:
    """Switch that on or off."""
    with store.locked("menus"):
        numbers = _auto_add_menus()
        if on == (menu in numbers):
            return
        found = store.get(_AUTO, {})
        others = [number for number in numbers if number != menu]
        store.put(
            _AUTO, {**(found if isinstance(found, Mapping) else {}), "auto_add": [*others, menu] if on else others}
        )
