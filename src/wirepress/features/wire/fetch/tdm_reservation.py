"""Reservations of text and data mining (Directive (EU) 2019/790, article 4), as servers and pages express them.

Read are the TDM Reservation Protocol (W3C community report: header, /.well-known/tdmrep.json, meta element), the lines
Content-Usage (IETF AI preferences) and Content-Signal in robots.txt, and X-Robots-Tag. What is reserved is not fetched for its full
text. A word against the training of models alone is noted: nothing is trained here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from wirepress.content.options.site import now_gmt
from wirepress.core.http.client import FetchError
from wirepress.features.wire.fetch.rate_limit import host_of
from wirepress.features.wire.fetch.request import USER_AGENT_NAME, send_request
from wirepress.features.wire.fetch.robots import CACHE_SECONDS, SECONDS
from wirepress.features.wire.models import Host

PATH: Final = "/.well-known/tdmrep.json"
SIZE: Final = 256 * 1024
_RULES_MAX: Final = 500
_STARS_MAX: Final = 4
_META: Final = re.compile(r"""<meta[^>]{0,200}?name\s*=\s*["']?tdm-reservation["']?[^>]{0,200}>""", re.I)
_ONE: Final = re.compile(r"""content\s*=\s*["']?\s*1\b""", re.I)
_MINING: Final = {"tdm": "n", "bots": "n", "all": "n", "automated": "n", "ai-input": "no", "ai-use": "n"}
_TRAINING: Final = {"train-ai": "n", "train-genai": "n", "ai-train": "no", "ai": "n", "genai": "n"}


@dataclass(frozen=True, slots=True)
class Reservation:
    """What was said. `mining`: text mining is reserved, so full texts are left alone; else it is only noted."""

    mining: bool
    words: str


def server_reservations(url: str, robots: str, *, allow_private: bool = False) -> list[Reservation]:
    """Return what the server says of this address: its tdmrep.json (read at most once a day) and its robots.txt."""
    signals = list(robots_reservations(robots, url))
    if _is_reserved(_rules(_tdmrep(url, allow_private)), url):
        signals.append(Reservation(True, f"The server reserves text and data mining ({PATH})."))
    return signals


def response_reservations(headers: Mapping[str, str], html: str = "") -> list[Reservation]:
    """Return what an answer says of itself. `headers`: names in lower case; `html`: the start of its page."""
    signals = []
    if headers.get("tdm-reservation", "").strip() == "1":
        signals.append(Reservation(True, "The answer reserves text and data mining (header tdm-reservation)."))
    elif any(_ONE.search(meta) for meta in _META.findall(html)):
        signals.append(Reservation(True, "The page reserves text and data mining (meta tdm-reservation)."))
    words = {word.strip().lower() for word in headers.get("x-robots-tag", "").replace(":", ",").split(",")}
    if "noai" in words:
        signals.append(
            Reservation(
                False,
                "The answer asks not to be used for training models (X-Robots-Tag: noai); nothing is trained here.",
            )
        )
    signals.extend(_usage(headers.get("content-usage", ""), "header Content-Usage"))
    return signals


def robots_reservations(text: str, url: str) -> Iterator[Reservation]:
    """Yield the lines about use in the groups of robots.txt that are for everybody or for us."""
    path, agents, in_rules = urlsplit(url).path or "/", ["*"], True
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
            continue
        in_rules = True
        if name not in ("content-usage", "content-signal") or not any(
            agent in ("*", USER_AGENT_NAME.lower()) for agent in agents
        ):
            continue
        if value.startswith("/"):
            prefix, _, value = value.partition(" ")
            if not _pattern(prefix).match(path):
                continue
        yield from _usage(value, f"robots.txt, {name.title()}")


def _usage(value: str, where: str) -> Iterator[Reservation]:
    for part in value.lower().split(","):
        key, _, said = (piece.strip() for piece in part.partition("="))
        if _MINING.get(key) == said:
            yield Reservation(True, f"Automated use is reserved ({where}: {key}={said}).")
        elif _TRAINING.get(key) == said:
            yield Reservation(
                False, f"Training of models is reserved ({where}: {key}={said}); nothing is trained here."
            )


def _rules(text: str) -> list[tuple[str, bool]]:
    """Return the rules of a tdmrep.json in its order: (pattern of a path, reserved)."""
    try:
        found: Any = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    rules = found if isinstance(found, list) else []
    return [
        (str(rule["location"]), str(rule.get("tdm-reservation")) == "1")
        for rule in rules[:_RULES_MAX]
        if isinstance(rule, dict) and isinstance(rule.get("location"), str)
    ]


def _is_reserved(rules: list[tuple[str, bool]], url: str) -> bool:
    """Return the first rule that fits decides."""
    path = urlsplit(url).path or "/"
    return next((reserved for location, reserved in rules if _pattern(location).match(path)), False)


def _pattern(location: str) -> re.Pattern[str]:
    """Return a path with * and $ as in robots.txt."""
    end = "$" if location.endswith("$") else ""
    parts = location.removesuffix("$").split("*")
    if len(parts) - 1 > _STARS_MAX:  # keeps the time of a match in bounds; a shorter pattern reserves more, not less
        parts, end = parts[: _STARS_MAX + 1], ""
    return re.compile(".*?".join(map(re.escape, parts)) + end, re.S)


def _tdmrep(url: str, allow_private: bool) -> str:
    name, now = host_of(url), now_gmt()
    row = Host.objects.filter(name=name).first()
    if row is not None and row.reserved_read is not None and now - row.reserved_read < CACHE_SECONDS:
        return row.reserved
    try:
        answer = send_request(name + PATH, allow_private=allow_private, size=SIZE, seconds=SECONDS)
        text = answer.text.replace("\0", "") if answer.status == 200 else ""
    except FetchError:
        text = row.reserved if row is not None else ""
    Host.objects.update_or_create(name=name, defaults={"reserved": text, "reserved_read": now})
    return text
