"""Finds the REST API of a site by the address that people know: by its Link header, its page's head, or where it usually is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from wirepress.core.http.response import FetchedResponse
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.live import blockers
from wirepress.transfer.live.asking import SiteAsker, SiteAway, is_same_site, route_address

_HEADER: Final = re.compile(r"<([^<>]{1,2000})>\s*;[^,]*rel=[\"']?https://api\.w\.org/")
_LINK: Final = re.compile(r"<link\b[^<>]{0,2000}?\brel=[\"']?https://api\.w\.org/[\"']?[^<>]{0,2000}>", re.IGNORECASE)
_HREF: Final = re.compile(r"\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_GENERATOR: Final = re.compile(r"<meta\b[^<>]{0,500}?\bcontent=[\"']WordPress (\d+\.\d+)[\w.-]*[\"']", re.IGNORECASE)
_PARENTS: Final = 4  # folders above the named one that are looked into
_PAGE: Final = 200_000  # characters of a page that are searched


@dataclass(frozen=True, slots=True)
class LiveSite:
    """A site that answers. `home`: its own address; `person`: the name of whom the password belongs to, "" for nobody.

    `capabilities`: what they may do there; `index`: what the API says of itself; `release`: of WordPress, "" when it does not say.
    """

    root: str
    home: str
    name: str
    stories: int
    person: str = ""
    capabilities: frozenset[str] = frozenset()
    index: dict[str, Any] = field(default_factory=dict, repr=False)
    release: str = ""

    def may(self, capability: str) -> bool:
        """Return whether the person may do something there."""
        return capability in self.capabilities

    def has_route(self, route: str) -> bool:
        """Return whether the API has a route; one that does not list its routes may have every one."""
        routes = self.index.get("routes")
        return route in routes if isinstance(routes, dict) and routes else True


def find_api(address: str, asker: SiteAsker) -> LiveSite:
    """Return the site at an address. Raises UnreadableSource where no WordPress answers, or its password is refused.

    Where the address leads elsewhere on the same site (https, www), `asker` goes on from there.
    """
    try:
        page = SiteAsker(asker.address, sleep=asker.sleep, public_only=asker.public_only).ask(address, tries=1)
        _follow(address, page, asker)
        closed: list[FetchedResponse] = []
        for root in dict.fromkeys(_candidates(address, page)):
            if asker.user and not asker.may_sign(root):
                _refuse_to_sign(root, asker)
            index, answer = asker.ask_json(route_address(root, "/"), tries=2)
            if asker.user and (words := blockers.explain_password(answer, asker.user)):
                raise UnreadableSource(words)
            if isinstance(index, dict) and _is_wordpress(index):
                return _describe(root, index, asker, page)
            closed.append(answer)
    except SiteAway as error:
        raise UnreadableSource(str(error)) from None
    for answer in (*closed, page):
        if words := blockers.explain_closed(answer, asker.user):
            raise UnreadableSource(f"{address} cannot be read: {words}")
    raise UnreadableSource(
        f"{address} answers (status {page.status}), but not as a WordPress: it has no REST API (wp/v2), or hides it. {blockers.OTHER_WAYS}"
    )


def _follow(address: str, page: FetchedResponse, asker: SiteAsker) -> None:
    """Take the address that a site redirects to for its own. Raises UnreadableSource where a password would go to another site."""
    if is_same_site(page.url, address):
        if page.url != address:
            asker.address = page.url
    elif asker.user:
        raise UnreadableSource(
            f"{address} leads to another site, {_top(page.url)}. The application password was not sent there: name that address if it is meant."
        )
    else:
        asker.address = page.url


def _refuse_to_sign(root: str, asker: SiteAsker) -> None:
    """Raise UnreadableSource saying why the password is not sent."""
    if not is_same_site(root, asker.address):
        raise UnreadableSource(
            f"{asker.address} has its REST API elsewhere, at {root}. The application password was not sent there: name that address."
        )
    raise UnreadableSource(
        f"{asker.address} has no https: an application password would travel where others can read it, so it was not sent. Read the site"
        " without one, or give it a certificate."
    )


def _is_wordpress(index: dict[str, Any]) -> bool:
    namespaces, routes = index.get("namespaces"), index.get("routes")
    return (isinstance(namespaces, list) and "wp/v2" in namespaces) or (isinstance(routes, dict) and "/wp/v2" in routes)


def _candidates(address: str, page: FetchedResponse) -> Iterator[str]:
    """Yield where the API may be, the likeliest first."""
    secure = urlsplit(page.url).scheme == "https"
    for told in _told(page):
        root = urljoin(page.url, html.unescape(told))
        if secure and root.startswith("http://") and is_same_site(root, page.url):
            root = f"https://{root.removeprefix('http://')}"  # behind a proxy WordPress does not always know that it has TLS
        if urlsplit(root).scheme in ("http", "https"):
            yield root
    if "/wp-json" in address:
        yield address.partition("/wp-json")[0] + "/wp-json/"
    parts = urlsplit(page.url)
    words = [word for word in parts.path.split("/") if word and not word.endswith(".php")]
    for count in range(len(words), max(len(words) - _PARENTS, 0) - 1, -1):
        place = "/".join((_top(page.url), *words[:count]))
        yield f"{place}/wp-json/"
        yield f"{place}/?rest_route=/"
        yield f"{place}/index.php/wp-json/"
    if words:
        yield f"{_top(page.url)}/wp-json/"
        yield f"{_top(page.url)}/?rest_route=/"


def _told(page: FetchedResponse) -> Iterator[str]:
    named = _HEADER.search(page.headers.get("link", ""))
    if named:
        yield named[1]
    link = _LINK.search(page.text[:_PAGE])
    href = _HREF.search(link[0]) if link else None
    if href:
        yield href[1]
    for told in [named[1]] if named else [href[1]] if href else []:
        if "/wp-json" in told:  # where a firewall closes the path, the other form is often open
            yield told.partition("/wp-json")[0] + "/?rest_route=/"


def _top(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def _describe(root: str, index: dict[str, Any], asker: SiteAsker, page: FetchedResponse) -> LiveSite:
    person, capabilities = _who_am_i(root, index, asker) if asker.user else ("", frozenset[str]())
    _, first = asker.ask_json(route_address(root, "/wp/v2/posts", per_page=1, _fields="id"))
    total = first.headers.get("x-wp-total", "")
    home = next((one for name in ("home", "url") if isinstance(one := index.get(name), str) and one), asker.address)
    release = _GENERATOR.search(page.text[:_PAGE])
    return LiveSite(
        root,
        clean_text(home, 500).rstrip("/"),
        html.unescape(clean_text(index.get("name"), 200)),
        int(total) if total.isdecimal() and len(total) < 12 else 0,
        person,
        capabilities,
        index,
        release[1] if release else "",
    )


def _explain_nobody(index: dict[str, Any], asker: SiteAsker) -> str:
    """WordPress answers the same to a wrong password and to none. XML-RPC takes it in the body, which no server drops."""
    offered = bool(index.get("authentication"))
    right = asker.try_password(str(index.get("url") or asker.address)) if offered else None
    return blockers.explain_nobody(asker.user, offered=offered, right=right)


def _who_am_i(root: str, index: dict[str, Any], asker: SiteAsker) -> tuple[str, frozenset[str]]:
    me, answer = asker.ask_json(route_address(root, "/wp/v2/users/me", context="edit"))
    if isinstance(me, dict) and answer.status == 200:
        held = me.get("capabilities")
        can = frozenset(str(name) for name, on in held.items() if on) if isinstance(held, dict) else frozenset()
        return clean_text(me.get("name") or asker.user, 200), can
    words = (
        blockers.explain_password(answer, asker.user)
        or (answer.status == 401 and _explain_nobody(index, asker))
        or f"The application password of {asker.user} is refused (status {answer.status}). {blockers.explain_closed(answer, asker.user)}"
    )
    raise UnreadableSource(words.strip())
