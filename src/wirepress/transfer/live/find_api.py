"""Finds the REST API of a site by the address that people know: by its Link header, its page's head, or where it usually is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from wirepress.core.http.response import FetchedResponse
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.live.asking import SiteAsker, SiteAway, route_address

_RELATION: Final = "https://api.w.org/"
_HEADER: Final = re.compile(r"<([^>]+)>\s*;[^,]*rel=[\"']?https://api\.w\.org/")
_LINK: Final = re.compile(r"<link\b[^>]*\brel=[\"']https://api\.w\.org/[\"'][^>]*>", re.IGNORECASE)
_HREF: Final = re.compile(r"\bhref=[\"']([^\"']+)[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveSite:
    """A site that answers. `home`: its own address; `person`: the name of whom the password belongs to, "" for nobody."""

    root: str
    home: str
    name: str
    stories: int
    person: str = ""


def find_api(address: str, asker: SiteAsker) -> LiveSite:
    """Return the site at an address. Raises UnreadableSource where no WordPress answers, or its password is refused."""
    try:
        page = asker.ask(address, tries=1)  # a mistyped name is said at once
        for root in dict.fromkeys(_candidates(address, page)):
            index, answer = asker.ask_json(route_address(root, "/"))
            if answer.status in (401, 403):
                raise UnreadableSource(
                    f"The REST API of {address} is closed: it answered {answer.status}. Name somebody who may read it"
                    " (https://NAME@...) and their application password."
                )
            if isinstance(index, dict) and "wp/v2" in (index.get("namespaces") or ()):
                return _describe(root, index, asker)
    except SiteAway as error:
        raise UnreadableSource(str(error)) from None
    raise UnreadableSource(
        f"{address} answers, but not as a WordPress: it has no REST API (wp/v2). Give its export file, an archive of its backup, or a"
        " dump of its database."
    )


def _candidates(address: str, page: FetchedResponse) -> Iterator[str]:
    named = _HEADER.search(page.headers.get("link", ""))
    if named:
        yield urljoin(page.url, html.unescape(named[1]))
    link = _LINK.search(page.text[:200_000])
    href = _HREF.search(link[0]) if link else None
    if href:
        yield urljoin(page.url, html.unescape(href[1]))
    if "/wp-json" in address or "rest_route" in address:
        yield address
    base = page.url.partition("?")[0].rstrip("/")
    top = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
    for place in dict.fromkeys((base, top)):
        yield f"{place}/wp-json/"
        yield f"{place}/?rest_route=/"


def _describe(root: str, index: dict[str, Any], asker: SiteAsker) -> LiveSite:
    person = ""
    if asker.user:
        me, answer = asker.ask_json(route_address(root, "/wp/v2/users/me", context="edit"))
        if not isinstance(me, dict) or answer.status != 200:
            raise UnreadableSource(f"The application password of {asker.user} is refused (status {answer.status}).")
        person = str(me.get("name") or asker.user)
    _, first = asker.ask_json(route_address(root, "/wp/v2/posts", per_page=1, _fields="id"))
    total = first.headers.get("x-wp-total", "")
    home = str(index.get("home") or index.get("url") or "")
    return LiveSite(root, home, str(index.get("name") or ""), int(total) if total.isdecimal() else 0, person)
