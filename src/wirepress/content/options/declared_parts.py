"""Options that are maps: plugins declare parts of them, `option[key]`, each with a default."""

from __future__ import annotations

import functools
import re
from typing import Any, Final

from wirepress.core.extensions import Extensions, discover
from wirepress.settings.settings import get_settings

PART: Final = re.compile(r"(?P<name>[^\[\]]+)\[(?P<key>[^\[\]]+)\]")


def declared_parts(name: str) -> dict[str, Any]:
    """Return what an option that is a map holds before it is first stored: the defaults of its declared parts.

    Plugins that are switched off count as well: which ones are on is itself an option.
    """
    return dict(_declared(tuple(get_settings().plugins)).get(name, {}))


@functools.cache
def _declared(plugins: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    parts: dict[str, dict[str, Any]] = {}
    for field in Extensions(discover(plugins).values()).declared("settings"):
        if part := PART.fullmatch(field.option):
            parts.setdefault(part["name"], {})[part["key"]] = field.default
    return parts
