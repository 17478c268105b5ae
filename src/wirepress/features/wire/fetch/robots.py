"""What a server asks of robots: robots.txt (RFC 9309), read at most once a day and stored with the host.

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
from wirepress.features.wire.fetch.request import USER_AGENT_NAME, send_request
from wirepress.features.wire.models import Host

SIZE: Final = 500 * 1024  # RFC 9309: what follows may be left unread
CACHE_SECONDS: Final = timedelta(hours=24)  # RFC 9309
RETRY_SECONDS: Final = timedelta(hours=1)  # after a server did not answer properly
SECONDS: Final = 15.0
_NAMES_US: Final = re.compile(rf"^\s*user-agent\s*:\s*{USER_AGENT_NAME}\b", re.I | re.M)
_UNREACHABLE: Final = 599  # kept as the status when there was no answer at all


@dataclass(frozen=True, slots=True)
class RobotsRuling:
    """Whether an address may be fetched, why in words ("" when nothing is said of it), and the pause that is asked for."""

    allowed: bool
    words: str = ""
    gap: float = 0.0


def may_fetch(url: str, *, allow_private: bool = False, feed: bool = False) -> RobotsRuling:
    """Return what the server's robots.txt says to this address."""
    text, status = load_robots(url, allow_private=allow_private)
    return judge_robots(text, status, url, feed=feed)


def judge_robots(text: str, status: int, url: str, *, feed: bool = False) -> RobotsRuling:
    """Return the ruling of one robots.txt. `status`: of its answer; a server that fails (5xx) allows nothing, one without (4xx) all."""
    if status >= 500:
        if feed:
            return RobotsRuling(True, "The server's robots.txt could not be read; the feed was read all the same.")
        return RobotsRuling(
            False, "The server's robots.txt could not be read, so nothing but its feed is fetched (RFC 9309)."
        )
    if not text.strip():
        return RobotsRuling(True)
    from protego import Protego

    rules = Protego.parse(text)
    gap = float(rules.crawl_delay(USER_AGENT_NAME) or 0.0)
    if rules.can_fetch(url, USER_AGENT_NAME):
        return RobotsRuling(True, "", gap)
    if feed and not _NAMES_US.search(text):
        return RobotsRuling(
            True, "robots.txt asks search engines to leave this feed alone; it was read as feeds are.", gap
        )
    return RobotsRuling(False, f"robots.txt does not allow {USER_AGENT_NAME} to fetch {url[:200]}.", gap)


def load_robots(url: str, *, allow_private: bool = False) -> tuple[str, int]:
    """Return the robots.txt of the address's server and its status, from the database when it is young enough."""
    name, now = host_of(url), now_gmt()
    row = Host.objects.filter(name=name).first()
    if row is not None and row.robots_read is not None and now - row.robots_read < CACHE_SECONDS:
        return row.robots, row.robots_status
    text, status = _fetch_robots(name, allow_private)
    read = now
    if status >= 500:
        if row is not None and row.robots_status and row.robots_status < 500:
            text, status = row.robots, row.robots_status  # RFC 9309: the old one may still be used
        read = now - CACHE_SECONDS + RETRY_SECONDS
    _store_robots(name, text, status, read)
    return text, status


def _fetch_robots(host: str, allow_private: bool) -> tuple[str, int]:
    try:
        answer = send_request(f"{host}/robots.txt", allow_private=allow_private, size=SIZE, cut=True, seconds=SECONDS)
    except FetchError:
        return "", _UNREACHABLE
    if answer.status == 429:  # asked too often: as good as not reachable
        return "", _UNREACHABLE
    if answer.status != 200:
        return "", answer.status if answer.status >= 400 else 404
    if answer.kind == "text/html":  # a page that says that there is none
        return "", 404
    return answer.text.replace("\0", ""), 200


def _store_robots(host: str, text: str, status: int, read: datetime) -> None:
    Host.objects.update_or_create(name=host, defaults={"robots": text, "robots_status": status, "robots_read": read})
