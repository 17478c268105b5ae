"""From the setting mail_url to Django's settings for mail."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote, urlsplit

SCHEMES: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}  # and the port of each
TIMEOUT: Final = 20  # seconds for each step of talking to the mail server
_BACKENDS: Final = "django.core.mail.backends"


def check(url: str) -> str:
    """The address, when it can be one of a mail server. Raises ValueError."""
    if not url:
        return url
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("it is smtp://, smtp+tls:// or smtps://, then USER:PASSWORD@HOST:PORT")
    if parts.port == 0:
        raise ValueError("there is no port 0")
    return url


def django_settings(url: str, sender: str, host: str) -> dict[str, Any]:
    """Django's EMAIL_ settings. `sender`: empty is wordpress@ the site's host. Without an address mail is written to standard output."""
    name = host.rpartition(":")[0] or host
    sender = sender or f"wordpress@{name.removeprefix('www.')}"
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": TIMEOUT}
    if not url:
        return {**common, "EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    parts = urlsplit(url)
    return {
        **common,
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
