"""Asks the REST API of a running site: one question at a time, at the pace that its server is asked at everywhere, patiently while it is busy."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from wirepress.content.options import site
from wirepress.core.http.client import FetchedResponse, FetchError, fetch
from wirepress.core.http.target import is_inside, is_public, resolve
from wirepress.features.wire.fetch.fetch_document import parse_retry_after
from wirepress.features.wire.fetch.rate_limit import HostBusy, is_private_host, postpone_host, wait_for_slot
from wirepress.features.wire.fetch.request import user_agent
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.live.blockers import find_blocker
from wirepress.transfer.live.parse_answer import parse_answer

TRIES: Final = 5
SECONDS: Final = 60.0
SIZE: Final = 32 * 1024 * 1024  # bytes of one answer: a hundred long stories with their rendered text
LONGEST_WAIT: Final = 120.0  # seconds, whatever a server asks for
_BUSY: Final = (429, 503)
_BROKEN: Final = (500, 502, 504, 520, 522, 524)  # the last three: Cloudflare's words for an origin that fails
_SLICE: Final = 2.0  # seconds of a wait after which somebody may stop the import


class SiteAway(Exception):
    """The site did not answer. What was read stays; the same import goes on from there."""


class SiteOverstrained(SiteAway):
    """The site fails at this very question; a smaller one may do."""


def _do_nothing() -> None:
    """Nobody wants to know that time passes."""


@dataclass(slots=True)
class SiteAsker:
    """Asks one site. `user` and `password` (an application password) may be empty: only what everybody may see is read then.

    `public_only`: servers of one's own network are not asked, though their address was named. `tick` is called while time passes.
    """

    address: str
    user: str = ""
    password: str = ""
    sleep: Callable[[float], None] = time.sleep
    public_only: bool = False
    tick: Callable[[], None] = _do_nothing

    def ask(self, url: str, tries: int = TRIES) -> FetchedResponse:
        """Return the answer to a GET, whatever its status but for busy servers. Raises SiteAway, UnreadableSource."""
        problem, overstrained = "", False
        for attempt in range(tries):
            pause, overstrained = min(2.0**attempt, LONGEST_WAIT), False
            try:
                answer = self._send(url)
            except FetchError as error:
                if error.refused:
                    raise UnreadableSource(f"{url} is not asked: {error}") from None
                problem, overstrained = str(error), error.arrived
            except HostBusy as error:
                problem, pause = str(error), min(error.seconds, LONGEST_WAIT)
            else:
                if answer.cut:
                    raise SiteOverstrained(f"{url} answers with more than {SIZE // 1024 // 1024} MB.")
                if answer.status not in (*_BUSY, *_BROKEN):
                    return answer
                problem, overstrained = f"it answered {answer.status}", answer.status in _BROKEN
                if blocker := find_blocker(answer):
                    raise SiteAway(f"{urlsplit(url).netloc}: {blocker}")
                asked = parse_retry_after(answer.headers.get("retry-after", ""), site.now_gmt())
                pause = min(max(asked, pause), LONGEST_WAIT)
                if asked:
                    postpone_host(url, pause)
            if attempt + 1 < tries:
                self.wait(pause)
        words = f"{urlsplit(url).netloc} could not be read: {problem}. What was read is kept; run the same import again to go on."
        raise (SiteOverstrained if overstrained else SiteAway)(words)

    def _send(self, url: str, body: bytes = b"") -> FetchedResponse:
        own = is_same_site(url, self.address) and not self.public_only
        if own and not _is_reachable(urlsplit(url).hostname or ""):
            raise UnreadableSource(f"{url} is not asked: it lies in a part of the network where no site is.")
        wait_for_slot(url, allow_private=own, sleep=self.wait)
        accepted = {"Content-Type": "text/xml"} if body else {"Accept": "application/json, text/html;q=0.5"}
        return fetch(
            url,
            method="POST" if body else "GET",
            headers={"User-Agent": user_agent(), **accepted},
            secrets={} if body else self._secrets(url),
            body=body,
            size=SIZE,
            cut=True,
            seconds=SECONDS,
            allow=(urlsplit(self.address).netloc,) if own else (),
        )

    def ask_json(self, url: str, tries: int = TRIES) -> tuple[Any, FetchedResponse]:
        """Return what an answer says and the answer; None for one that is no JSON. Raises SiteAway, UnreadableSource."""
        answer = self.ask(url, tries)
        return parse_answer(answer.body), answer

    def try_password(self, address: str) -> bool | None:
        """Return whether the XML-RPC of a site takes the password; None where it does not say."""
        url = f"{address.rstrip('/')}/xmlrpc.php"
        if not self.may_sign(url):
            return None
        values = "".join(
            f"<param><value><string>{escape(one)}</string></value></param>" for one in (self.user, self.password)
        )
        body = f"<methodCall><methodName>wp.getUsersBlogs</methodName><params>{values}</params></methodCall>"
        try:
            answer = self._send(url, body.encode())
        except (FetchError, HostBusy):
            return None
        if answer.status != 200 or b"<methodResponse>" not in answer.body:
            return None
        if b"<fault>" in answer.body:
            return False if b"<int>403</int>" in answer.body else None
        return True

    def wait(self, seconds: float) -> None:
        """Let time pass; raises whatever `tick` raises."""
        while seconds > 0:
            self.tick()
            self.sleep(min(seconds, _SLICE))
            seconds -= _SLICE

    def _secrets(self, url: str) -> Mapping[str, str]:
        if not self.user or not self.may_sign(url):
            return {}
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}

    def may_sign(self, url: str) -> bool:
        """Return whether the password may be sent there: to the named site alone, and in clear only within one's own network."""
        return is_same_site(url, self.address) and (
            urlsplit(url).scheme == "https" or (not self.public_only and is_private_host(url))
        )


def _is_reachable(host: str) -> bool:
    """Return whether a server stands on the open internet or in one's own network: not where machines keep their secrets."""
    return all(is_public(address) or is_inside(address) for address in resolve(host))


def is_same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one server, with or without www, over http or https at their usual ports."""
    return _server(one) == _server(other)


def _server(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    try:
        port = parts.port or 443
    except ValueError:
        port = -1
    return (parts.hostname or "").lower().removeprefix("www."), 443 if port == 80 else port


def route_address(root: str, route: str, **query: object) -> str:
    """Return the address of a route below the root of a REST API, in either form that a root has (/wp-json/ or ?rest_route=/)."""
    address = root.rstrip("/") + quote(route, safe="/")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address
