"""The feature's settings: one option, stored under the name and with the keys that an imported site brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.hooks import SettingField

OPTION: Final = "twp_be_options_settings"
GROUP: Final = "engagement"
WORDS_PER_MINUTE: Final = "200"

# key, type, default, label, help
_SWITCH: Final = "boolean"
FIELDS: Final[tuple[tuple[str, str, Any, str, str], ...]] = (
    ("twp_be_enable_read_time", _SWITCH, 1, "Show the read time", "Above every story."),
    ("twp_be_readtime_word_per_minute", "integer", WORDS_PER_MINUTE, "Words per minute", "How fast your readers read."),
    (
        "twp_be_enable_second",
        _SWITCH,
        1,
        "Show seconds",
        "Off: whole minutes; nothing for a story of less than a minute.",
    ),
    ("twp_be_readtime_label", "string", "Read Time:", "Label of the read time", ""),
    ("twp_be_minute_label", "string", "Minute", "Word for minutes", ""),
    ("twp_be_second_label", "string", "Second", "Word for seconds", ""),
    ("twp_be_enable_post_reaction", _SWITCH, 1, "Show the six reactions", "Below every story."),
    ("twp_be_react_percent_count", "string", "percent", "Show reactions as", ""),
    # Kept for imported sites; the parts behind them come later.
    ("twp_be_enable_like_dislike_button", _SWITCH, 1, "Like and dislike", "Kept from an import; not shown yet."),
    (
        "twp_be_show_like_dislike_on_single_post",
        _SWITCH,
        1,
        "Like and dislike on stories",
        "Kept from an import; not shown yet.",
    ),
    (
        "twp_be_show_like_dislike_on_archive",
        _SWITCH,
        1,
        "Like and dislike on lists",
        "Kept from an import; not shown yet.",
    ),
    ("social_share_ed_post", _SWITCH, 1, "Share buttons on stories", "Kept from an import; not shown yet."),
    ("social_share_ed_archive", _SWITCH, 1, "Share buttons on lists", "Kept from an import; not shown yet."),
    ("twp_be_show_author_box", _SWITCH, 1, "Author box", "Kept from an import; not shown yet."),
    ("twp_enable_post_rating", _SWITCH, 1, "Rating in comments", "Kept from an import; not shown yet."),
    ("twp_be_enable_post_visit_tracking", _SWITCH, "", "Count views", "Kept from an import; not shown yet."),
)
_CHOICES: Final = {"twp_be_react_percent_count": (("percent", "Percent"), ("number", "Number"))}
_DEFAULTS: Final[dict[str, Any]] = {key: default for key, _, default, _, _ in FIELDS}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the feature goes by, in its types. Every default is that of a fresh installation of the plugin."""

    read_time: bool = True
    words_per_minute: int = 200
    seconds: bool = True
    label: str = "Read Time:"
    minute: str = "Minute"
    second: str = "Second"
    reactions: bool = True
    numbers: bool = False  # counts instead of percents


def fields() -> list[SettingField]:
    """The settings for the newsroom, each named `option[key]` as WordPress names the parts of an option."""
    return [
        SettingField(f"{OPTION}[{key}]", kind, default, label, help, group=GROUP, choices=_CHOICES.get(key, ()))
        for key, kind, default, label, help in FIELDS
    ]


def read() -> Settings:
    """The settings as stored; those of a fresh installation when nothing is."""
    return typed(store.get(OPTION, None))


def typed(stored: Any) -> Settings:
    """Typed settings out of the stored option. A key that is missing from a stored option is off or empty, as in the plugin;
    an option that was never stored has the defaults."""
    values: dict[str, Any] = stored if isinstance(stored, dict) and stored else _DEFAULTS
    return Settings(
        read_time=_on(values.get("twp_be_enable_read_time")),
        words_per_minute=max(1, _absolute(values.get("twp_be_readtime_word_per_minute"))),
        seconds=_on(values.get("twp_be_enable_second")),
        label=_text(values.get("twp_be_readtime_label")),
        minute=_text(values.get("twp_be_minute_label")),
        second=_text(values.get("twp_be_second_label")),
        reactions=_on(values.get("twp_be_enable_post_reaction")),
        numbers=values.get("twp_be_react_percent_count") == "number",
    )


def _on(value: Any) -> bool:
    return bool(value) and value != "0"


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def _absolute(value: Any) -> int:
    """The whole number that a text begins with, without its sign (WordPress's absint); 0 for anything else."""
    if isinstance(value, bool | int | float):
        return abs(int(value)) if value == value and abs(value) < 1e18 else 0
    if not isinstance(value, str):
        return 0
    digits = ""
    for char in value.strip().lstrip("+-")[:18]:
        if not ("0" <= char <= "9"):
            break
        digits += char
    return int(digits or 0)
