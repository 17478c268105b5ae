"""Renewing access before it ends: one at a time for an account, and the new secrets are stored before anybody uses them.

Refresh tokens of some networks work once, and using an old one ends them all; so nobody renews but the holder of the claim.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog
from django.db.models import Q

from wirepress.features.social.connections.guard import expect_any_answer
from wirepress.features.social.connections.load import find_connection, grant_columns, make_connected, state_of_access
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import AccountTrouble, NetworkError, NotSupported, Unavailable
from wirepress.features.social.networks.protocol import ConnectedAccount, Network, now_gmt

log = structlog.get_logger(__name__)
CLAIM: Final = timedelta(minutes=2)  # after which whoever renews is taken for dead
WAIT: Final = 45.0  # seconds for another one to be done with it
STEP: Final = 0.1


def is_due(network: Network, connection: AccountConnection) -> bool:
    """Return whether access ends so soon that it is to be renewed first. Where it ends with what renews it, a person has to come."""
    before, end = network.facts.renew_before, connection.expires
    if before is None or end is None or end - before > now_gmt():
        return False
    return connection.sign_in_by is None or connection.sign_in_by > end


def renew_access(
    account: SocialAccount,
    network: Network,
    ready: ConnectedAccount,
    *,
    force: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> ConnectedAccount:
    """Return the account with new access. `force`: the network has refused what `ready` holds, whatever its end is.

    When the network cannot be asked and the old access is still good, the account is returned as it was. Raises NetworkError.
    """
    for _ in range(int(WAIT / STEP)):
        if _claim(account):
            break
        sleep(STEP)
    else:
        raise Unavailable(f"Access to {account} is being renewed by another worker, which does not come to an end.")
    try:
        connection = find_connection(account)
        current = make_connected(account, connection)
        if current.secrets != ready.secrets or not (force or is_due(network, connection)):
            return current  # another one was faster
        return _renew(account, network, connection, current, force=force)
    finally:
        AccountConnection.objects.filter(account_id=account.pk).update(renewing_until=None)


def _renew(
    account: SocialAccount, network: Network, connection: AccountConnection, current: ConnectedAccount, *, force: bool
) -> ConnectedAccount:
    try:
        with expect_any_answer(network.facts.title):
            grant = network.renew(current)
    except (AccountTrouble, NotSupported) as trouble:
        end = connection.expires
        if force or end is None or end <= now_gmt():
            raise
        # What renews it is dead, and the access itself is good for a while: nothing has to wait yet, and somebody is told.
        told = {"sign_in_by": end, "state": "expiring", "error": f"{trouble.message} Access ends on {end:%Y-%m-%d}."}
        AccountConnection.objects.filter(account_id=account.pk).update(**told)
        return current
    except NetworkError as error:  # passing, as far as anybody knows: the access is not dead for it
        log.warning("social.not_renewed", account=account.key, error=error.message)
        if force or (connection.expires is not None and connection.expires <= now_gmt()):
            raise
        return current
    for name, value in grant_columns(grant, current.secrets).items():
        setattr(connection, name, value)
    connection.options |= {name: value for name, value in grant.options.items() if name in connection.options}
    connection.state, connection.error = state_of_access(connection, renews=True), ""
    connection.save(update_fields=["secrets", "options", "expires", "renewed", "sign_in_by", "state", "error"])
    return make_connected(account, connection)


def _claim(account: SocialAccount) -> bool:
    free = Q(renewing_until__isnull=True) | Q(renewing_until__lt=now_gmt())
    rows = AccountConnection.objects.filter(free, account_id=account.pk)
    return bool(rows.update(renewing_until=now_gmt() + CLAIM)) or not _exists(account)


def _exists(account: SocialAccount) -> bool:
    return AccountConnection.objects.filter(account_id=account.pk).exists()
