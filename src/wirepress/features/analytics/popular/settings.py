"""How the lists of what is read most, and the category of it, are kept: one option with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.hooks import SettingField

OPTION: Final = "wirepress_popular"
GROUP: Final = "popular"
WINDOWS: Final[dict[str, tuple[int, str]]] = {
    "day": (1, "the last 24 hours"),
    "week": (7, "the last 7 days"),
    "month": (30, "the last 30 days"),
}
_CHOICES: Final = tuple((name, words) for name, (_, words) in WINDOWS.items())


@dataclass(frozen=True, slots=True)
class PopularSettings:
    """What the site chose. `category` 0: no category is kept."""

    front: bool = False
    after_story: bool = False
    window: str = "week"
    shown: int = 5
    category: int = 0
    category_window: str = "day"
    add_at: int = 1000
    remove_below: int = 500
    most: int = 20
    by_hand: bool = False


DEFAULTS: Final = PopularSettings()
_FIELDS: Final = (
    ("front", "boolean", "Most read on the front page", "A list of the stories that are read most."),
    ("after_story", "boolean", "Most read below stories", ""),
    ("window", "string", "These lists count", ""),
    ("shown", "integer", "Stories in these lists", "1 to 20."),
    (
        "category",
        "integer",
        "Number of the category that popular stories get",
        "0: none. It is kept every quarter of an hour.",
    ),
    ("category_window", "string", "The category counts", ""),
    ("add_at", "integer", "Views from which a story is put in", ""),
    (
        "remove_below",
        "integer",
        "Views below which it is taken out",
        "Fewer than to be put in, so that stories do not come and go.",
    ),
    ("most", "integer", "Most stories at a time that are put in", ""),
    (
        "by_hand",
        "boolean",
        "Also take out stories that an editor put in",
        "Off: whoever put a story in or took it out by hand has the last word.",
    ),
)


def fields() -> list[SettingField]:
    """Return the settings for the newsroom."""
    return [
        SettingField(
            f"{OPTION}[{name}]",
            kind,
            getattr(DEFAULTS, name),
            label,
            help,
            group=GROUP,
            choices=_CHOICES if name.endswith("window") else (),
        )
        for name, kind, label, help in _FIELDS
    ]


def read() -> PopularSettings:
    """Return the settings as stored; what is missing or makes no sense is as usual."""
    stored = store.get(OPTION, None)
    values: dict[str, Any] = stored if isinstance(stored, dict) else {}
    window, of_category = str(values.get("window")), str(values.get("category_window"))
    add_at = max(_number(values, "add_at"), 1)
    return PopularSettings(
        _flag(values, "front"),
        _flag(values, "after_story"),
        window if window in WINDOWS else DEFAULTS.window,
        min(max(_number(values, "shown"), 1), 20),
        max(_number(values, "category"), 0),
        of_category if of_category in WINDOWS else DEFAULTS.category_window,
        add_at,
        min(max(_number(values, "remove_below"), 0), add_at),
        min(max(_number(values, "most"), 1), 500),
        _flag(values, "by_hand"),
    )


def _flag(values: dict[str, Any], name: str) -> bool:
    return values.get(name, getattr(DEFAULTS, name)) not in (False, None, "", 0, "0")


def _number(values: dict[str, Any], name: str) -> int:
    try:
        return int(values.get(name, getattr(DEFAULTS, name)))
    except (TypeError, ValueError, OverflowError):
        return int(getattr(DEFAULTS, name))
