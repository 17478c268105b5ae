"""What a program may ask for when it sends its user here to be given an application password (WordPress 5.6)."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote_plus, urlsplit
from uuid import UUID

from wirepress.core.markup.links.query_args import add_query_args

URL_MAX: Final = 2000  # characters of an address to return to
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_RUN_CODE: Final = frozenset(
    ("javascript", "data", "vbscript", "blob", "file", "about")
)  # what a browser runs or opens here
_LOOPBACK: Final = frozenset(("127.0.0.1", "::1"))


def fault_of_return_address(url: str, *, is_development: bool = False) -> str:
    """Return why a program's user must not be sent to an address with a password in it; "" for none, and for no address.

    Good are https, a program's own scheme, and http of this very machine (RFC 8252: programs that listen there). On a site that
    runs for development `localhost` is this machine too.
    """
    if not url:
        return ""
    scheme = _SCHEME.match(url)
    if scheme is None or len(url) > URL_MAX or any(char <= " " or char in "\\\x7f" for char in url):
        return "is no address"
    name = scheme.group(1).lower()
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return "is no address"
    if name in _RUN_CODE:
        return "would run code"
    if name in ("http", "https") and not host:
        return "is no address"
    if name == "http" and host not in _LOOPBACK and not (is_development and host == "localhost"):
        return "is not encrypted"
    return ""


def is_app_id(text: str) -> bool:
    """Return whether a program's number of itself is a UUID in its usual writing, or none."""
    if not text:
        return True
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def address_with_password(url: str, *, site_url: str, login: str, password: str) -> str:
    """Return the address that tells the program its new password."""
    told = {"site_url": site_url, "user_login": login, "password": password}
    return add_query_args(url, {name: quote_plus(value) for name, value in told.items()})


def address_of_refusal(success_url: str) -> str:
    """Return where a program hears that its user said no, when it named no address for that; "" without any."""
    return add_query_args(success_url, {"success": "false"}) if success_url else ""
