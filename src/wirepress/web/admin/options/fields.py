"""From a typed option to a form field, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from unfold import widgets

from wirepress.content.options import registry, store
from wirepress.content.posts.addresses.patterns import TAG
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.content.users.roles import ROLE_LABELS
from wirepress.core.hooks import SettingField
from wirepress.core.rest import schema
from wirepress.core.rest.errors import RestError
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import MultilineField, checkbox_field, choice_field

Pairs = list[tuple[Any, str]]
_NO_CITY: Final = ("Etc/", "posix/", "right/", "SystemV/")
_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_PERMALINK_TAGS: Final = (
    "%year%",
    "%monthnum%",
    "%day%",
    "%hour%",
    "%minute%",
    "%second%",
    "%post_id%",
    "%postname%",
    "%category%",
    "%author%",
)
# Set elsewhere (siteurl: the settings file; themes: none yet), or of no meaning beside another.
HIDDEN: Final = frozenset({"siteurl", "gmt_offset", "WPLANG", "stylesheet", "template"})
LINES: Final = frozenset({"moderation_keys", "disallowed_keys"})
SWITCHES: Final = frozenset({"blog_public"})  # kept as 0 and 1
AVATARS: Final = (
    ("mystery", "Grey silhouette"),
    ("blank", "None"),
    ("gravatar_default", "Gravatar's own picture"),
    ("identicon", "Geometric pattern"),
    ("wavatar", "Generated face"),
    ("monsterid", "Generated monster"),
    ("retro", "8-bit face"),
    ("robohash", "Generated robot"),
)
RANGES: Final[dict[str, tuple[int, int]]] = {
    "posts_per_page": (1, 1000),
    "posts_per_rss": (1, 1000),
    "comments_per_page": (1, 1000),
    "thread_comments_depth": (1, 10),
    "close_comments_days_old": (0, 100_000),
    "comment_max_links": (0, 10_000),
    "site_logo": (0, 2**53),
    "site_icon": (0, 2**53),
}
HELP: Final = {
    "permalink_structure": "For example /%year%/%monthnum%/%postname%/. Existing addresses stop working when you change this.",
    "date_format": "In PHP's date letters: F j, Y gives July 4, 2031.",
    "time_format": "In PHP's date letters: g:i a gives 5:30 pm, H:i gives 17:30.",
    "site_logo": "The ID of a file under Media; 0 for none.",
    "site_icon": "The ID of a file under Media; 0 for none.",
    "moderation_keys": "Words, names, email or web addresses. A comment that contains one of them is held for approval.",
    "disallowed_keys": "Words, names, email or web addresses. A comment that contains one of them goes to the trash.",
}


@dataclass(frozen=True, slots=True)
class LookedUpChoices:
    """What an option is chosen from, looked up when the page is shown."""

    offered: Callable[[], Pairs]


CHOOSING: Final[dict[str, LookedUpChoices]] = {
    "timezone_string": LookedUpChoices(
        lambda: [("", "By offset from GMT"), *((name, name.replace("_", " ")) for name in _zones())]
    ),
    "start_of_week": LookedUpChoices(lambda: list(enumerate(_DAYS))),
    "default_category": LookedUpChoices(lambda: list(choices.term_choices("category"))),
    "default_post_format": LookedUpChoices(
        lambda: [("0", "Standard"), *((name, name.capitalize()) for name in POST_FORMATS)]
    ),
    "default_role": LookedUpChoices(lambda: list(ROLE_LABELS.items())),
    "page_on_front": LookedUpChoices(choices.page_choices),
    "page_for_posts": LookedUpChoices(choices.page_choices),
    "avatar_default": LookedUpChoices(lambda: list(AVATARS)),
    "avatar_rating": LookedUpChoices(lambda: [(word, word) for word in ("G", "PG", "R", "X")]),
}


def _zones() -> list[str]:
    return [*sorted(name for name in available_timezones() if "/" in name and not name.startswith(_NO_CITY)), "UTC"]


def form_field(field: SettingField) -> forms.Field:
    """Return the form field of an option."""
    label, help_text = field.label or field.option, field.help or HELP.get(field.option, "")
    pairs: Pairs = list(field.choices)
    if not pairs and field.option in CHOOSING:
        pairs = CHOOSING[field.option].offered()
    if pairs:
        now = stored_value(field)
        if str(now) not in {str(value) for value, _ in pairs}:
            pairs.append((now, str(now) or "Nothing"))
        return _choice(label, help_text, pairs)
    if field.type == "boolean" or field.option in SWITCHES:
        return checkbox_field(label, help_text)
    if field.type == "integer":
        least, most = RANGES.get(field.option, (0 if field.option not in RANGES else None, 1_000_000))
        return forms.IntegerField(
            label=label,
            help_text=help_text,
            min_value=least,
            max_value=most,
            widget=widgets.UnfoldAdminIntegerFieldWidget(),
        )
    if field.type == "number":
        return forms.FloatField(label=label, help_text=help_text, widget=widgets.UnfoldAdminDecimalFieldWidget())
    if field.option in LINES:
        return MultilineField(label=label, help_text=help_text)
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=2000, widget=widgets.UnfoldAdminTextInputWidget()
    )


def _choice(label: str, help_text: str, pairs: Pairs) -> forms.ChoiceField:
    made = choice_field(label, help_text, [(str(value), words) for value, words in pairs])
    made.required = not any(str(value) == "" for value, _ in pairs)
    return made


def stored_value(field: SettingField) -> Any:
    """Return the option's value now."""
    return store.get(field.option) if field.option in registry.BY_NAME else store.get(field.option, field.default)


def initial_value(field: SettingField) -> Any:
    """Return the value as the form shows it."""
    value = stored_value(field)
    if field.to_form is not None:
        return field.to_form(value)
    if field.type == "boolean" or field.option in SWITCHES:
        return bool(value) and value != "0"
    if field.type == "integer" and not isinstance(value, int):
        value = registry.cast_stored(field, value)
    return str(value) if isinstance(form_field(field), forms.ChoiceField) else value


def clean_value(field: SettingField, value: Any) -> Any:
    """Return the form's value in the option's type. Raises ValidationError."""
    if field.option in SWITCHES:
        return 1 if value else 0
    if field.type == "integer":
        try:
            value = int(value)
        except (TypeError, ValueError):
            raise ValidationError("Enter a whole number.") from None
    if field.type == "string":
        value = str(value or "").strip() if field.option not in ("date_format", "time_format") else str(value or "")
    if field.option == "permalink_structure":
        _check_permalinks(value)
    if field.schema and value != "":
        try:
            schema.validate(value, {"type": field.type, **field.schema}, field.label or field.option)
        except RestError as error:
            raise ValidationError(error.message) from None
    if field.sanitize is not None:
        try:
            value = field.sanitize(value)
        except RestError as error:
            raise ValidationError(error.message) from None
        except (TypeError, ValueError):
            raise ValidationError("This value is not valid here.") from None
    return value


def _check_permalinks(pattern: str) -> None:
    if not pattern:
        return
    unknown = [tag for tag in TAG.findall(pattern) if tag not in _PERMALINK_TAGS]
    if unknown:
        raise ValidationError(f"{unknown[0]} is not a known tag. Use: {', '.join(_PERMALINK_TAGS)}.")
    if not pattern.startswith("/") or "?" in pattern or "#" in pattern or any(char.isspace() for char in pattern):
        raise ValidationError("The structure must begin with a slash and must not contain spaces, ? or #.")
    if "%postname%" not in pattern and "%post_id%" not in pattern:
        raise ValidationError("Include %postname% or %post_id%, so that each story has its own address.")
