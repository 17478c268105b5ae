"""The old site's addresses in texts become this site's: whole path segments only, whatever slashes are written like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

_SIZED: Final = re.compile(r"(?P<stem>.+)(?P<size>-\d+x\d+)(?P<extension>\.[A-Za-z0-9]+)\Z")
_SCHEMES: Final = ("https:", "http:")
_PROXY: Final = re.compile(r"i[0-3]\.wp\.com/")


class AddressRewriter:
    """Rewrites texts. `site`: the old address; `here`: this site's; `files`: addresses of files elsewhere (no scheme) -> path here."""

    def __init__(self, site: str, here: str, uploads: str, files: Mapping[str, str]) -> None:
        self._here, self._uploads, self._files = here, uploads, files
        bare = site.partition("://")[2].rstrip("/")
        self._bare = bare if bare and site.rstrip("/") != here.rstrip("/") else ""
        self._own = _own_pattern(bare) if self._bare else None
        self._host = bare.partition("/")[0].lower()
        self._hosts = {address.partition("/")[0].lower() for address in files}
        self._far = _far_pattern(self._hosts) if self._hosts else None

    def rewrite(self, text: str) -> str:
        """Return a text with this site's addresses."""
        if not text or not (self._own or self._far):
            return text
        low = text.lower()
        if self._far is not None and any(host in low for host in self._hosts):
            text = self._far.sub(self._replace_file, text)
        if self._own is not None and self._host in low:
            text = self._replace_sites(self._own, text, text.lower())
        return text

    def _replace_sites(self, own: re.Pattern[str], text: str, low: str) -> str:
        """Return a text with this site's addresses. Looks only around the host's name, which is quicker than the pattern alone."""
        if len(low) != len(text):
            return own.sub(self._replace_site, text)
        parts, done, at = [], 0, 0
        while (at := low.find(self._host, at)) >= 0:
            start = at - 2 if low.startswith("//", at - 2) else at - 4
            scheme = next((len(one) for one in _SCHEMES if low.startswith(one, max(start - len(one), 0), start)), 0)
            at += len(self._host)
            found = own.match(text, start - scheme) if start - scheme >= done else None
            if found is not None:
                parts += [text[done : found.start()], self._replace_site(found)]
                done = at = found.end()
        return "".join((*parts, text[done:]))

    def _replace_site(self, found: re.Match[str]) -> str:
        slashes = found["slashes"]
        scheme, _, rest = self._here.partition("://")
        return f"{scheme + ':' if found['scheme'] else ''}{slashes}{_like(rest, slashes)}"

    def _replace_file(self, found: re.Match[str]) -> str:
        address = found["address"].replace("\\/", "/")
        address = _PROXY.sub("", address, count=1) if _PROXY.match(address) else address
        path = self._files.get(address)
        if path is None and (sized := _SIZED.fullmatch(address)):
            whole = self._files.get(f"{sized['stem']}{sized['extension']}")
            if whole is not None:
                stem, dot, extension = whole.rpartition(".")
                path = f"{stem}{sized['size']}{dot}{extension}"
        if path is None:
            return found[0]
        return _like(self._uploads + quote(path), found["slashes"])


def _like(address: str, slashes: str) -> str:
    return address.replace("/", "\\/") if "\\" in slashes else address


def _own_pattern(bare: str) -> re.Pattern[str]:
    escaped = re.escape(bare).replace("/", r"(?:/|\\/)")
    return re.compile(rf"(?P<scheme>https?:)?(?P<slashes>//|\\/\\/){escaped}(?![\w\-]|:\d|\.\w)", re.IGNORECASE)


def _far_pattern(hosts: set[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(host) for host in sorted(hosts, key=len, reverse=True))
    return re.compile(
        rf"(?:https?:)?(?P<slashes>//|\\/\\/)(?P<address>(?:i[0-3]\.wp\.com(?:/|\\/))?(?:{names})(?:/|\\/)(?:\\/|[^\s\"'<>()\\?#])+)"
        r"(?:\?(?:(?:w|h|fit|resize|crop|quality|strip|ssl|zoom)=[\w,%.]*(?:&amp;|&#038;|&)?)+)?",
        re.IGNORECASE,
    )
