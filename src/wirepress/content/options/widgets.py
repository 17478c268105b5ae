"""Widgets as an imported site left them. The theme has no places for them, so all of them are inactive; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.php.numbers import read_digits

PLACE: Final = "wp_inactive_widgets"
_OPTION: Final = "sidebars_widgets"


def widget_names() -> list[str]:
    """Return names of all widgets (`block-2`), in the order of the places they were in."""
    places = store.get(_OPTION, None)
    found: list[str] = []
    for name, widgets in places.items() if isinstance(places, dict) else ():
        if name != "array_version":
            found += _names(widgets)
    return [name for name in dict.fromkeys(found) if find_instance(name) is not None]


def _names(widgets: Any) -> list[str]:
    listed = widgets.values() if isinstance(widgets, dict) else widgets if isinstance(widgets, list) else ()
    return [str(name) for name in listed]


def split_name(name: str) -> tuple[str, str]:
    """`block-2` -> its kind `block` and number `2`."""
    kind, _, number = name.rpartition("-")
    return (kind, number) if kind and read_digits(number) is not None else (name, "")


def find_instance(name: str) -> dict[str, Any] | None:
    """Return what a widget holds; None for one that is not there."""
    kind, number = split_name(name)
    stored = store.get(f"widget_{kind}", None)
    if isinstance(stored, list):
        stored = {str(place): value for place, value in enumerate(stored)}
    found = stored.get(number) if isinstance(stored, dict) else None
    return dict(found) if isinstance(found, dict) else None


def set_active(names: Sequence[str]) -> None:
    """These stay in their order, all others are taken out of every place (what they hold is kept)."""
    with store.locked("widgets"):
        _set_active(names)


def _set_active(names: Sequence[str]) -> None:
    store.put(_OPTION, {PLACE: [name for name in names if find_instance(name) is not None], "array_version": 3})


def delete_widget(name: str) -> None:
    """Takes a widget out of its place and forgets what it holds."""
    with store.locked("widgets"):
        deactivate(name)
        kind, number = split_name(name)
        stored = store.get(f"widget_{kind}", None)
        if isinstance(stored, dict):
            store.put(f"widget_{kind}", {key: value for key, value in stored.items() if key != number})


def deactivate(name: str) -> None:
    """Takes a widget out of its place; what it holds is kept."""
    with store.locked("widgets"):
        _set_active([one for one in widget_names() if one != name])


def add_widget(kind: str, values: dict[str, Any]) -> str:
    """Return a new widget behind all others; answers its name."""
    with store.locked("widgets"):
        name = save_instance(kind, values)
        _set_active([*widget_names(), name])
    return name


def save_instance(kind: str, values: dict[str, Any], number: str = "") -> str:
    """Keeps what a widget holds, under a new number when none is given; answers its name."""
    with store.locked("widgets"):
        return _save_instance(kind, values, number)


def _save_instance(kind: str, values: dict[str, Any], number: str) -> str:
    stored = store.get(f"widget_{kind}", None)
    if isinstance(stored, list):
        stored = {str(place): value for place, value in enumerate(stored)}
    every = dict(stored) if isinstance(stored, dict) else {"_multiwidget": 1}
    if not number:
        number = str(max([1, *(read_digits(str(key)) or 0 for key in every)]) + 1)
    store.put(f"widget_{kind}", {**every, number: values})
    return f"{kind}-{number}"
