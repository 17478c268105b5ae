"""The way to a network for whoever shares: access is renewed before it ends, and what goes wrong with an account is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from wirepress.features.social.connections.guard import expect_any_answer
from wirepress.features.social.connections.load import NotConnected, find_connection, make_connected
from wirepress.features.social.connections.renew import is_due, renew_access
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import AccountTrouble, PermissionMissing, TokenExpired
from wirepress.features.social.networks.protocol import ConnectedAccount, Network
from wirepress.features.social.networks.registry import UnknownNetwork, find_network

_T = TypeVar("_T")
STATES: Final = (
    "expired",
    "revoked",
    "permission",
    "blocked",
    "credit",
)  # kinds of errors that are states of an account


def use_account(
    account: SocialAccount, action: Callable[[Network, ConnectedAccount], _T], *, posting: bool = True
) -> _T:
    """Return what the action returns, given the network and the account with good access.

    The action is one call of the network, and is made once more when the network said that the access has run out (then it has taken
    nothing) and it could be renewed. Raises NetworkError; trouble of the account is kept in its connection's `state` and `error`.
    `posting`: the call is one of posting; a right that is missing for another one (to change, to count) stops no posting.
    Not inside a transaction: networks take their time.
    """
    try:
        network = find_network(account.service)
    except UnknownNetwork as error:
        raise NotConnected(str(error)) from None
    connection = find_connection(account)
    ready = make_connected(account, connection)
    try:
        if is_due(network, connection):
            ready = renew_access(account, network, ready)
        with expect_any_answer(network.facts.title):
            try:
                return action(network, ready)
            except TokenExpired:
                if network.facts.renew_before is None:
                    raise
            return action(network, renew_access(account, network, ready, force=True))
    except AccountTrouble as trouble:
        if posting or not isinstance(trouble, PermissionMissing):
            note_trouble(account, trouble)
        raise


def note_trouble(account: SocialAccount, trouble: AccountTrouble) -> None:
    """Keep what is wrong with an account, for everybody to see."""
    if trouble.kind in STATES:
        AccountConnection.objects.filter(account_id=account.pk).update(state=trouble.kind, error=trouble.message)
