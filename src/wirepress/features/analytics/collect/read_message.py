"""From a message of a page to the lines that are recorded. Whatever a page may say, nothing of it is trusted."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

from wirepress.content.options import site
from wirepress.core.hooks import BeaconMessage, NotReady
from wirepress.core.http.origin import is_foreign
from wirepress.core.http.query_names import is_name_read
from wirepress.features.analytics import settings
from wirepress.features.analytics.collect.agents import device_of, is_program, language_of
from wirepress.features.analytics.collect.salts import read_salts, reader_number
from wirepress.features.analytics.dimensions import LABEL_MAX
from wirepress.features.analytics.events import KINDS, RecordedEvent, encode
from wirepress.settings.settings import get_settings

ID_MAX: Final = 2**53
_CAMPAIGN: Final = ("utm_source", "utm_medium", "utm_campaign")
_NO_COUNTRY: Final = ("XX", "T1", "ZZ", "")
_OWN_COOKIE: Final = (b"wirepress_session", b"wordpress_logged_in")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What was read for this process, so that messages need no database."""

    options: settings.Settings
    zone: tzinfo
    url: str


_prepared: list[_Prepared] = []


def prepare() -> None:
    """Read the settings and the salts."""
    read_salts()
    _prepared[:] = [_Prepared(settings.read(), site.zone(), get_settings().url)]


def forget_prepared() -> None:
    """Forget what was read: another database is open."""
    _prepared.clear()


def read_message(message: BeaconMessage) -> list[bytes]:
    """Return the lines to record, none for what is not to be counted. Raises NotReady."""
    if not _prepared:
        raise NotReady("The settings were not read.")
    now = _prepared[0]
    headers, agent = message.headers, message.headers.get(b"user-agent", b"").decode("latin-1")
    if is_program(agent) or not _may_count(headers, now.options):
        return []
    if (b"origin" in headers or b"sec-fetch-site" in headers) and _is_foreign(
        headers.get(b"origin", b""), headers.get(b"sec-fetch-site", b""), headers.get(b"host", b""), now.url
    ):
        return []
    said = _said(message)
    return [encode(event) for event in _events(said, message, agent, now)] if said is not None else []


@functools.lru_cache(maxsize=256)
def _is_foreign(origin: bytes, fetch_site: bytes, host: bytes, url: str) -> bool:
    headers = {"origin": origin, "sec-fetch-site": fetch_site, "host": host}
    return is_foreign({name: value.decode("latin-1") for name, value in headers.items()}, url)


def local_day(moment: int, zone: tzinfo | None = None) -> date:
    """Return the site's day of a moment (milliseconds since 1970)."""
    return _day_of(moment // 900_000, zone or site.zone())


@functools.lru_cache(maxsize=64)
def _day_of(quarter: int, zone: tzinfo) -> date:
    """Return the day of a quarter of an hour: no time zone changes its day inside one."""
    return datetime.fromtimestamp(quarter * 900, UTC).astimezone(zone).date()


def _may_count(headers: Any, options: settings.Settings) -> bool:
    if options.signals and (headers.get(b"dnt") == b"1" or headers.get(b"sec-gpc") == b"1"):
        return False
    cookies = headers.get(b"cookie", b"")
    if any(name in cookies for name in _OWN_COOKIE):  # somebody of the newsroom
        return False
    wanted = options.consent.encode("latin-1", "replace")
    return not wanted or wanted in (part.strip() for part in cookies.split(b";"))


def _said(message: BeaconMessage) -> dict[str, Any] | None:
    """Return what the page says: JSON that was posted, or the query of the picture."""
    if message.method == "GET":
        values = {name: texts[-1] for name, texts in parse_qs(message.query).items()}
        page = message.headers.get(b"referer", b"").decode("latin-1")
        parts = _split(page)
        target = (parts.path + (f"?{parts.query}" if parts.query else "")) if parts is not None else ""
        return {"k": "view", "p": values.get("p"), "v": values.get("v"), "m": values.get("m"), "a": target}
    if message.method != "POST":
        return None
    try:
        said = json.loads(message.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _events(said: dict[str, Any], message: BeaconMessage, agent: str, now: _Prepared) -> list[RecordedEvent]:
    kind = said.get("k")
    if kind not in KINDS or kind in ("reaction", "share"):  # those are told by the feature that stores them
        return []
    target = _text(said.get("a"), 2000)
    path, shown, campaign = _page(target)
    referrer, inside = _referrer(_text(said.get("f"), 2000), message.headers.get(b"host", b""), now.url)
    event = RecordedEvent(
        message.moment,
        kind,
        reader_number(local_day(message.moment, now.zone), message.address, agent),
        _number(said.get("p"), ID_MAX),
        _text(said.get("v"), 16),
        shown,
        referrer,
        inside,
        campaign if kind == "view" else ("", "", ""),
        device_of(agent),
        language_of(message.headers.get(b"accept-language", b"").decode("latin-1")),
        _country(message, now.options.country_header),
        _act_text(kind, said),
        _number(said.get("s"), 3600),
        _number(said.get("y"), 100),
        bool(said.get("m")) and said.get("m") != "0",
    )
    reached = [name for name, place in now.options.goals if kind == "view" and path.rstrip("/") == place.rstrip("/")]
    return [event, *(RecordedEvent(event.moment, "goal", event.reader, event.post_id, text=name) for name in reached)]


def _act_text(kind: str, said: dict[str, Any]) -> str:
    if kind == "time":
        before = _number(said.get("b"), 100)
        return f"more:{before}" if before else ""
    text = _text(said.get("x"), LABEL_MAX)
    if kind == "outbound":
        parts = _split(text)
        return f"{parts.scheme}://{parts.netloc}{parts.path}" if parts is not None and parts.netloc else ""
    return text.partition("?")[0] if kind == "download" else text


@functools.lru_cache(maxsize=4096)
def _referrer(address: str, host: bytes, url: str) -> tuple[str, bool]:
    """Return the page before without scheme and query, and whether it was one of the site's own."""
    parts = _split(address)
    if parts is None or parts.scheme not in ("http", "https", "android-app") or not parts.netloc:
        return "", False
    name = parts.netloc.rpartition("@")[2].lower()
    own = (urlsplit(url).netloc.lower(), host.decode("latin-1").lower())
    return ("", True) if name in own else (f"{name}{parts.path or '/'}"[:LABEL_MAX], False)


@functools.lru_cache(maxsize=4096)
def _page(target: str) -> tuple[str, str, tuple[str, str, str]]:
    """Return a page's path, its address as it is counted, and the campaign that it names. What a reader typed in (words that were
    searched for) is left out."""
    path, _, query = target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True) if query else []
    kept = [
        name if name == "s" else f"{name}={value}"
        for name, value in pairs
        if is_name_read(name.encode("utf-8", "replace"))
    ]
    values = dict(pairs)
    source, medium, campaign = (values.get(name, "")[:80] for name in _CAMPAIGN)
    shown = "?".join((path or "/", "&".join(kept))) if kept else path or "/"
    return path, shown[:LABEL_MAX], (source, medium, campaign)


def _country(message: BeaconMessage, header: str) -> str:
    code = message.headers.get(header.encode("latin-1"), b"").decode("latin-1").strip().upper() if header else ""
    return code if len(code) == 2 and code.isascii() and code.isalpha() and code not in _NO_COUNTRY else ""


def _split(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _text(value: object, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""


def _number(value: object, most: int) -> int:
    try:
        number = int(value) if isinstance(value, int | float | str) else 0
    except (ValueError, OverflowError):
        return 0
    return number if 0 <= number <= most else 0
