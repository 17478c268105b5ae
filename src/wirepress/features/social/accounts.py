"""Which accounts there are. Read once per request, with the options."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any

from wirepress.content.options import store
from wirepress.core.database.rows import query_rows
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.services import KEY_MAX, networks, service_of

_cached = threading.local()


def active_accounts() -> dict[str, str]:
    """Key -> service of the active accounts, oldest first."""
    options = store.all_options()  # kept as long as the options are
    if getattr(_cached, "options", None) is not options:
        rows = query_rows(SocialAccount, "SELECT key, service FROM social_socialaccount WHERE active ORDER BY id")
        _cached.accounts, _cached.options = dict(rows), options
    found: dict[str, str] = _cached.accounts
    return found


def forget_accounts() -> None:
    """Drop the cached accounts, so that the database is read the next time."""
    _cached.options = None


def empty_messages() -> dict[str, str] | list[Any]:
    """Return every active account with an empty message: the default of a post's accounts. An empty map is an empty list, as in PHP."""
    return dict.fromkeys(active_accounts(), "") or []


def add_accounts(keys: Iterable[str]) -> list[str]:
    """Make accounts of keys that are not known yet: active, as they were where they come from, but not connected.
    Answers the keys that were new; what is no account key is left."""
    known_networks = networks()
    wanted = {key: service for key in keys if (service := service_of(key, known_networks))}
    known = set(SocialAccount.objects.filter(key__in=list(wanted)).values_list("key", flat=True)) if wanted else set()
    new = [key for key in wanted if key not in known]
    if new:
        SocialAccount.objects.bulk_create(
            [SocialAccount(key=key, service=wanted[key], name=key) for key in new], ignore_conflicts=True
        )
        forget_accounts()
    return new


def adopt_accounts(data: Any) -> int:
    """Make accounts of the imported option `rop_data` and return how many are new. Credentials are not taken over: every
    account has to be connected again. Accounts that are known here stay as they are."""
    data = data if isinstance(data, Mapping) else {}
    services, chosen = _map(data.get("services")), _map(data.get("active_accounts"))
    found: dict[str, Mapping[str, Any]] = {}
    for service in services.values():
        found.update(_map(_map(service).get("available_accounts")))
    found.update(chosen)
    ordered = [*chosen, *(key for key in found if key not in chosen)]
    known = set(SocialAccount.objects.values_list("key", flat=True))
    rows = [
        _account_row(key, _map(found[key]), key in chosen)
        for key in ordered
        if key not in known and 0 < len(key) <= KEY_MAX and key.isprintable()
    ]
    SocialAccount.objects.bulk_create([row for row in rows if row.service], ignore_conflicts=True)
    forget_accounts()
    return len(rows)


def _account_row(key: str, facts: Mapping[str, Any], is_active: bool) -> SocialAccount:
    service = facts.get("service")
    name = facts.get("name") or facts.get("user") or key
    return SocialAccount(
        key=key,
        service=_one_line(service, 20) if isinstance(service, str) else service_of(key, networks()) or "",
        name=_one_line(str(name), 200),
        active=is_active,
    )


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _one_line(text: str, length: int) -> str:
    """Return text as one line of printable characters, at most `length` of them: no database takes a NUL."""
    return "".join(char for char in text if char.isprintable())[:length]
