"""From a part of the settings to the inputs of a page, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.content.posts import types
from wirepress.content.terms import taxonomies
from wirepress.core.rest.errors import RestError
from wirepress.features.seo.page_kind import LIST_TITLE
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import DESCRIPTIONS, TITLES
from wirepress.features.seo.settings.part import Part, Setting, settings_of

FLAGS: Final = (
    ("noindex", "Not in search"),
    ("nofollow", "Links not followed"),
    ("noarchive", "No copy kept"),
    ("nosnippet", "No snippet"),
    ("noimageindex", "Pictures not in search"),
)
_HIDDEN: Final = frozenset(("og_types",))  # set by imports and programs
_PLAIN_KINDS: Final = {
    "front": "Front page",
    "author": "Authors",
    "date": "Days, months and years",
    "search": "Searches",
    "missing": "Nothing found (404)",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `kind`: text, area, number, check, choice. `note`: an error, "" for none."""

    name: str
    label: str
    kind: str
    value: Any
    help: str = ""
    choices: Sequence[tuple[str, str]] = ()
    note: str = ""
    placeholder: str = ""  # what counts while it is empty

    @property
    def id(self) -> str:
        """The id of the input, for its label."""
        return "seo-" + "".join(letter if letter.isalnum() else "-" for letter in self.name)


@dataclass(slots=True)
class Row:
    """The inputs of one kind of page."""

    label: str
    inputs: list[Input] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """A heading with its inputs; those by kind of page in rows."""

    title: str
    inputs: list[Input] = field(default_factory=list)
    tables: list[tuple[str, str, list[Row]]] = field(default_factory=list)  # title, help, rows


def kinds_of_pages() -> dict[str, str]:
    """Return kind of page -> how people call it."""
    found = {"front": _PLAIN_KINDS["front"], **kinds_of_items()}
    for name, taxonomy in taxonomies.table().items():
        if taxonomy.public and name not in ("nav_menu", "link_category"):
            found[name] = taxonomy.label
    for name, kind in types.table().items():
        if kind.has_archive and kind.viewable:
            found[f"archive:{name}"] = f"{kind.label}: the list"
    return {**found, **_PLAIN_KINDS}


def kinds_of_items() -> dict[str, str]:
    """Return post type -> how people call it, of those with pages of their own."""
    return {name: kind.label for name, kind in types.table().items() if kind.viewable}


def groups_of(part: Part, errors: Mapping[str, str]) -> list[Group]:
    """Return the inputs of a part under their headings. `errors`: name of a setting -> what is wrong."""
    found: dict[str, Group] = {}
    for name, setting in settings_of(type(part)).items():
        if name in _HIDDEN:
            continue
        group = found.setdefault(setting.group, Group(setting.group))
        value, note = getattr(part, name), errors.get(name, "")
        if setting.schema["type"] == "object":
            rows = _rows(name, setting, value)
            group.tables.append((setting.label, note or setting.help, rows))
        else:
            group.inputs.append(_input(name, setting, value, note))
    return list(found.values())


def _input(name: str, setting: Setting, value: Any, note: str) -> Input:
    kind = {"boolean": "check", "integer": "number"}.get(setting.schema["type"], "text")
    if setting.choices:
        kind = "choice"
    elif setting.several_lines:
        kind, value = "area", value if isinstance(value, str) else "\n".join(value)
    return Input(name, setting.label, kind, value, setting.help, setting.choices, note)


def _rows(name: str, setting: Setting, values: Mapping[str, Any]) -> list[Row]:
    rule = setting.schema["additionalProperties"]
    if rule["type"] == "object":
        return [
            Row(label, [_flag(name, kind, flag, words, values.get(kind) or {}) for flag, words in FLAGS])
            for kind, label in {"all": "Every page", **kinds_of_pages()}.items()
        ]
    if "enum" in rule:
        choices = [("", "As usual"), *((word, "None" if word == "none" else word) for word in rule["enum"])]
        return [
            Row(label, [Input(f"{name}.{kind}", label, "choice", values.get(kind, ""), choices=choices)])
            for kind, label in kinds_of_items().items()
        ]
    return [
        Row(
            label,
            [Input(f"{name}.{kind}", label, "text", values.get(kind, ""), placeholder=_fallback(name, kind, values))],
        )
        for kind, label in kinds_of_pages().items()
    ]


def _fallback(name: str, kind: str, values: Mapping[str, Any]) -> str:
    """What a kind of page without a template of its own follows."""
    if kind in values or name not in ("titles", "descriptions"):
        return ""
    like = "post" if kind in kinds_of_items() else "" if kind.startswith("archive:") else "category"
    if name == "titles":
        return TITLES[like] if like else LIST_TITLE
    return DESCRIPTIONS[like] if like else ""


def _flag(name: str, kind: str, flag: str, words: str, robots: Mapping[str, Any]) -> Input:
    on = robots.get(flag) is True or (flag == "noindex" and robots.get("show") is False)
    return Input(f"{name}.{kind}.{flag}", words, "check", on)


def read_form(part: Part, data: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the form says otherwise than the part, and name -> what is wrong with it."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, setting in settings_of(type(part)).items():
        if name in _HIDDEN:
            continue
        before = getattr(part, name)
        try:
            given = _read(name, setting, before, data, getattr(type(part)(), name))
            store.check(setting.label, given, setting)
        except RestError as error:
            errors[name] = error.message
            continue
        except ValueError:
            errors[name] = "Enter a whole number."
            continue
        if given != before:
            values[name] = given
    return values, errors


def _read(name: str, setting: Setting, before: Any, data: Mapping[str, str], default: Any) -> Any:
    kind = setting.schema["type"]
    if kind == "boolean":
        return name in data
    if kind == "object":
        return _read_map(name, setting, before, data, default)
    text = data.get(name, "").strip()
    if kind == "integer":
        return int(text)
    if kind == "array":
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text.replace("\r\n", "\n")


def _read_map(
    name: str, setting: Setting, before: Mapping[str, Any], data: Mapping[str, str], default: Mapping[str, Any]
) -> dict[str, Any]:
    """The map with what the form shows of it; kinds that it does not show stay."""
    rule = setting.schema["additionalProperties"]
    found = dict(before)
    if rule["type"] == "object":
        for kind in ("all", *kinds_of_pages()):
            kept = {key: value for key, value in (before.get(kind) or {}).items() if key not in (*dict(FLAGS), "show")}
            flags = {flag: True for flag, _ in FLAGS if f"{name}.{kind}.{flag}" in data}
            found[kind] = {**kept, **flags}
        return {kind: value for kind, value in found.items() if value}
    for kind in kinds_of_items() if "enum" in rule else kinds_of_pages():
        text = data.get(f"{name}.{kind}", "").strip()
        if text or (kind in default and "enum" not in rule):
            found[kind] = text
        else:
            found.pop(kind, None)
            if kind in default and not text:
                found[kind] = default[kind]
    return found
