"""The rules as robots.txt, as RSL (/license.xml) and as /.well-known/tdmrep.json, and the header of a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from wirepress.features.seo.robots.usage import EVERYTHING, Usage, UsageRule, signals, usage_of
from wirepress.features.seo.settings.robots import RobotsSettings

RSL_PATH: Final = "/license.xml"
TDMREP_PATH: Final = "/.well-known/tdmrep.json"
_FIELDS: Final = ("user-agent", "disallow", "allow", "crawl-delay", "clean-param", "host", "noindex")
# RSL 1.0: what the words of our rules are called there.
_RSL_USAGES: Final = (("search", "search"), ("ai_input", "ai-input"), ("ai_train", "ai-train"))


def robots_text(
    base: str, rules: Sequence[UsageRule], settings: RobotsSettings, sitemaps: Sequence[str], license_url: str
) -> str:
    """Return robots.txt. `base`: the group for everybody; signals of rights stand in it, since they belong to a group."""
    parts = [base.rstrip("\n")]
    if settings.content_signal:
        parts += [
            f"Content-Signal: {'' if rule.pattern == EVERYTHING else rule.pattern + ' '}{signals(rule.usage)}"
            for rule in rules
            if not rule.usage.says_nothing
        ]
    groups = ["\n".join(parts)]
    closed = [name for one in settings.closed if (name := _one_line(one))]
    if closed:
        groups.append("\n".join([*(f"User-agent: {name}" for name in dict.fromkeys(closed)), "Disallow: /"]))
    further = own_lines(settings.rules)
    if further:
        groups.append("\n".join(further))
    last = [f"Sitemap: {address}" for address in sitemaps]
    if settings.rsl and rules and license_url:
        last.append(f"License: {license_url}")
    if last:
        groups.append("\n".join(last))
    return "\n\n".join(groups) + "\n"


def own_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of a newsroom's own that robots know. Those without a User-agent before them would change the group of others."""
    found: list[str] = []
    for one in lines:
        text = _one_line(one)
        name = text.partition(":")[0].strip().lower()
        if text.startswith("#") or (name in _FIELDS and ":" in text and (found or name == "user-agent")):
            found.append(text)
    return found


def unknown_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines that are left out, for whoever wrote them."""
    kept = own_lines(lines)
    return [text for one in lines if (text := _one_line(one)) and text not in kept]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def rsl(rules: Sequence[UsageRule], home: str, contact: str) -> str:
    """Return the licence of the site as Really Simple Licensing 1.0."""
    contents = "".join(_rsl_content(rule, home, contact) for rule in rules if not rule.usage.says_nothing)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rsl xmlns="https://rslstandard.org/rsl">\n{contents}</rsl>\n'


def _rsl_content(rule: UsageRule, home: str, contact: str) -> str:
    words: list[str] = []
    for element, wanted in (("permits", True), ("prohibits", False)):
        names = [token for name, token in _RSL_USAGES if getattr(rule.usage, name) is wanted]
        if names:
            words.append(f'<{element} type="usage">{" ".join(names)}</{element}>')
    if rule.usage.policy:
        words.append(f"<terms>{escape(rule.usage.policy)}</terms>")
    holder = f'<copyright type="organization" contactUrl="{escape(contact)}" />' if contact.startswith("http") else ""
    return f'<content url="{escape(rule.pattern)}"><license>{"".join(words)}</license>{holder}</content>\n'


def tdmrep(rules: Sequence[UsageRule]) -> list[dict[str, Any]]:
    """Return the TDM file (W3C community report): the first location that fits counts, so the longest stand first."""
    found = []
    for rule in rules:
        if rule.usage.ai_train is None:
            continue
        entry: dict[str, Any] = {
            "location": rule.pattern if rule.pattern.endswith(("*", "$")) else f"{rule.pattern}*",
            "tdm-reservation": int(rule.usage.reserved),
        }
        if rule.usage.reserved and rule.usage.policy:
            entry["tdm-policy"] = rule.usage.policy
        found.append(entry)
    return found


def headers(path: str, rules: Sequence[UsageRule]) -> list[tuple[str, str]]:
    """Return the headers of an answer at a path."""
    usage: Usage = usage_of(path, rules)
    if usage.ai_train is None:
        return []
    found = [("TDM-Reservation", str(int(usage.reserved)))]
    if usage.reserved and usage.policy.startswith(("https://", "http://")):
        found.append(("TDM-Policy", usage.policy))
    return found
