"""Telling the newsroom about accounts that are in trouble: a mail, once, and notices on its pages until all is well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog
from django.db.models import Q, QuerySet

from wirepress.content.mail import mail_newsroom
from wirepress.content.options import site
from wirepress.core.hooks import Notice
from wirepress.features.social.models import AccountConnection
from wirepress.features.social.networks.protocol import now_gmt
from wirepress.features.social.networks.registry import UnknownNetwork, find_network

log = structlog.get_logger(__name__)
STATE_WORDS: Final = {
    "well": "Well",
    "expiring": "Access ends soon",
    "expired": "Access has run out",
    "revoked": "Access was withdrawn",
    "permission": "May not post",
    "blocked": "Locked by the network",
    "credit": "The network wants to be paid",
    "unreachable": "Does not answer",
    "unreadable": "Its key is missing",
    "elsewhere": "Belongs to another copy of the site",
}
PATH: Final = "/wp-admin/social-accounts/"


def in_trouble() -> QuerySet[AccountConnection]:
    """Return the connections that a person has to do something about, the oldest account first."""
    return AccountConnection.objects.exclude(state="well").select_related("account").order_by("account_id")


def newsroom_notices() -> Sequence[Notice]:
    """Return a notice for each account in trouble, for whoever manages the site."""
    return [
        Notice(
            f"{connection.account.name or connection.account.key} ({_title(connection)}): "
            f"{STATE_WORDS.get(connection.state, connection.state)}. {connection.error}".strip(),
            level="warning" if connection.may_send else "error",
            link=f"{PATH}connect/?network={connection.account.service}&account={connection.account_id}",
            link_text="Connect again",
            capability="manage_options",
        )
        for connection in in_trouble()
    ]


def _title(connection: AccountConnection) -> str:
    try:
        return find_network(connection.account.service).facts.title
    except UnknownNetwork:
        return str(connection.account.service)


def send_alerts() -> int:
    """Mail the newsroom about accounts that are newly in trouble, once each. Return how many that were."""
    now = now_gmt().replace(microsecond=0)
    AccountConnection.objects.filter(state="well", told__isnull=False).update(told=None)
    claimed = []
    for connection in in_trouble().filter(told__isnull=True):
        if AccountConnection.objects.filter(Q(told__isnull=True), pk=connection.pk).update(told=now):
            claimed.append(connection)
    if not claimed:
        return 0
    try:
        if not mail_newsroom(_subject(claimed), _text(claimed)):
            log.warning("social.nobody_to_tell", accounts=[one.account.key for one in claimed])
    except OSError as error:
        AccountConnection.objects.filter(pk__in=[one.pk for one in claimed]).update(told=None)
        log.error("social.mail_failed", error=repr(error))
        return 0
    return len(claimed)


def _subject(found: Sequence[AccountConnection]) -> str:
    if len(found) == 1:
        return f"The account {found[0].account.name or found[0].account.key} needs you"
    return f"{len(found)} accounts of social networks need you"


def _text(found: Sequence[AccountConnection]) -> str:
    lines = ["These accounts need somebody. What is to be shared there waits, and nothing of it is lost.", ""]
    for one in found:
        sends = "It is still sent to." if one.may_send else "Nothing is sent to it until then."
        lines += [
            f"* {one.account.name or one.account.key} ({one.account.service}, {one.handle})",
            f"  {STATE_WORDS.get(one.state, one.state)}. {one.error}".rstrip(),
            f"  {sends}",
            "",
        ]
    return "\n".join([*lines, f"All accounts: {site.home(PATH)}", ""])
