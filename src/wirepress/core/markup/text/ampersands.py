"""Lone ampersands to entities. WordPress 7.1 behaviour (convert_chars)."""

import re

# The character after the ampersand is skipped unseen (``&a;`` is no entity, ``&&`` escapes the first one only). A
# character of several bytes can never begin an entity, because WordPress skips its first byte only.
_LONE = re.compile(r"&((?=[^\x00-\x7f\udc80-\udcff])|[^#](?![a-z1-4]{1,8};))", re.ASCII | re.IGNORECASE)


def convert_chars(text: str) -> str:
    """Escape each ``&`` that does not begin an entity as ``&#038;``."""
    return _LONE.sub(r"&#038;\1", text)
