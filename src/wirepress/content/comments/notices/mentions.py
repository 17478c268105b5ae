"""Who is called in a note: `@` and the public name of a user (the slug, never the login), as the editor completes it."""

from __future__ import annotations

import re
from typing import Final

_CALL: Final = re.compile(r"(?<![\w@./-])@([a-z0-9][a-z0-9_-]{0,49})", re.IGNORECASE)
CALLS_MAX: Final = 20  # of one note


def called_slugs(text: str) -> list[str]:
    """Return the slugs that a text calls, each once, in their order and in small letters. A mail address calls nobody, and a hyphen that ends
    a word is no part of a name."""
    found = (match[1].lower().rstrip("-_") for match in _CALL.finditer(text))
    return list(dict.fromkeys(found))[:CALLS_MAX]
