"""The feature's settings, as the newsroom sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.hooks import SettingField

GROUP: Final = "analytics"
COUNTRY: Final = "wirepress_analytics_country_header"
CONSENT: Final = "wirepress_analytics_consent"
SIGNALS: Final = "wirepress_analytics_signals"
GOALS: Final = "wirepress_analytics_goals"
RAW_DAYS: Final = "wirepress_analytics_raw_days"
HOUR_DAYS: Final = "wirepress_analytics_hour_days"
DAY_DAYS: Final = "wirepress_analytics_days"
_GOAL: Final = re.compile(r"\s*([^=/]{1,80}?)\s*=\s*(/\S{0,200})\s*\Z")
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{0,60}\Z")
_COOKIE: Final = re.compile(r"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}=[^\s;,\\\"]{0,100})?\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the feature goes by. `goals`: name -> address that is reached; days: how long things are kept."""

    country_header: str = ""
    consent: str = ""
    signals: bool = True
    goals: tuple[tuple[str, str], ...] = ()
    raw_days: int = 7
    hour_days: int = 90
    days: int = 0


def fields() -> Sequence[SettingField]:
    """Return the settings for the newsroom."""
    return (
        SettingField(
            SIGNALS,
            "boolean",
            True,
            "Leave out readers who ask not to be tracked",
            "Do Not Track and Global Privacy Control of their browsers.",
            group=GROUP,
        ),
        SettingField(
            CONSENT,
            "string",
            "",
            "Cookie of readers who agreed",
            "NAME=VALUE, as your consent dialog sets it: nobody else is counted. Empty: nobody is asked.",
            group=GROUP,
            sanitize=_matching(_COOKIE),
        ),
        SettingField(
            COUNTRY,
            "string",
            "",
            "Header with the reader's country",
            "As your CDN sets it, such as CF-IPCountry. Empty: countries are not counted.",
            group=GROUP,
            sanitize=_matching(_HEADER),
        ),
        SettingField(
            GOALS,
            "string",
            "",
            "Goals",
            "NAME = /ADDRESS/, several by commas: counted when that page is read. Forms and links with data-goal are goals without this.",
            group=GROUP,
        ),
        SettingField(
            RAW_DAYS,
            "integer",
            7,
            "Days that single events are kept",
            "They hold no address. Services that events are passed on to can fall behind for so long.",
            group=GROUP,
            schema={"minimum": 0, "maximum": 400},
        ),
        SettingField(
            HOUR_DAYS,
            "integer",
            90,
            "Days that counts by the hour are kept",
            "35 at least: the running day is compared with the four weeks before.",
            group=GROUP,
            schema={"minimum": 35, "maximum": 4000},
        ),
        SettingField(
            DAY_DAYS,
            "integer",
            0,
            "Days that counts by the day are kept",
            "0: for good.",
            group=GROUP,
            schema={"minimum": 0, "maximum": 40000},
        ),
    )


def read() -> Settings:
    """Return the settings as stored."""
    return Settings(
        _fit(_HEADER, store.get(COUNTRY, "")).lower(),
        _fit(_COOKIE, store.get(CONSENT, "")),
        store.get(SIGNALS, True) not in (False, "", "0", 0),
        read_goals(str(store.get(GOALS, "") or "")),
        _whole(store.get(RAW_DAYS, 7), 7, 0),
        _whole(store.get(HOUR_DAYS, 90), 90, 35),
        _whole(store.get(DAY_DAYS, 0), 0, 0),
    )


def read_goals(text: str) -> tuple[tuple[str, str], ...]:
    """Return names and addresses of goals; what is none is left out."""
    found = (_GOAL.match(part) for part in re.split(r"[,\n]", text))
    return tuple((match[1], match[2].rstrip("/") or "/") for match in found if match)


def _matching(pattern: re.Pattern[str]) -> Any:
    return lambda value: _fit(pattern, value)


def _fit(pattern: re.Pattern[str], value: object) -> str:
    text = str(value or "").strip()
    return text if pattern.match(text) else ""


def _whole(value: object, default: int, least: int) -> int:
    try:
        return max(least, int(str(value)))
    except ValueError:
        return default
