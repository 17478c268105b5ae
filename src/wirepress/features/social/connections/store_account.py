"""Stores an account that was connected: a new one, one that is connected again, or one that an import left without its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import structlog
from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import unseal
from wirepress.features.social.accounts import forget_accounts
from wirepress.features.social.connections.guard import expect_any_answer
from wirepress.features.social.connections.load import grant_columns, make_connected, state_of_access
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.protocol import Grant, Network, Profile, now_gmt
from wirepress.features.social.services import KEY_MAX

log = structlog.get_logger(__name__)
NAME_MAX: Final = 200


def store_account(
    network: Network,
    profile: Profile,
    grant: Grant,
    *,
    name: str = "",
    way: str = "token",
    allow_private: bool = False,
    again: SocialAccount | None = None,
) -> SocialAccount:
    """Store a connected account and return it; its limits are read. `again`: the account that was to be connected again.

    Secrets of an account that is connected already are kept where the new ones say nothing. Raises ActionRefused, and nothing is
    stored: the name belongs to another account, the account is connected under another name, another one came back than was meant.
    """
    grant = profile.grant or grant
    name = _one_line(name) or _one_line(profile.name or profile.handle) or profile.id
    with transaction.atomic():
        account = _find_account(network, profile, name, again)
        connection = AccountConnection.objects.select_for_update().filter(account=account).first()
        known = _known_secrets(connection)
        connection = connection or AccountConnection(account=account)
        connection.external_id, connection.handle = profile.id[:191], _one_line(profile.handle)
        connection.url, connection.way = profile.url[:500], way
        connection.options = {**grant.options, **profile.options}
        connection.allow_private, connection.home = allow_private, site.home()
        connection.connected = now_gmt().replace(microsecond=0)
        connection.sign_in_by = None
        try:
            columns = grant_columns(grant, known)
        except KeyMissing as error:
            raise ActionRefused("social_no_key", str(error), 500) from None
        for column, value in columns.items():
            setattr(connection, column, value)
        renews = network.facts.renew_before is not None
        connection.state, connection.error = state_of_access(connection, renews=renews), profile.warning
        connection.failures, connection.told, connection.renewing_until = 0, None, None
        connection.checked = connection.connected
        connection.save()
    forget_accounts()
    _read_limits(network, account, connection)
    return account


def _find_account(network: Network, profile: Profile, name: str, again: SocialAccount | None) -> SocialAccount:
    """Return the row for an account, made if need be."""
    service = network.facts.name
    if again is not None:
        connected = AccountConnection.objects.filter(account=again).first()
        if connected is not None and connected.external_id != profile.id:
            raise ActionRefused(
                "social_other_account",
                f"{again.name} is {connected.handle or connected.external_id}, and {profile.handle or profile.id} came back. "
                "Nothing was changed. Sign in there as the other one, or connect this one under a name of its own.",
                409,
            )
        return _claim_row(again, again.name or name)
    named = SocialAccount.objects.filter(name=name).first()
    holder = None if network.facts.several else _find_by_id(service, profile.id)
    if holder is not None and holder.name != name and holder.connected:
        raise ActionRefused(
            "social_connected",
            f"{profile.handle or profile.id} is connected already, as '{holder.name or holder.key}'. Twice connected it would get everything "
            f"twice. Connect it again under that name, or first: wirepress social disconnect '{holder.name or holder.key}'",
            409,
        )
    if named is not None and (holder is None or holder.pk != named.pk):
        used = AccountConnection.objects.filter(account=named).first()
        same = named.service == service and (used is None or used.external_id == profile.id)
        if not same:
            raise ActionRefused(
                "social_name_taken",
                f"The name '{name}' belongs to {named.key}. Choose another one with --name, or first: "
                f"wirepress social disconnect '{name}'",
                409,
            )
        if holder is None:
            return _claim_row(named, name)
    if holder is not None:
        return _claim_row(holder, name)
    key = _free_key(service, profile.id)
    return SocialAccount.objects.create(key=key, service=service, name=name, active=True, connected=True)


def _find_by_id(service: str, external_id: str) -> SocialAccount | None:
    """Return the account of an id: connected, or left by an import, whose keys end in it (facebook_OWNER_PAGE)."""
    found = AccountConnection.objects.filter(account__service=service, external_id=external_id).first()
    if found is not None:
        return SocialAccount.objects.get(pk=found.account_id)
    rows = SocialAccount.objects.filter(service=service, connection__isnull=True).order_by("id")
    exact = f"{service}_{external_id}"
    return next((row for row in rows if row.key == exact or row.key.endswith(f"_{external_id}")), None)


def _claim_row(account: SocialAccount, name: str) -> SocialAccount:
    """Mark a row as connected; one that was disconnected by hand shares again."""
    active = account.active or not account.connected
    if (account.name, account.active, account.connected) != (name, active, True):
        account.name, account.active, account.connected = name, active, True
        account.save(update_fields=["name", "active", "connected"])
    return account


def _free_key(service: str, external_id: str) -> str:
    base = _one_line(f"{service}_{external_id}")[: KEY_MAX - 4]
    key, number = base, 2
    while SocialAccount.objects.filter(key=key).exists():
        key, number = f"{base}_{number}", number + 1
    return key


def _known_secrets(connection: AccountConnection | None) -> Mapping[str, str]:
    if connection is None:
        return {}
    try:
        return unseal(connection.secrets)
    except KeyMissing:  # connected again, because they cannot be read any more
        return {}


def _read_limits(network: Network, account: SocialAccount, connection: AccountConnection) -> None:
    """Keep the account's limits; where they cannot be had now, those of the network count until the next look."""
    try:
        with expect_any_answer(network.facts.title):
            connection.limits = network.read_limits(make_connected(account, connection)).as_json()
    except NetworkError as error:
        log.warning("social.no_limits", account=account.key, error=error.message)
        connection.limits = network.facts.limits.as_json()
    AccountConnection.objects.filter(account=account).update(limits=connection.limits)


def _one_line(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).strip()[:NAME_MAX]
