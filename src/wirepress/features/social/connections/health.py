"""A look at every account once a day: whether its access is good, whether it may post, what its limits are. Nothing is posted."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import structlog
from django.db.models import Q, QuerySet

from wirepress.features.social.connections.load import NotConnected, find_connection, state_of_access
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import AccountTrouble, NetworkError, RateLimited
from wirepress.features.social.networks.protocol import ConnectedAccount, Limits, Network, Profile, now_gmt

log = structlog.get_logger(__name__)
EVERY: Final = timedelta(days=1)
AGAIN: Final = timedelta(hours=1)  # after a look without an answer
UNREACHABLE: Final = 3  # looks without an answer in a row
_HOPELESS: Final = ("unreadable", "elsewhere")  # no look at the network can change these


def due_accounts() -> QuerySet[SocialAccount]:
    """Return the connected accounts that are to be looked at."""
    now = now_gmt()
    late = Q(connection__checked__isnull=True) | Q(connection__checked__lt=now - EVERY)
    again = Q(connection__failures__gt=0, connection__checked__lt=now - AGAIN)
    return SocialAccount.objects.filter(late | again, connected=True, connection__isnull=False).order_by("id")


def check_due_accounts() -> int:
    """Look at the accounts that are due, and tell the newsroom what is wrong. Return how many were looked at."""
    from wirepress.features.social.connections.alerts import send_alerts
    from wirepress.features.social.connections.consent import forget_old_attempts

    forget_old_attempts()
    accounts = list(due_accounts())
    for account in accounts:
        check_account(account)
    send_alerts()
    return len(accounts)


def check_account(account: SocialAccount) -> AccountConnection:
    """Look at an account now, and return its connection as it then is. Raises NotConnected when it has none."""
    find_connection(account)
    moment = now_gmt().replace(microsecond=0)
    try:
        profile = use_account(account, lambda network, ready: network.check(ready))
        limits = use_account(account, _read_limits)
    except NotConnected as error:
        state = "elsewhere" if "copy" in error.message else "unreadable"
        _save(account, {"checked": moment, "state": state, "error": error.message})
    except AccountTrouble as trouble:  # its state is kept by use_account
        _save(account, {"checked": moment, "failures": 0, "error": trouble.message})
    except RateLimited:
        _save(account, {"checked": moment})  # it answers, which is all that we wanted to know
    except NetworkError as error:
        _note_failure(account, error, moment)
    else:
        _note_success(account, profile, limits, moment)
    return find_connection(account)


def _read_limits(network: Network, ready: ConnectedAccount) -> Limits | None:
    try:
        return network.read_limits(ready)
    except (AccountTrouble, RateLimited):
        raise
    except NetworkError as error:  # they stay as they were
        log.info("social.no_limits", account=ready.key, error=error.message)
        return None


def _note_success(account: SocialAccount, profile: Profile, limits: Limits | None, moment: object) -> None:
    from wirepress.features.social.networks.registry import find_network

    connection = find_connection(account)  # access may have been renewed meanwhile
    renews = find_network(account.service).facts.renew_before is not None and _can_be_renewed(connection)
    state = state_of_access(connection, renews=renews)
    values = {"checked": moment, "failures": 0, "state": state, "error": profile.warning}
    if state == "expiring":
        end = min(filter(None, (connection.sign_in_by, None if renews else connection.expires)))
        values["error"] = f"Access ends on {end:%Y-%m-%d}: connect the account again before."
    if profile.handle:
        values["handle"] = profile.handle[:200]
    if profile.url:
        values["url"] = profile.url[:500]
    if limits is not None:
        values["limits"] = limits.as_json()
    _save(account, values)


def _can_be_renewed(connection: AccountConnection) -> bool:
    """Return whether renewing works without a person: by a refresh token, a password, or because the token itself is extended."""
    from wirepress.core.secrets.sealing import unseal

    names = set(unseal(connection.secrets))
    return bool(names & {"refresh", "password"}) or connection.account.service in ("threads", "instagram")


def _note_failure(account: SocialAccount, error: NetworkError, moment: object) -> None:
    connection = find_connection(account)
    failures = connection.failures + 1
    values = {"checked": moment, "failures": failures, "error": error.message}
    if failures >= UNREACHABLE and connection.state in ("well", "expiring"):
        values["state"] = "unreachable"
    _save(account, values)


def _save(account: SocialAccount, values: dict[str, object]) -> None:
    AccountConnection.objects.filter(account_id=account.pk).update(**values)
