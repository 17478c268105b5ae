"""The mail of the morning: one a day, at an hour that the site sets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import structlog

from wirepress.content.locks import lock_name
from wirepress.content.mail import mail_newsroom
from wirepress.content.options import site, store
from wirepress.features.wire.models import Source

log = structlog.get_logger(__name__)
HOUR: Final = "wire_digest_hour"  # of the day in the site's time; -1: no mail
SENT: Final = "wire_digest_sent"  # the day of the last one, in the site's time
HOUR_DEFAULT: Final = 7
SPAN: Final = timedelta(hours=24)
WINDOW: Final = 6  # hours after its hour in which it is still sent; a later one would be no morning's


def digest_hour() -> int:
    """Return the hour at which the mail goes out, -1 for none."""
    told: Any = store.get(HOUR, HOUR_DEFAULT)
    try:
        hour = int(told)
    except (TypeError, ValueError):
        return HOUR_DEFAULT
    return hour if 0 <= hour <= 23 else -1


def is_digest_due() -> bool:
    """Whether today's mail is to be sent: its hour has come, and there are sources."""
    hour, now = digest_hour(), site.to_local(site.now_gmt())
    if hour < 0 or not hour <= now.hour < hour + WINDOW or str(store.get(SENT, "")) >= f"{now:%Y-%m-%d}":
        return False
    return Source.objects.filter(enabled=True).exists()


def send_digest() -> str:
    """Send today's mail, once for all workers. Return its subject, "" where none was due. What the mail server refuses is sent later."""
    from django.db import transaction

    from wirepress.features.wire.maintenance.digest import build_digest
    from wirepress.features.wire.pages.digest import mail_lines

    until = site.now_gmt() + timedelta(seconds=1)  # this second, too
    day = f"{site.to_local(until):%Y-%m-%d}"
    with transaction.atomic():
        lock_name("wire:digest")
        store.forget()
        before = str(store.get(SENT, ""))
        if not is_digest_due():
            return ""
        store.put(SENT, day)
    digest = build_digest(until - SPAN, until)
    subject = f"The wire over night: {digest.part('filed').number} filed"
    troubled = len(digest.trouble) + len(digest.silent)
    if troubled:
        subject += f", {troubled} source{'' if troubled == 1 else 's'} in trouble"
    try:
        mail_newsroom(subject, "\n".join(mail_lines(digest)))
    except OSError as error:
        store.put(SENT, before)
        log.error("wire.digest_failed", error=repr(error))
        return ""
    return subject
