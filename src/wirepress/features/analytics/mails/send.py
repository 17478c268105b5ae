"""Sends the mails of the morning. One that did not go out is tried again in an hour; nobody gets one twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from wirepress.content.mail import mail_person
from wirepress.content.options import site
from wirepress.content.users.models import User, UserMeta
from wirepress.core.hooks import Job
from wirepress.features.analytics.mails.choice import KEY, MailChoice, last_sent, mark_sent, subscribers
from wirepress.features.analytics.mails.summary import write_summary
from wirepress.features.analytics.reports.period import Period
from wirepress.settings.settings import get_settings

log = structlog.get_logger(__name__)
HOUR: Final = 7  # of the site's own time


def due_period(every: str, local: datetime) -> Period | None:
    """Return the days that a mail is about that is due at this time of the site: yesterday, or the week before this one."""
    if local.hour < HOUR:
        return None
    today = local.date()
    if every == "day":
        return Period(today - timedelta(days=1), today - timedelta(days=1))
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(days=7), monday - timedelta(days=1))


def send_due(now: datetime | None = None) -> str:
    """Send what is due. Return what was done, in words. Raises OSError when the mail server took none of them."""
    local = site.to_local(now or site.now_gmt())
    sent, failed, last = 0, 0, None
    for user, choice in list(subscribers()):
        period = due_period(choice.every, local)
        before = last_sent(user)
        if period is None or (before is not None and before >= period.last):
            continue
        if choice.every == "week" and before is None and local.weekday():
            continue  # who chose it in the middle of a week waits for Monday
        try:
            send_one(user, choice, period)
        except OSError as error:
            failed, last = failed + 1, error
            log.warning("analytics.mail_failed", user=user.pk, error=str(error))
            continue
        mark_sent(user, period.last)
        sent += 1
    if last is not None and not sent:
        raise last
    return f"{sent} sent, {failed} failed"


def send_one(user: User, choice: MailChoice, period: Period) -> None:
    """Send one mail. Raises OSError (also SMTPException) when the mail server does not take it."""
    found = write_summary(user, period, own=choice.own)
    mail_person(user.email, found.subject, found.text)


def _anybody() -> bool:
    """Whether anybody wants a mail, and there is a server that takes it."""
    return bool(get_settings().mail_url) and UserMeta.objects.filter(key=KEY).exists()


JOBS: Final = (Job("analytics.mails", send_due, every=timedelta(hours=1), needed=_anybody),)
