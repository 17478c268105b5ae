"""Taking an account's access away, finding accounts by what people call them, and moving a site."""

from __future__ import annotations

import structlog
from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.features.social.accounts import forget_accounts
from wirepress.features.social.connections.load import find_connection, make_connected
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.registry import UnknownNetwork, find_network

log = structlog.get_logger(__name__)


def find_account(name: str) -> SocialAccount:
    """Return the account of that name, key or handle. Raises ActionRefused."""
    rows = SocialAccount.objects.all()
    found = list(rows.filter(name=name)) or list(rows.filter(key=name)) or list(rows.filter(connection__handle=name))
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(row.key for row in found)
        raise ActionRefused(
            "social_several_accounts", f"Several accounts are called '{name}'. Say which by key: {keys}", 409
        )
    known = ", ".join(f"'{row.name or row.key}'" for row in rows.order_by("id")[:20])
    raise ActionRefused("social_no_account", f"There is no account '{name}'. Known: {known or 'none'}.", 404)


def disconnect_account(account: SocialAccount) -> str:
    """Forget an account's access and say in a sentence what the network made of it. History and plan rules stay; nothing is shared."""
    words = _give_back(account)
    with transaction.atomic():
        AccountConnection.objects.filter(account=account).delete()
        account.connected = account.active = False
        account.save(update_fields=["connected", "active"])
    forget_accounts()
    return words


def _give_back(account: SocialAccount) -> str:
    try:
        network = find_network(account.service)
        ready = make_connected(account, find_connection(account))
        network.disconnect(ready)
    except (NetworkError, UnknownNetwork, LookupError) as error:
        log.info("social.not_revoked", account=account.key, error=str(error))
        return "The network could not be told; what it gave is forgotten here. Remove the app there too."
    return ""


def adopt_home() -> int:
    """Say that the accounts belong to the site at its present address, and return how many did not: the site has moved, and is no copy."""
    return AccountConnection.objects.exclude(home=site.home()).update(home=site.home(), state="well", error="")
