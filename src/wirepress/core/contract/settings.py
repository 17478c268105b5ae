"""What a plugin lets a site set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wirepress.core.contract.json_value import JSON
from wirepress.core.rest.routes import Schema


@dataclass(frozen=True, slots=True)
class SettingField:
    """A typed option. With `rest_name` it is shown in /wp/v2/settings."""

    option: str
    type: str
    default: JSON = None
    label: str = ""
    help: str = ""
    rest_name: str = ""
    schema: Schema = field(default_factory=dict)
    group: str = "general"
    choices: Sequence[tuple[JSON, str]] = ()
    sanitize: Callable[[JSON], JSON] | None = None
    to_form: Callable[[JSON], JSON] | None = None  # the stored value as the newsroom's form shows it
    hidden: bool = False  # kept for clients, not set in the newsroom
