"""Ids that depend on values only, so that equal settings share a class on every page. WordPress 6.8 and 7.1 behaviour."""

from __future__ import annotations

import hashlib
from typing import Any

from wirepress.core.php.json import encode


def unique_id(values: Any, prefix: str) -> str:
    """`prefix` and eight hexadecimal digits of the values' JSON."""
    try:
        text = encode(values)
    except (ValueError, TypeError):
        text = b""
    return prefix + hashlib.md5(text, usedforsecurity=False).hexdigest()[:8]
