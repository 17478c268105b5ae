"""Asks the REST API of a running site: one question at a time, at the pace that its server is asked at everywhere, patiently while it is busy."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from wirepress.content.options import site
from wirepress.core.http.client import FetchedResponse, FetchError, fetch
from wirepress.features.wire.fetch.fetch_document import parse_retry_after
from wirepress.features.wire.fetch.rate_limit import HostBusy, postpone_host, wait_for_slot
from wirepress.features.wire.fetch.request import user_agent
from wirepress.transfer.importing.request import UnreadableSource

TRIES: Final = 5
SECONDS: Final = 60.0
SIZE: Final = 64 * 1024 * 1024  # bytes of one answer: a hundred long stories with their rendered text
LONGEST_WAIT: Final = 120.0  # seconds, whatever a server asks for
_BUSY: Final = (429, 500, 502, 503, 504)


class SiteAway(Exception):
    """The site did not answer. What was read stays; the same import goes on from there."""


@dataclass(slots=True)
class SiteAsker:
    """Asks one site. `user` and `password` (an application password) may be empty: only what everybody may see is read then."""

    address: str
    user: str = ""
    password: str = ""
    sleep: Callable[[float], None] = time.sleep

    def ask(self, url: str, tries: int = TRIES) -> FetchedResponse:
        """Return the answer to a GET, whatever its status but for busy servers. Raises SiteAway, UnreadableSource."""
        problem = ""
        for attempt in range(tries):
            try:
                wait_for_slot(url, allow_private=self._is_own(url), sleep=self.sleep)
                answer = fetch(
                    url,
                    headers={"User-Agent": user_agent(), "Accept": "application/json, text/html;q=0.5"},
                    secrets=self._secrets(url),
                    size=SIZE,
                    seconds=SECONDS,
                    allow=(urlsplit(self.address).netloc,) if self._is_own(url) else (),
                )
            except FetchError as error:
                if error.refused:
                    raise UnreadableSource(f"{url} is not asked: {error}") from None
                problem = str(error)
            except HostBusy as error:
                problem = str(error)
            else:
                if answer.status not in _BUSY:
                    return answer
                problem = f"it answered {answer.status}"
                wait = parse_retry_after(answer.headers.get("retry-after", ""), site.now_gmt())
                postpone_host(url, min(max(wait, 2.0**attempt), LONGEST_WAIT))
                continue
            if attempt + 1 < tries:
                self.sleep(min(2.0**attempt, LONGEST_WAIT))
        raise SiteAway(
            f"{urlsplit(url).netloc} could not be read: {problem}. What was read is kept; run the same import again to go on."
        )

    def ask_json(self, url: str) -> tuple[Any, FetchedResponse]:
        """Return what an answer says and the answer; None for one that is no JSON. Raises SiteAway, UnreadableSource."""
        answer = self.ask(url)
        try:
            return json.loads(answer.body), answer
        except ValueError:
            return None, answer

    def _is_own(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.address).netloc

    def _secrets(self, url: str) -> Mapping[str, str]:
        if not self.user or not self._is_own(url):
            return {}
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}


def route_address(root: str, route: str, **query: object) -> str:
    """Return the address of a route below the root of a REST API, in either form that a root has (/wp-json/ or ?rest_route=/)."""
    address = root.rstrip("/") + quote(route, safe="/")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address
