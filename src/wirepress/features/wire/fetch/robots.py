"""What a server asks of robots: robots.txt (RFC 9309), read at most once a day and kept with the host.

A page is fetched only where its server allows it. A feed is made for programs such as this one: it is read unless robots.txt
names us, or the newsroom could gather nothing of the many sites that hide feeds from search engines; what was asked is noted.
Raises pace.TooBusy while a server is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wirepress.content.options.site import now_gmt
from wirepress.core.http.client import FetchError
from wirepress.features.wire.fetch.rate_limit import host_of
from wirepress.features.wire.fetch.request import NAME, ask
from wirepress.features.wire.models import Host

SIZE: Final = 500 * 1024  # RFC 9309: what follows may be left unread
KEPT: Final = timedelta(hours=24)  # RFC 9309
AGAIN: Final = timedelta(hours=1)  # after a server did not answer properly
SECONDS: Final = 15.0
_NAMES_US: Final = re.compile(rf"^\s*user-agent\s*:\s*{NAME}\b", re.I | re.M)
_UNREACHABLE: Final = 599  # kept as the status when there was no answer at all


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an address may be fetched, why in words ("" when nothing is said of it), and the pause that is asked for."""

    allowed: bool
    words: str = ""
    gap: float = 0.0


def may_fetch(url: str, *, allow_private: bool = False, feed: bool = False) -> Ruling:
    """What the server's robots.txt says to this address."""
    text, status = robots_of(url, allow_private=allow_private)
    return judge(text, status, url, feed=feed)


def judge(text: str, status: int, url: str, *, feed: bool = False) -> Ruling:
    """The ruling of one robots.txt. `status`: of its answer; a server that fails (5xx) allows nothing, one without (4xx) all."""
    if status >= 500:
        if feed:
            return Ruling(True, "The server's robots.txt could not be read; the feed was read all the same.")
        return Ruling(
            False, "The server's robots.txt could not be read, so nothing but its feed is fetched (RFC 9309)."
        )
    if not text.strip():
        return Ruling(True)
    from protego import Protego

    rules = Protego.parse(text)
    gap = float(rules.crawl_delay(NAME) or 0.0)
    if rules.can_fetch(url, NAME):
        return Ruling(True, "", gap)
    if feed and not _NAMES_US.search(text):
        return Ruling(True, "robots.txt asks search engines to leave this feed alone; it was read as feeds are.", gap)
    return Ruling(False, f"robots.txt does not allow {NAME} to fetch {url[:200]}.", gap)


def robots_of(url: str, *, allow_private: bool = False) -> tuple[str, int]:
    """The robots.txt of the address's server and its status, from the database when it is young enough."""
    name, now = host_of(url), now_gmt()
    row = Host.objects.filter(name=name).first()
    if row is not None and row.robots_read is not None and now - row.robots_read < KEPT:
        return row.robots, row.robots_status
    text, status = _read(name, allow_private)
    read = now
    if status >= 500:
        if row is not None and row.robots_status and row.robots_status < 500:
            text, status = row.robots, row.robots_status  # RFC 9309: the old one may still be used
        read = now - KEPT + AGAIN
    _keep(name, text, status, read)
    return text, status


def _read(host: str, allow_private: bool) -> tuple[str, int]:
    try:
        answer = ask(f"{host}/robots.txt", allow_private=allow_private, size=SIZE, cut=True, seconds=SECONDS)
    except FetchError:
        return "", _UNREACHABLE
    if answer.status == 429:  # asked too often: as good as not reachable
        return "", _UNREACHABLE
    if answer.status != 200:
        return "", answer.status if answer.status >= 400 else 404
    if answer.kind == "text/html":  # a page that says that there is none
        return "", 404
    return answer.text.replace("\0", ""), 200


def _keep(host: str, text: str, status: int, read: datetime) -> None:
    Host.objects.update_or_create(name=host, defaults={"robots": text, "robots_status": status, "robots_read": read})
