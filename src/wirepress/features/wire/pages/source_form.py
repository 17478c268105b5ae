"""The friendly part of a source's form: the settings that most newsrooms touch, each by its path in the source.

What is not here (filters, rules, maps) is in the policy's JSON on the same page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from wirepress.content.users.models import User
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import policy_of


@dataclass(frozen=True, slots=True)
class FormField:
    """One input. `name` is its path: a column, or policy.<part>.<name>. `kind`: how it is written and read."""

    name: str
    label: str
    kind: Literal["text", "number", "whole", "check", "choice", "list", "date", "minutes"] = "text"
    help: str = ""
    choices: Sequence[tuple[str, str]] = ()
    wide: bool = False

    @property
    def id(self) -> str:
        """Return the id of the input, for its label."""
        return "wr-" + self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class FilledField:
    """An input with its value and what is wrong with it."""

    field: FormField
    value: Any
    wrong: str = ""


KINDS: Final = (
    ("auto", "Find out"),
    ("feed", "Feed (RSS, Atom, JSON Feed)"),
    ("wordpress", "WordPress site (REST)"),
    ("ninjs", "ninjs"),
    ("nitf", "NITF"),
    ("newsml", "NewsML-G2"),
    ("newssitemap", "News sitemap"),
    ("folder", "Watched folder"),
    ("push", "Pushed to us (HTTP)"),
)
SECTIONS: Final[Sequence[tuple[str, Sequence[FormField]]]] = (
    (
        "Where it comes from",
        (
            FormField(
                "url",
                "Address",
                help="Of the feed or API; of a folder its path. Empty for a source that pushes.",
                wide=True,
            ),
            FormField("name", "Name", help="Empty: the site's host."),
            FormField("kind", "Kind", "choice", choices=KINDS),
            FormField("interval", "Minutes between two checks", "minutes"),
            FormField("enabled", "Look at it", "check"),
            FormField(
                "allow_private",
                "It may be at a private or loopback address",
                "check",
                "Only for a server of your own.",
            ),
        ),
    ),
    (
        "What becomes of its stories",
        (
            FormField(
                "policy.status",
                "A story is",
                "choice",
                choices=(
                    ("publish", "published at once"),
                    ("pending", "put into the queue for a person"),
                    ("draft", "kept as a draft"),
                ),
            ),
            FormField("policy.author", "Filed under", "choice", "The author where no byline is mapped."),
            FormField("policy.terms.always", "Always in these categories", "list", "Names, with commas between."),
            FormField(
                "policy.terms.unknown",
                "The source's categories that are unknown here are",
                "choice",
                choices=(
                    ("drop", "left out"),
                    ("create", "made"),
                    ("tag", "made tags"),
                ),
            ),
            FormField("policy.limits.per_run", "New stories per check, at most", "number", "0: no limit."),
            FormField("policy.limits.per_day", "New stories per day, at most", "number", "0: no limit."),
            FormField(
                "policy.limits.on_first_run", "New stories of the first check, at most", "number", "0: no limit."
            ),
            FormField(
                "policy.limits.max_age_days",
                "Leave out what is older than so many days",
                "number",
                "0: nothing is too old.",
            ),
            FormField(
                "policy.duplicates",
                "A story that another source has reported is",
                "choice",
                choices=(
                    ("attach", "kept as a version of it"),
                    ("file", "filed all the same"),
                    ("skip", "left out"),
                ),
            ),
            FormField(
                "policy.priority",
                "Of two sources that report one story, the one with the higher number stands",
                "whole",
                "0 for most; an agency above those that copy it.",
            ),
            FormField(
                "policy.promote",
                "When a better version of its story comes after publication",
                "choice",
                choices=(("hand", "it is offered to a person"), ("auto", "it takes the place by itself")),
            ),
            FormField("policy.embargo", "Honour the source's embargoes", "check"),
        ),
    ),
    (
        "Text and pictures",
        (
            FormField(
                "policy.body",
                "The body is",
                "choice",
                choices=(
                    ("feed", "what the feed brings"),
                    ("summary", "the summary only"),
                    ("fulltext", "the full text of the story's page"),
                ),
            ),
            FormField(
                "policy.least_words",
                "Words that a story has at least",
                "number",
                "With fewer the full text is fetched, else it waits in the queue. 0: any.",
            ),
            FormField(
                "policy.pictures.use",
                "Pictures are",
                "choice",
                choices=(
                    ("hotlink", "shown from the source's server"),
                    ("sideload", "copied into the media library"),
                    ("none", "left out"),
                ),
            ),
            FormField("policy.pictures.min_width", "Narrower pictures are left out (pixels)", "number"),
            FormField("policy.pictures.fallback", "Picture for stories that bring none", help="Its address."),
        ),
    ),
    (
        "Rights",
        (
            FormField(
                "policy.rights.credit", "Credit line", help="{source}, {author} and {url} are filled in.", wide=True
            ),
            FormField("policy.rights.licence", "Licence", help="Its name or address.", wide=True),
            FormField("policy.rights.credit_required", "Without a credit line nothing is published", "check"),
            FormField("policy.rights.full_text", "More than the summary may be shown", "check"),
            FormField("policy.rights.hot_link", "Pictures may be shown from its server", "check"),
            FormField("policy.rights.sideload", "Pictures may be copied", "check"),
            FormField("policy.rights.share", "Stories may be sent to social networks", "check"),
            FormField(
                "policy.rights.canonical",
                "Search engines are told that the original is",
                "choice",
                choices=(
                    ("source", "the source's page"),
                    ("own", "ours"),
                ),
            ),
            FormField("policy.rights.expires", "The permission ends on", "date"),
            FormField("policy.rights.keep_days", "Stories go after so many days", "number", "0: they stay."),
        ),
    ),
    (
        "When a story changes",
        (
            FormField(
                "policy.corrections",
                "A changed story",
                "choice",
                choices=(
                    ("freeze", "is brought up to date until somebody here has edited it"),
                    ("update", "is always brought up to date"),
                    ("version", "is kept as a version beside ours"),
                ),
            ),
            FormField(
                "policy.withdrawn",
                "A withdrawn story",
                "choice",
                choices=(("flag", "is flagged"), ("unpublish", "is flagged and unpublished")),
            ),
            FormField(
                "policy.revise_minutes",
                "Minutes between two revisions of one story",
                "number",
                "For live blogs. 0: a revision whenever it changes.",
            ),
            FormField("policy.respect_robots", "Honour robots.txt", "check"),
            FormField("policy.respect_tdm", "Honour reservations of text and data mining", "check"),
        ),
    ),
)
ALL_FIELDS: Final = tuple(field for _, fields in SECTIONS for field in fields)
MINUTES: Final = 60


def fill_sections(
    source: Source, data: Mapping[str, Any] | None, wrong: Mapping[str, str]
) -> list[tuple[str, list[FilledField]]]:
    """Return the sections with their inputs: filled with what was sent, else with what is stored."""
    values = _current_values(source)
    return [(title, [_fill_field(field, values, data, wrong) for field in fields]) for title, fields in SECTIONS]


def other_errors(wrong: Mapping[str, str]) -> list[str]:
    """Return what is wrong with what has no input of its own."""
    names = {field.name for field in ALL_FIELDS}
    return [f"{name}: {words}" for name, words in wrong.items() if name not in names]


def read_form(data: Mapping[str, Any], source: Source) -> dict[str, Any]:
    """Return the form as a source's fields; the policy's other parts as they are."""
    found: dict[str, Any] = {}
    policy: dict[str, Any] = policy_of(source).model_dump(mode="json")
    for field in ALL_FIELDS:
        place, steps = (
            (found, [field.name]) if not field.name.startswith("policy.") else (policy, field.name.split(".")[1:])
        )
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = _read_value(field, data)
    return {**found, "policy": policy}


def _read_value(field: FormField, data: Mapping[str, Any]) -> Any:
    text = str(data.get(field.name, "")).strip()
    if field.kind == "check":
        return field.name in data
    if field.kind == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if field.kind == "date":
        return text or None
    if field.kind == "whole":  # below zero too
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else text or 0
    if field.kind in ("number", "minutes"):
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1 if text else 0
        return number * MINUTES if field.kind == "minutes" else number
    return text


def _fill_field(
    field: FormField, values: Mapping[str, Any], data: Mapping[str, Any] | None, wrong: Mapping[str, str]
) -> FilledField:
    value = values[field.name]
    if data is not None:
        value = field.name in data if field.kind == "check" else data.get(field.name, "")
    elif field.kind == "list":
        value = ", ".join(value)
    elif field.kind == "minutes":
        value //= MINUTES
    choices = _author_choices() if field.name == "policy.author" else field.choices
    return FilledField(
        FormField(field.name, field.label, field.kind, field.help, choices, field.wide),
        value,
        wrong.get(field.name, ""),
    )


def _author_choices() -> list[tuple[str, str]]:
    people = [
        user
        for user in User.objects.filter(placeholder=False).order_by("display_name", "login")
        if user.can("edit_posts")
    ]
    return [("", "the first administrator"), *((user.login, f"{user} ({user.login})") for user in people)]


def _current_values(source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def add(prefix: str, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(value, dict):
                add(f"{prefix}{name}.", value)
            found[prefix + name] = value

    add("policy.", policy_of(source).model_dump(mode="json"))
    return found | {
        field.name: getattr(source, field.name) for field in ALL_FIELDS if not field.name.startswith("policy.")
    }
