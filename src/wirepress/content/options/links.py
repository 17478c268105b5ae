"""Addresses of this site as a page of it writes them: from the root, so that a page works at any address the site is seen under."""

from __future__ import annotations

import functools
from typing import Final
from urllib.parse import urlsplit

from wirepress.content.options import site

_SCRIPT_SCHEMES: Final = ("javascript:", "vbscript:", "data:text/")


@functools.lru_cache(maxsize=8)
def _roots(home: str) -> tuple[tuple[str, ...], str]:
    parts = urlsplit(home)
    hosts = tuple(f"{scheme}//{parts.netloc}".lower() for scheme in ("https:", "http:", ""))
    return hosts, parts.path.rstrip("/")


def local(address: str) -> str:
    """An address of this site without scheme and host; any other address as it is."""
    hosts, _ = _roots(site.home())
    for host in hosts:
        rest = address[len(host) :]
        if address[: len(host)].lower() == host and (not rest or rest[0] in "/?#"):
            return _one_slash(rest) if rest.startswith("/") else "/" + rest
    return address


def _one_slash(path: str) -> str:
    """//host at the start would name another site."""
    return "/" + path.lstrip("/\\") if path[1:2] in ("/", "\\") else path


def is_here(address: str) -> bool:
    """Whether an address leads to this site."""
    return local(address).startswith("/") and not address.startswith("//")


def local_srcset(value: str) -> str:
    """A srcset with this site's addresses shortened."""
    return ", ".join(
        " ".join([local(words[0]), *words[1:]])
        for candidate in value.split(", ")
        if (words := candidate.strip().split())
    )


def runs_script(address: str) -> bool:
    """Whether following the address would run code (control characters and blanks inside the scheme do not hide it)."""
    squeezed = "".join(c for c in address[:200] if c > " ").lower()
    return squeezed.startswith(_SCRIPT_SCHEMES)
