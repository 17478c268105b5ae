"""What a reader of rules gives: the rules, and a sentence for each thing that was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wirepress.features.seo.redirects.rules import CODES, GONE, Rule
from wirepress.features.seo.redirects.save import NewRule

_SAME: Final = {303: 302, 300: 302, 304: 302}  # codes that tell a browser to go elsewhere, for now


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something of the source that became no rule, and why."""

    words: str


Read = NewRule | NotUnderstood


def split_read(found: Iterable[Read], problems: list[str]) -> Iterator[NewRule]:
    """Yield the rules; what was not understood goes into `problems`."""
    for one in found:
        if isinstance(one, NotUnderstood):
            problems.append(one.words)
        else:
            yield one


def make(
    source: str,
    target: str | None,
    code: int,
    *,
    match: str = "exact",
    query: str = "pass",
    ignore_case: bool = True,
    ignore_slash: bool = True,
    enabled: bool = True,
    group: str = "imported",
    position: int = 0,
    note: str = "",
    hits: int = 0,
    last_hit: datetime | None = None,
) -> Read:
    """Return a rule out of what others call a source, a target and a code; or why it cannot be one."""
    code = _SAME.get(code, code)
    if code in (404, 403):
        return NotUnderstood(f"{source[:100]}: answers {code}, which is what happens without a rule.")
    if code not in CODES:
        return NotUnderstood(f"{source[:100]}: the code {code} is none that a redirect has here.")
    if not source.strip():
        return NotUnderstood("A rule without a source.")
    target = (target or "").strip()
    if code not in GONE and not target:
        return NotUnderstood(f"{source[:100]}: leads nowhere.")
    rule = Rule(
        0, match, source.strip(), "" if code in GONE else target, code, query, ignore_case, ignore_slash, group[:60]
    )
    return NewRule(rule, enabled, position, note, None, max(hits, 0), last_hit)


def number(value: Any, otherwise: int = 0) -> int:
    """Return a value of somebody else's as a whole number."""
    try:
        return int(str(value).strip() or otherwise)
    except ValueError:
        return otherwise


def truth(value: Any) -> bool:
    """Return a value of somebody else's as yes or no."""
    return str(value).strip().lower() in ("1", "true", "yes", "y", "on", "enabled", "active", "regex")


def moment(value: Any) -> datetime | None:
    """Return a moment of somebody else's, naive; None where there is none."""
    try:
        found = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None) if 1970 < found.year < 9000 else None
