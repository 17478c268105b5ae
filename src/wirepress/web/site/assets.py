"""Our own style sheets, scripts and pictures: found in the packages, served by the process itself, named by their content.

`{% static "site/site.css" %}` gives /wp-includes/wirepress/site/site.<hash>.css, which never changes and may be kept for
ever. Nothing has to be collected before a start. A bundle is several source files sent as one.
"""

from __future__ import annotations

import functools
import hashlib
import mimetypes
import re
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import SuspiciousFileOperation

from wirepress.web.site.fonts.cut import cut_font
from wirepress.web.site.fonts.faces import digest as font_digest
from wirepress.web.site.fonts.faces import parse_name as parse_font
from wirepress.web.site.fonts.rules import font_rules
from wirepress.web.site.present.looks.shades import shade_rules

_CSS: Final = (
    "tokens",
    "base",
    "masthead",
    "cards",
    "front",
    "listing",
    "story",
    "blocks",
    "gallery",
    "comments",
    "print",
)
_JS: Final = ("theme", "comments", "suggest", "offline")
FONT_RULES: Final = "site/css/fonts.css"  # made, not found: it names the fonts' files by their content
SHADE_RULES: Final = "site/css/shades.css"
BUNDLES: Final = {
    "site/site.css": (FONT_RULES, *(f"site/css/{name}.css" for name in _CSS), SHADE_RULES),
    "site/site.js": tuple(f"site/js/{name}.js" for name in _JS),
}
_HASHED: Final = re.compile(r"(?P<stem>.+)\.(?P<hash>[0-9a-f]{12})(?P<suffix>\.[A-Za-z0-9]+)")
_TYPES: Final = {
    ".css": "text/css; charset=UTF-8",
    ".js": "text/javascript; charset=UTF-8",
    ".mjs": "text/javascript; charset=UTF-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".map": "application/json",
}


class AssetMissing(LookupError):
    """No asset has that name."""


def find(name: str) -> Path:
    """The file of an asset. Raises AssetMissing."""
    try:
        path = finders.find(name)
    except (SuspiciousFileOperation, ValueError):
        path = None
    if not path or not Path(path).is_file():
        raise AssetMissing(name)
    return Path(path)


def read(name: str) -> bytes:
    """The bytes of an asset or bundle. Raises AssetMissing."""
    return b"\n".join(_read_part(part) for part in BUNDLES.get(name, (name,)))


def _read_part(name: str) -> bytes:
    if name == SHADE_RULES:
        return shade_rules().encode()
    if name == FONT_RULES:
        return font_rules(lambda font: f"{settings.STATIC_URL}{hashed(font)}").encode()
    font = parse_font(name)
    return cut_font(*font) if font else find(name).read_bytes()


@functools.cache
def inline(name: str) -> str:
    """The text of one of our scripts that stands in the page itself."""
    return read(f"site/js/{name}.js").decode().strip()


def digest(name: str) -> str:
    """Twelve hexadecimal digits of the asset's content, kept for the life of the process (not while debugging)."""
    return _digest(name) if settings.DEBUG else _kept_digest(name)


def _digest(name: str) -> str:
    if font := parse_font(name):
        return font_digest(*font)  # known without cutting it
    return hashlib.sha256(read(name)).hexdigest()[:12]


_kept_digest = functools.cache(_digest)


def hashed(name: str) -> str:
    """site/site.css -> site/site.<hash>.css; a name that no asset has stays as it is."""
    try:
        stem, dot, suffix = name.rpartition(".")
        return f"{stem}.{digest(name)}.{suffix}" if dot else name
    except AssetMissing:
        return name


def unhashed(path: str) -> tuple[str, str]:
    """The asset's name and the hash in the path ("" when it has none)."""
    match = _HASHED.fullmatch(path)
    return (match["stem"] + match["suffix"], match["hash"]) if match else (path, "")


def content_type(name: str) -> str:
    """Media type by the name's ending."""
    return _TYPES.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"


class AssetStorage(StaticFilesStorage):
    """What `{% static %}` asks for addresses."""

    def url(self, name: str | None, force: bool = False) -> str:
        return super().url(hashed(name or ""))
