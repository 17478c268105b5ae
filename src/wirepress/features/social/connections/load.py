"""From a row to an account that a network can work with, and back: secrets are merged, never wiped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from wirepress.content.options import site
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import seal, unseal
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import AccountTrouble
from wirepress.features.social.networks.protocol import ConnectedAccount, Grant, Limits, now_gmt

WARN_DAYS: Final = 14  # before a person has to connect again, the newsroom is told


class NotConnected(AccountTrouble):
    """The account has no access, or none that can be used here."""

    kind = "not_connected"


def find_connection(account: SocialAccount) -> AccountConnection:
    """Return the account's connection, fresh from the database. Raises NotConnected."""
    found = AccountConnection.objects.filter(account_id=account.pk).first()
    if found is None:
        raise NotConnected(
            f"{account} is not connected. Connect it: wirepress social connect {account.service} --name '{account.name}'"
        )
    return found


def make_connected(account: SocialAccount, connection: AccountConnection) -> ConnectedAccount:
    """Return the account with its secrets. Raises NotConnected when they cannot be read here."""
    if connection.home != site.home():
        raise NotConnected(
            f"{account} was connected by {connection.home}, and this site is {site.home()}: a copy shares nothing. "
            "If the site has moved here, say so: wirepress social moved"
        )
    try:
        secrets = unseal(connection.secrets)
    except KeyMissing as error:
        raise NotConnected(f"{account}: {error}") from None
    return ConnectedAccount(
        key=account.key,
        network=account.service,
        id=connection.external_id,
        handle=connection.handle,
        secrets=secrets,
        options=dict(connection.options),
        limits=Limits.from_json(connection.limits) if connection.limits else None,
        expires=connection.expires,
        allow_private=connection.allow_private,
        now=now_gmt,
    )


def merge_secrets(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return what is known after new access was given: what the network did not say again (a refresh token) stays as it was."""
    return {**old, **{name: value for name, value in new.items() if value}}


def grant_columns(grant: Grant, old: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that a grant changes. Raises KeyMissing."""
    columns: dict[str, Any] = {
        "secrets": seal(merge_secrets(old, grant.secrets)),
        "expires": grant.expires,
        "renewed": now_gmt().replace(microsecond=0),
    }
    if grant.sign_in_by is not None:
        columns["sign_in_by"] = grant.sign_in_by
    return columns


def state_of_access(connection: AccountConnection, *, renews: bool) -> str:
    """Return `well` or, when a person has to connect again soon, `expiring`; `renews`: the network renews access by itself."""
    end = (
        connection.sign_in_by
        if renews
        else min(filter(None, (connection.sign_in_by, connection.expires)), default=None)
    )
    return "expiring" if end is not None and end < now_gmt() + timedelta(days=WARN_DAYS) else "well"
