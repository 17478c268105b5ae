"""Paths that are written carelessly: what they lead to when nothing is at them. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts.addresses import patterns

_SLASHES: Final = re.compile(r"/{2,}")
_DOTS: Final = re.compile(r"/(?:\./)+")
_SCRIPT: Final = re.compile(r"^/index\.php(?=/)")
# What slips into an address that is copied out of a sentence.
_AFTER: Final = re.compile(r"[ !?,.:;'\")\]”’…]+/?$")


def tidied(request: HttpRequest) -> str:
    """Return the address without doubled slashes, /index.php/ in front and punctuation behind; "" where there is none of it."""
    path = request.path_info
    if not site.pretty():
        return ""
    tidy = _SCRIPT.sub("", _SLASHES.sub("/", _DOTS.sub("/", path)))
    tidy = _AFTER.sub("", tidy)
    if tidy == path or not tidy.startswith("/"):
        return ""
    address = site.home(quote(patterns.fix_trailing_slash(tidy) if tidy != "/" else tidy, safe="/-_.~%"))
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
