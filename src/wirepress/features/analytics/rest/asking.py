"""What may be asked, and who may ask: who edits others' stories sees all, who writes sees their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wirepress.content.posts.models import Post
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Schema
from wirepress.features.analytics.reports.period import Comparison, Period, last_days
from wirepress.features.analytics.reports.scope import Scope, narrow_to_author
from wirepress.features.analytics.reports.sums import ORDERS

_DAY: Final = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_ID: Final = {"type": "integer", "minimum": 0, "maximum": 2**53, "default": 0}
PERIOD: Final[Mapping[str, Schema]] = {
    "days": {
        "description": "The last so many days, today among them.",
        "type": "integer",
        "minimum": 1,
        "maximum": 3660,
        "default": 30,
    },
    "from": {"description": "First day, in place of `days`.", **_DAY},
    "to": {"description": "Last day; today where none is named.", **_DAY},
}
COMPARE: Final[Mapping[str, Schema]] = {
    "compare": {
        "description": "With what it is compared: the days before, the year before (52 weeks), nothing.",
        "type": "string",
        "enum": ["none", "before", "year"],
        "default": "none",
    }
}
SCOPE: Final[Mapping[str, Schema]] = {
    "post": {"description": "One story.", **_ID},
    "author": {"description": "An author's stories.", **_ID},
    "section": {"description": "A section's stories.", **_ID},
    "tag": {"description": "A tag's stories.", **_ID},
}
LIST: Final[Mapping[str, Schema]] = {
    "order": {"description": "By what: the largest first.", "type": "string", "enum": ["", *ORDERS], "default": ""},
    "most": {"description": "How many.", "type": "integer", "minimum": 1, "maximum": 1000, "default": 50},
    "start": {
        "description": "How many are left out before.",
        "type": "integer",
        "minimum": 0,
        "maximum": 100_000,
        "default": 0,
    },
}


def sees_all(request: Request) -> bool:
    """Return whether somebody sees the numbers of all stories."""
    return request.actor.can("edit_others_posts")


def may_see(request: Request) -> RestError | None:
    """Refuse who writes nothing here, and who asks for a story that is somebody else's."""
    if not request.actor.can("edit_posts"):
        return _refusal(request)
    if sees_all(request) or not request.get("post"):
        return None
    mine = Post.objects.filter(pk=request["post"], author_id=request.actor.id).exists()
    return None if mine else _refusal(request)


def may_see_all(request: Request) -> RestError | None:
    """Refuse who sees their own stories alone: this is about the whole site."""
    return None if sees_all(request) else _refusal(request)


def period_of(request: Request) -> Period:
    """Return the period that was asked for. Raises RestError 400."""
    first, last = _day(request, "from"), _day(request, "to")
    if first is None:
        return last_days(int(request["days"]), last)
    try:
        return Period(first, last or last_days(1).last)
    except ValueError as error:
        raise RestError("analytics_invalid_period", str(error), 400) from None


def scope_of(request: Request) -> Scope:
    """Return of what was asked; of somebody who sees their own stories alone, those of them."""
    given: dict[str, Any] = {name: int(request.get(name) or 0) for name in SCOPE}
    scope = Scope(given["post"], given["author"], given["section"], given["tag"])
    if sees_all(request) or scope.post_id:  # that story is theirs: may_see has looked
        return scope
    if scope.author_id not in (0, request.actor.id):
        raise _refusal(request)
    return narrow_to_author(scope, request.actor.id)


def comparison_of(request: Request) -> Comparison:
    """Return with what is compared."""
    found: Comparison = request["compare"]
    return found


def _day(request: Request, name: str) -> date | None:
    given = request.get(name)
    if not given:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise RestError("analytics_invalid_day", f"There is no day {given}.", 400) from None


def _refusal(request: Request) -> RestError:
    return forbidden(
        "analytics_cannot_see", "You are not allowed to see the numbers of these stories.", signed_in=request.signed_in
    )
