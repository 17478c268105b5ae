"""What a part of the SEO settings is: a frozen data class whose fields say what they hold and how a form shows them.

A part names itself: `NAME` (in REST and in addresses), `OPTION` (the option that it is stored in, one map), `TITLE` and `ABOUT`
(for people). A new part is a module with such a class, and a line in `parts.py`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from wirepress.core.contract.json_value import JSON
from wirepress.core.rest.routes import Schema

TEXT_MAX: Final = 2000
_KEY: Final = "setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one field is checked and shown. `group`: the heading it stands under. `several_lines`: a text of more than one line."""

    label: str
    schema: Schema
    help: str = ""
    group: str = ""
    choices: Sequence[tuple[str, str]] = ()
    several_lines: bool = False


class Part:
    """The base of all parts."""

    NAME: ClassVar[str]
    OPTION: ClassVar[str]
    TITLE: ClassVar[str]
    ABOUT: ClassVar[str] = ""


def text(
    default: str,
    label: str,
    help: str = "",
    *,
    group: str = "",
    max_length: int = TEXT_MAX,
    several_lines: bool = False,
) -> Any:
    """A text."""
    schema: Schema = {"type": "string", "maxLength": max_length}
    return _field(default, Setting(label, schema, help, group, several_lines=several_lines))


def choice(default: str, label: str, choices: Sequence[tuple[str, str]], help: str = "", *, group: str = "") -> Any:
    """One of several words, each with what a person reads."""
    schema: Schema = {"type": "string", "enum": [value for value, _ in choices]}
    return _field(default, Setting(label, schema, help, group, choices))


def switch(default: bool, label: str, help: str = "", *, group: str = "") -> Any:
    """On or off."""
    return _field(default, Setting(label, {"type": "boolean"}, help, group))


def number(default: int, label: str, help: str = "", *, low: int, high: int, group: str = "") -> Any:
    """A whole number between two others, both allowed."""
    schema: Schema = {"type": "integer", "minimum": low, "maximum": high}
    return _field(default, Setting(label, schema, help, group))


def lines(default: Sequence[str], label: str, help: str = "", *, group: str = "", most: int = 200) -> Any:
    """A list of texts, one a line in a form. Read as a list; nobody may change it."""
    schema: Schema = {"type": "array", "items": {"type": "string", "maxLength": TEXT_MAX}, "maxItems": most}
    return _field(list(default), Setting(label, schema, help, group, several_lines=True))


def mapping(
    default: Mapping[str, JSON], label: str, help: str = "", *, values: Schema | None = None, group: str = ""
) -> Any:
    """A map from names to values of one kind (texts unless said otherwise). What is stored stands beside the default's entries."""
    schema: Schema = {
        "type": "object",
        "additionalProperties": values or {"type": "string", "maxLength": TEXT_MAX},
        "maxProperties": 500,
    }
    return _field(dict(default), Setting(label, schema, help, group))


def _field(default: Any, setting: Setting) -> Any:
    made = {_KEY: setting}
    if isinstance(default, list | dict):
        return field(default_factory=lambda: default, metadata=made)
    return field(default=default, metadata=made)


def settings_of(part: type[Part]) -> dict[str, Setting]:
    """Return the fields of a part in their order."""
    return {one.name: one.metadata[_KEY] for one in dataclasses.fields(part) if _KEY in one.metadata}  # type: ignore[arg-type]
