"""Who wants numbers by mail, how often, and of what: kept with the person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from wirepress.content.users.models import User, UserMeta

KEY: Final = "wirepress_readers_mail"
SENT: Final = "wirepress_readers_mail_sent"  # the last day that a mail was about
EVERY: Final = (
    ("", "never"),
    ("day", "every morning, about the day before"),
    ("week", "every Monday, about the week before"),
)
SEE: Final = "edit_posts"
SEE_ALL: Final = "edit_others_posts"


@dataclass(frozen=True, slots=True)
class MailChoice:
    """`every`: day, week, or "" for never. `own`: of the person's own stories alone."""

    every: str = ""
    own: bool = False


def read_choice(user: User) -> MailChoice:
    """Return what somebody wants. Who may not see everybody's numbers gets their own."""
    row = UserMeta.objects.filter(user=user, key=KEY).order_by("id").first()
    return _choice(user, row.value if row else None)


def _choice(user: User, value: Any) -> MailChoice:
    stored: dict[str, Any] = value if isinstance(value, dict) else {}
    every = stored.get("every")
    wanted = every if every in dict(EVERY) and user.can(SEE) else ""
    return MailChoice(str(wanted or ""), bool(stored.get("own")) or not user.can(SEE_ALL))


def put_choice(user: User, choice: MailChoice) -> None:
    """Store what somebody wants."""
    with transaction.atomic():
        UserMeta.objects.filter(user=user, key=KEY).delete()
        if choice.every:
            UserMeta.objects.create(user=user, key=KEY, value={"every": choice.every, "own": choice.own})


def subscribers() -> Iterator[tuple[User, MailChoice]]:
    """Yield everybody who wants mails and has an address."""
    for row in UserMeta.objects.filter(key=KEY).select_related("user").order_by("user_id", "id"):
        choice = _choice(row.user, row.value)
        if choice.every and row.user.email:
            yield row.user, choice


def last_sent(user: User) -> date | None:
    """Return the last day that a mail to somebody was about."""
    row = UserMeta.objects.filter(user=user, key=SENT).order_by("id").first()
    try:
        return date.fromisoformat(str(row.value)) if row else None
    except ValueError:
        return None


def mark_sent(user: User, day: date) -> None:
    """Note that a mail about the time up to this day has gone out."""
    with transaction.atomic():
        UserMeta.objects.filter(user=user, key=SENT).delete()
        UserMeta.objects.create(user=user, key=SENT, value=day.isoformat())
