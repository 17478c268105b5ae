"""What a plugin lets a site set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wirepress.core.contract.values import JsonValue
from wirepress.core.rest.routes import Schema


@dataclass(frozen=True, slots=True)
class SettingField:
    """A typed option. With `rest_name` it is shown in /wp/v2/settings."""

    option: str
    type: str
    default: JsonValue = None
    label: str = ""
    help: str = ""
    rest_name: str = ""
    schema: Schema = field(default_factory=dict)
    group: str = "general"
    choices: Sequence[tuple[JsonValue, str]] = ()
    sanitize: Callable[[JsonValue], JsonValue] | None = None
    hidden: bool = False  # kept for clients, not set in the newsroom
