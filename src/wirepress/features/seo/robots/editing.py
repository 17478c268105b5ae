"""Rights as people type them: a line for each scope, `section:sea search=yes ai-train=no policy=https://...`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.core.contract.json_value import JSON

_NAMES: Final = {"search": "search", "ai-input": "ai_input", "ai-train": "ai_train"}
_YES: Final = {"yes": True, "y": True, "no": False, "n": False}


def write_lines(usage: Mapping[str, Mapping[str, JSON]]) -> str:
    """Return the rules as lines."""
    return "\n".join(_line(scope, usage[scope]) for scope in sorted(usage))


def _line(scope: str, values: Mapping[str, JSON]) -> str:
    words = [
        f"{name}={'yes' if values[key] else 'no'}" for name, key in _NAMES.items() if isinstance(values.get(key), bool)
    ]
    policy = values.get("policy")
    return " ".join([scope, *words, *([f"policy={policy}"] if policy else [])])


def read_lines(text: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the rules of lines, and a sentence for each line that is not understood."""
    found: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        scope, *words = line.split() or [""]
        if not scope or scope.startswith("#"):
            continue
        if not scope.startswith(("/", "section:", "source:")):
            wrong.append(f"Line {number}: “{scope[:60]}” is no path, section:SLUG or source:SLUG.")
            continue
        values: dict[str, Any] = {}
        for word in words:
            name, _, said = word.strip(",").partition("=")
            if name == "policy" and said.startswith(("https://", "http://")):
                values["policy"] = said
            elif name in _NAMES and said.lower() in _YES:
                values[_NAMES[name]] = _YES[said.lower()]
            else:
                wrong.append(
                    f"Line {number}: “{word[:60]}” is not understood. Say search=yes, ai-input=no, ai-train=no or policy=ADDRESS."
                )
        found[scope] = values
    return found, wrong
