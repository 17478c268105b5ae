"""The feature's settings: one option, stored under the name and with the keys that an imported site brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.hooks import SettingField
from wirepress.core.rest.errors import RestError

OPTION: Final = "twp_be_options_settings"
OWN_OPTION: Final = "wirepress_engagement"
NETWORKS: Final = ("facebook", "twitter", "pinterest", "linkedin", "email", "vk")
DEFAULT_NETWORKS: Final = {"facebook": 1, "twitter": 1, "pinterest": 1, "linkedin": 1, "email": 0, "vk": 0}
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
    ("twp_be_enable_like_dislike_button", _SWITCH, 1, "Like and dislike", "Two buttons below every story."),
    ("twp_be_show_like_dislike_on_single_post", _SWITCH, 1, "Like and dislike on stories", ""),
    (
        "twp_be_show_like_dislike_on_archive",
        _SWITCH,
        1,
        "Likes on lists",
        "Beside each story of a section, a tag, an author or a day that somebody likes.",
    ),
    ("twp_be_like_icon_layout", "string", "layout-1", "Signs of like and dislike", ""),
    (
        "social_share_ed_post",
        _SWITCH,
        1,
        "Share buttons on stories",
        "No script and no picture of another site is loaded.",
    ),
    ("social_share_ed_before_content", _SWITCH, "", "Share buttons above the story", "Off: below it."),
    (
        "social_share_ed_archive",
        _SWITCH,
        1,
        "Share buttons on lists",
        "For the page of a section, a tag, an author or a day.",
    ),
    (
        "social_share",
        "string",
        DEFAULT_NETWORKS,
        "Networks",
        "In their order, separated by spaces: facebook, twitter, pinterest, linkedin, vk, email. Copying the address is always offered.",
    ),
    ("social_share_title", "string", "Share", "Title of the share buttons", ""),
    (
        "social_share_ed_socila_counter",
        _SWITCH,
        1,
        "Count shares",
        "How often readers used a button here; no network is asked.",
    ),
    ("twp_be_open_link_type", "string", "new-window", "Open networks in", ""),
    ("social_share_email_subject", "string", "", "Subject of a shared mail", "Empty: the story's headline."),
    (
        "social_share_email_body",
        "string",
        "Hey I Got Something For You",
        "Text of a shared mail",
        "The address follows.",
    ),
    (
        "social_share_fb_app_id",
        "string",
        "",
        "Facebook's app id",
        "Kept from an import; Facebook is not asked for counts.",
    ),
    (
        "social_share_fb_secret_key",
        "string",
        "",
        "Facebook's secret",
        "Kept from an import; Facebook is not asked for counts.",
    ),
    ("twp_be_show_author_box", _SWITCH, 1, "Author box", "Below every story: who wrote it, and where else they are."),
    ("twp_be_show_author_title", "string", "About Post Author", "Title of the author box", ""),
    ("twp_be_show_author_alignmrnt", "string", "left", "Portrait of the author", ""),
    ("twp_be_show_author_image_layout", "string", "square", "Shape of the portrait", ""),
    ("twp_be_show_author_email", _SWITCH, "", "Author's mail address", "Shown to everybody, robots too."),
    ("twp_be_show_author_url", _SWITCH, 1, "Author's website", ""),
    ("twp_be_show_author_role", _SWITCH, "", "Author's role", ""),
    (
        "twp_enable_post_rating",
        _SWITCH,
        1,
        "Stars in comments",
        "Whoever comments may give the story one to five stars.",
    ),
    (
        "twp_be_enable_post_visit_tracking",
        _SWITCH,
        "",
        "Count views",
        "And show them beside the byline. No reader is followed.",
    ),
    ("twp_be_views_label", "string", "Views:", "Label of the views", ""),
)
# Of this feature alone: what the plugin has no option for.
OWN_FIELDS: Final[tuple[tuple[str, str, Any, str, str], ...]] = (
    ("live", _SWITCH, 1, "Live numbers", "Reactions and likes of others appear on an open page without a reload."),
    ("read_later", _SWITCH, 1, "Read later", "A list in the reader's own browser; the site never sees it."),
    (
        "most_read_days",
        "integer",
        7,
        "Days of the most read stories",
        "How far back the lists of most read stories look.",
    ),
)
_CHOICES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "twp_be_react_percent_count": (("percent", "Percent"), ("number", "Number")),
    "twp_be_like_icon_layout": (("layout-1", "Thumbs"), ("layout-2", "Faces")),
    "twp_be_open_link_type": (
        ("new-window", "A small window"),
        ("new-tab", "A new tab"),
        ("same-window", "The same window"),
    ),
    "twp_be_show_author_alignmrnt": (("left", "On the left"), ("center", "In the middle"), ("right", "On the right")),
    "twp_be_show_author_image_layout": (("square", "Square"), ("round", "Round")),
}
_DEFAULTS: Final[dict[str, Any]] = {key: default for key, _, default, _, _ in FIELDS}
_OWN_DEFAULTS: Final[dict[str, Any]] = {key: default for key, _, default, _, _ in OWN_FIELDS}
DAYS_MAX: Final = 366


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
    likes: bool = True  # the switch over the next two
    likes_on_story: bool = True
    likes_on_lists: bool = True
    like_faces: bool = False  # smileys instead of thumbs
    share_on_story: bool = True
    share_above: bool = False
    share_on_lists: bool = True
    networks: tuple[str, ...] = ("facebook", "twitter", "pinterest", "linkedin")  # those that are on, in their order
    share_title: str = "Share"
    share_counts: bool = True
    share_opens: str = "new-window"  # or new-tab, same-window
    mail_subject: str = ""
    mail_body: str = "Hey I Got Something For You"
    author_box: bool = True
    author_title: str = "About Post Author"
    author_align: str = "left"
    author_shape: str = "square"
    author_mail: bool = False
    author_url: bool = True
    author_role: bool = False
    ratings: bool = True
    views: bool = False
    views_label: str = "Views:"


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What the plugin has no option for."""

    live: bool = True
    read_later: bool = True
    most_read_days: int = 7


def fields() -> list[SettingField]:
    """The settings for the newsroom, each named `option[key]` as WordPress names the parts of an option."""
    return [
        *(_field(OPTION, *row) for row in FIELDS),
        *(_field(OWN_OPTION, *row) for row in OWN_FIELDS),
    ]


def _field(option: str, key: str, kind: str, default: Any, label: str, help: str) -> SettingField:
    networks = key == "social_share"
    return SettingField(
        f"{option}[{key}]",
        kind,
        default,
        label,
        help,
        group=GROUP,
        choices=_CHOICES.get(key, ()),
        sanitize=networks_from_words if networks else None,
        to_form=networks_as_words if networks else None,
    )


def networks_as_words(stored: Any) -> str:
    """Return the networks that are on, in their order, as a line of words."""
    return " ".join(_networks(stored))


def networks_from_words(words: Any) -> dict[str, int]:
    """Return the map that the plugin stores: every network in its order, 1 for those that are named. Raises RestError for an unknown one."""
    named = list(dict.fromkeys(str(words or "").replace(",", " ").lower().split()))
    for name in named:
        if name not in NETWORKS:
            message = f"There is no button for {name}. There are: {', '.join(NETWORKS)}."
            raise RestError("rest_invalid_param", message, 400)
    return {**dict.fromkeys(named, 1), **{name: 0 for name in NETWORKS if name not in named}}


def _networks(stored: Any) -> tuple[str, ...]:
    return (
        tuple(name for name, on in stored.items() if name in NETWORKS and _on(on)) if isinstance(stored, dict) else ()
    )


def read_own() -> OwnSettings:
    """Return what is set beside the plugin's options."""
    stored = store.get(OWN_OPTION, None)
    given: dict[str, Any] = stored if isinstance(stored, dict) else {}
    values = {**_OWN_DEFAULTS, **given}
    return OwnSettings(
        live=_on(values["live"]),
        read_later=_on(values["read_later"]),
        most_read_days=min(max(_absolute(values["most_read_days"]), 1), DAYS_MAX),
    )


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
        likes=_on(values.get("twp_be_enable_like_dislike_button")),
        likes_on_story=_on(values.get("twp_be_show_like_dislike_on_single_post")),
        likes_on_lists=_on(values.get("twp_be_show_like_dislike_on_archive")),
        like_faces=values.get("twp_be_like_icon_layout") == "layout-2",
        share_on_story=_on(values.get("social_share_ed_post")),
        share_above=_on(values.get("social_share_ed_before_content")),
        share_on_lists=_on(values.get("social_share_ed_archive")),
        networks=_networks(values.get("social_share")),
        share_title=_text(values.get("social_share_title")),
        share_counts=_on(values.get("social_share_ed_socila_counter")),
        share_opens=_text(values.get("twp_be_open_link_type")),
        mail_subject=_text(values.get("social_share_email_subject")),
        mail_body=_text(values.get("social_share_email_body")),
        author_box=_on(values.get("twp_be_show_author_box")),
        author_title=_text(values.get("twp_be_show_author_title")),
        author_align=_text(values.get("twp_be_show_author_alignmrnt")),
        author_shape=_text(values.get("twp_be_show_author_image_layout")),
        author_mail=_on(values.get("twp_be_show_author_email")),
        author_url=_on(values.get("twp_be_show_author_url")),
        author_role=_on(values.get("twp_be_show_author_role")),
        # The plugin counts a missing key of these as on.
        ratings=_on(values.get("twp_enable_post_rating", 1)),
        views=_on(values.get("twp_be_enable_post_visit_tracking")),
        views_label=_text(values.get("twp_be_views_label", "Views:")),
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
