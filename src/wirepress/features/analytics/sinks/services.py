"""Events for other services: Matomo, Plausible, Google Analytics 4. Each gets what it has words for; nobody's address, for we have none.

What these services take for a person is the reader of a day: a hash that is another one tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from wirepress.features.analytics.events import RecordedEvent
from wirepress.features.analytics.sinks.protocol import ask, page_address, referrer_address

_AGENTS: Final = {
    "phone": "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
    "tablet": "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
    "desktop": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
}
_JSON: Final = {"Content-Type": "application/json"}


class MatomoSink:
    """Matomo's bulk tracking. `url`: its matomo.php with `idsite`, and `token_auth` for events that are older than a day."""

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        self._url, words = _split(url)
        self._site, self._token = words.get("idsite", "1"), words.get("token_auth", "")

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Send all of them in one request."""
        requests = [f"?{urlencode(found)}" for event in events if (found := self._request(event))]
        if requests:
            body: dict[str, Any] = {"requests": requests}
            if self._token:
                body["token_auth"] = self._token
            ask(self._url, json.dumps(body).encode(), _JSON)

    def _request(self, event: RecordedEvent) -> dict[str, str]:
        words = {
            "idsite": self._site,
            "rec": "1",
            "apiv": "1",
            "_id": f"{event.reader:016x}",
            "url": page_address(event),
            "cdt": f"{datetime.fromtimestamp(event.moment / 1000, UTC):%Y-%m-%d %H:%M:%S}",
            "ua": _AGENTS.get(event.device, _AGENTS["desktop"]),
            "lang": event.language,
        }
        if event.kind == "view":
            searched = {"search": event.text} if event.text else {}
            return words | searched | ({"urlref": referrer} if (referrer := referrer_address(event)) else {})
        if event.kind == "outbound":
            return words | {"link": event.text, "url": event.text}
        if event.kind == "download":
            return words | {"download": page_address(RecordedEvent(0, "view", 0, path=event.text))}
        if event.kind == "time":
            return words | {"ping": "1"}
        return words | {"e_c": event.kind, "e_a": event.text, "ca": "1"}


class PlausibleSink:
    """Plausible's events. `url`: its address, with `domain`."""

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        base, words = _split(url)
        self._domain = words.get("domain", "")
        self._url = f"{base.rstrip('/')}/api/event"

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Send each: there is no request for many. It has no word for attention."""
        for event in events:
            if event.kind == "time":
                continue
            body: dict[str, Any] = {
                "name": "pageview" if event.kind == "view" else event.kind,
                "domain": self._domain,
                "url": _with_campaign(event),
            }
            if referrer := referrer_address(event):
                body["referrer"] = referrer
            if event.kind != "view":
                body["props"] = {"name": event.text}
            headers = {
                "User-Agent": _AGENTS.get(event.device, _AGENTS["desktop"]),
                "X-Forwarded-For": _made_address(event),
            }
            ask(self._url, json.dumps(body).encode(), _JSON | headers)


class Ga4Sink:
    """Google Analytics 4's Measurement Protocol. `url`: .../mp/collect with `measurement_id` and `api_secret`."""

    def __init__(self, url: str, name: str) -> None:
        self.name, self._url = name, url

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Send the events of each reader together, 25 at a time."""
        readers: dict[int, list[RecordedEvent]] = {}
        for event in events:
            readers.setdefault(event.reader, []).append(event)
        for reader, mine in readers.items():
            for start in range(0, len(mine), 25):
                some = mine[start : start + 25]
                body = {
                    "client_id": f"{reader >> 32}.{reader & 0xFFFFFFFF}",
                    "timestamp_micros": some[-1].moment * 1000,
                    "non_personalized_ads": True,
                    "events": [_ga4_event(event) for event in some],
                }
                ask(self._url, json.dumps(body).encode(), _JSON)


_GA4_NAMES: Final = {
    "view": "page_view",
    "time": "user_engagement",
    "outbound": "click",
    "download": "file_download",
    "goal": "generate_lead",
    "share": "share",
    "reaction": "reaction",
}


def _ga4_event(event: RecordedEvent) -> dict[str, Any]:
    words: dict[str, Any] = {
        "page_location": _with_campaign(event),
        "engagement_time_msec": max(1, event.seconds * 1000),
    }
    if referrer := referrer_address(event):
        words["page_referrer"] = referrer
    name = _GA4_NAMES[event.kind]
    if event.kind == "view" and event.text:
        name, words["search_term"] = "view_search_results", event.text
    elif event.kind != "time" and event.text:
        words[{"outbound": "link_url", "download": "file_name", "share": "method"}.get(event.kind, "name")] = event.text
    return {"name": name, "params": words}


def _with_campaign(event: RecordedEvent) -> str:
    names = ("utm_source", "utm_medium", "utm_campaign")
    words = {name: value for name, value in zip(names, event.campaign, strict=True) if value}
    address = page_address(event)
    return address + ("&" if "?" in address else "?") + urlencode(words) if words else address


def _made_address(event: RecordedEvent) -> str:
    """Return an address of the range for documentation (RFC 3849) that stands for the reader of the day."""
    digits = f"{event.reader:016x}"
    return "2001:db8::" + ":".join(digits[place : place + 4] for place in range(0, 16, 4))


def _split(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    words = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), words
