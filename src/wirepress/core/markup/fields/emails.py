"""Mail addresses as WordPress 7.1 judges them."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+")
_NOT_LOCAL = re.compile(r"[^a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]")
_LABEL = re.compile(r"[a-z0-9-]+", re.IGNORECASE | re.ASCII)
_EDGES = " \t\n\r\0\x0b"


def is_email(address: str) -> bool:
    """Return whether the text is a mail address."""
    if len(address.encode("utf-8", "surrogateescape")) < 6 or address.find("@", 1) < 0:
        return False
    local, _, domain = address.partition("@")
    if not _LOCAL.fullmatch(local) or ".." in domain or domain.strip(_EDGES + ".") != domain:
        return False
    labels = domain.split(".")
    return len(labels) >= 2 and all(label.strip(_EDGES + "-") == label and _LABEL.fullmatch(label) for label in labels)


def sanitize_email(address: str) -> str:
    """Return the address without what cannot be in one; empty when nothing usable is left."""
    if len(address.encode("utf-8", "surrogateescape")) < 6 or address.find("@", 1) < 0:
        return ""
    local, _, domain = address.partition("@")
    local = _NOT_LOCAL.sub("", local)
    domain = re.sub(r"\.{2,}", "", domain)
    if not local or not domain:
        return ""
    labels = domain.strip(_EDGES + ".").split(".")
    clean = [re.sub(r"[^a-z0-9-]+", "", label.strip(_EDGES + "-"), flags=re.IGNORECASE) for label in labels]
    clean = [label for label in clean if label]
    return f"{local}@{'.'.join(clean)}" if len(labels) >= 2 and len(clean) >= 2 else ""
