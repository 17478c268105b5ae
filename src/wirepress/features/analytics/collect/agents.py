"""What a browser says of itself: the kind of device, and whether it is a program that nobody reads with."""

from __future__ import annotations

import functools
import re
from typing import Any, Final

import re2 as untyped_re2

from wirepress.features.analytics.events import Device

_re2: Any = untyped_re2  # which brings no types
# Words by which programs name themselves, kept by us: crawlers, previews, monitors, libraries, browsers without a screen.
_PROGRAMS: Final = _re2.compile(  # many words at once, in one go
    r"(?i)bot\b|bot[/_-]|crawl|spider|slurp|archiver|scan|monitor|uptime|check|preview|fetch|validator|lighthouse|pagespeed|headless|phantom"
    r"|puppeteer|playwright|selenium|electron/|curl/|wget|python|httpx|aiohttp|requests/|scrapy|java/|okhttp|go-http|node-fetch|axios"
    r"|undici|libwww|perl|ruby|php/|guzzle|dart:|apache-http|winhttp|feed|rss|reader/|aggregator|facebookexternalhit|whatsapp/"
    r"|telegram|mediapartners|adsbot|google-inspection|googleother|bingpreview|yandex(?:images|metrika|mobile)|embedly|outbrain|vkshare"
    r"|w3c_|siteimprove|ahrefs|semrush|dataprovider|netcraft|zgrab|masscan|nmap|nikto|gptbot|claude|anthropic|perplexity|ccbot"
)
_TABLET: Final = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobi)", re.IGNORECASE)
_PHONE: Final = re.compile(r"mobi|iphone|ipod|windows phone|opera mini", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})?)", re.IGNORECASE)


@functools.lru_cache(maxsize=4096)
def is_program(agent: str) -> bool:
    """Return whether a User-Agent is a program's. Every browser that people read with names itself `Mozilla/5.0` or Opera."""
    return not agent.startswith(("Mozilla/", "Opera/")) or _PROGRAMS.search(agent) is not None


@functools.lru_cache(maxsize=4096)
def device_of(agent: str) -> Device:
    """Return the kind of device."""
    if _TABLET.search(agent):
        return "tablet"
    return "phone" if _PHONE.search(agent) else "desktop"


@functools.lru_cache(maxsize=4096)
def language_of(accepted: str) -> str:
    """Return the language that a browser wants most (the first that it names), in small letters; "" for none."""
    found = _LANGUAGE.match(accepted)
    return found[1].lower() if found else ""
