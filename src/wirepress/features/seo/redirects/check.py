"""Judges a rule before it is stored: made plain, or refused with a sentence that says why."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from wirepress.content.errors import ActionRefused
from wirepress.features.seo.redirects import patterns
from wirepress.features.seo.redirects.addresses import SOURCE_MAX, Query, local_address, number_of, read_query, split
from wirepress.features.seo.redirects.rules import CODES, GONE, MATCHES, QUERY_MODES, Rule, fill, holds

_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
_CAPTURE_IN_HOST: Final = re.compile(r"\A[a-z]+://[^/?#]*[$\\]", re.I)
# Without these nobody could sign in any more, or the site would not answer programs.
_OWN: Final = re.compile(r"/(?:wp-admin|wp-json|wp-includes|-)(?:/|\Z)|/(?:wp-login|xmlrpc|wp-cron)\.php", re.I)


def make_plain(rule: Rule, home: str) -> Rule:
    """Return the rule as it is stored. Raises ActionRefused (400) with the reason. `home`: the site's own address."""
    if rule.match not in MATCHES:
        raise _refused("match", f"A rule is one of {', '.join(MATCHES)}.")
    if rule.code not in CODES:
        raise _refused("code", f"The code is one of {', '.join(map(str, CODES))}.")
    if rule.query not in QUERY_MODES:
        raise _refused("query", f"What becomes of the query is one of {', '.join(QUERY_MODES)}.")
    rule = replace(rule, source=_source(rule, home), target=_target(rule, home))
    if rule.match == "exact":
        if rule.target.startswith("/") and holds(rule, *split(rule.target)):
            raise _refused("loop", f"{rule.source} would lead to itself.")
    else:
        _check_pattern(rule)
    return rule


def _source(rule: Rule, home: str) -> str:
    text = rule.source.strip()
    if not text or len(text) > SOURCE_MAX:
        raise _refused("source", f"The source has 1 to {SOURCE_MAX} characters.")
    if rule.match == "regex":
        # As plugins write them: a pattern that begins at the site's root begins with a slash.
        return text if not re.match(r"\^(?=[\w%])", text) else f"^/{text[1:]}"
    local = local_address(text, home)
    if local is None:
        raise _refused(
            "source", f"{text} is an address of another site. The source is a path of this one, such as /old-page/."
        )
    path, mark, query = local.partition("#")[0].partition("?")
    path = "/" + unquote(path).lstrip("/")
    if re.search(r"[\x00-\x1f]", path):
        raise _refused("source", "The source holds characters that no address has.")
    if _OWN.match(path):
        raise _refused("source", f"{path} belongs to the newsroom itself and cannot be redirected.")
    return path + mark + query


def _target(rule: Rule, home: str) -> str:
    text = rule.target.strip()
    if rule.code in GONE:
        return ""
    if not text:
        raise _refused("target", "Say where the rule leads, or choose 410 (gone) or 451 (withheld by law).")
    if len(text) > SOURCE_MAX or re.search(r"[\x00-\x1f\x7f]", text):
        raise _refused("target", f"The target has 1 to {SOURCE_MAX} characters, none of them a control character.")
    if _CAPTURE_IN_HOST.match(text):
        raise _refused("target", "What a pattern catches may stand in the target's path, not in its host.")
    local = local_address(text, home)
    if local is not None:
        path = local.lstrip("/\\")
        return "/" + _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", path)
    parts = urlsplit(text if not text.startswith("//") else f"https:{text}")
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        raise _refused("target", f"{text[:100]} is no address of the web.")
    return _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", parts.geturl())


def _check_pattern(rule: Rule) -> None:
    try:
        patterns.check(rule)
    except patterns.WrongPattern as wrong:
        raise _refused("pattern", str(wrong)) from None
    if patterns.PatternSet([replace(rule, ignore_case=True)]).find("/wp-admin/", ""):
        raise _refused("pattern", "The pattern also fits /wp-admin/, so nobody could mend it. Make it narrower.")
    if rule.target.startswith("/"):
        sample = fill(rule.target, ["x"] * 9)
        if patterns.PatternSet([rule]).find(*split(sample)):
            raise _refused("loop", f"The pattern fits its own target ({sample}): readers would go round in a circle.")


def number_of_source(rule: Rule) -> int:
    """Return the number that a rule is stored under."""
    if rule.match != "exact":
        return number_of(f"{rule.match} {rule.source}")
    path, query = split(rule.source)
    return number_of(path, _sorted(query))


def number_of_target(rule: Rule) -> int | None:
    """Return the number under which a rule for this rule's target would be; None for a target elsewhere."""
    if not rule.target.startswith("/"):
        return None
    path, query = split(rule.target)
    return number_of(path, _sorted(query))


def _sorted(query: str) -> Query:
    return read_query(query)


def _refused(code: str, message: str) -> ActionRefused:
    return ActionRefused(f"seo_redirect_{code}", message, 400)
