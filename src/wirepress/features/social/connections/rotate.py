"""A new key for the credentials, and everything encrypted with it. It may be broken off and run again at any moment."""

from __future__ import annotations

from django.db import transaction

from wirepress.core.secrets.keys import KeyMissing, add_key, keep_first_key, read_keys
from wirepress.core.secrets.sealing import is_sealed_with_first_key, seal, unseal
from wirepress.features.social.models import AccountConnection, ConnectAttempt
from wirepress.settings.settings import get_settings


def rotate_key() -> int:
    """Encrypt all credentials with a new key and forget the old ones; return how many rows that were. Raises KeyMissing.

    Old and new key stand in the file together until every row is done. A key of the settings changes where it stands.
    """
    own_file = not get_settings().credentials_key
    if own_file and len(read_keys()) < 2:  # two: an earlier run was broken off
        add_key()
    ConnectAttempt.objects.all().delete()
    done = 0
    while numbers := _sealed_otherwise():  # again, for what was stored meanwhile
        done += sum(_seal_anew(number) for number in numbers)
    if own_file:
        keep_first_key()
    return done


def _sealed_otherwise() -> list[int]:
    rows = AccountConnection.objects.exclude(state="unreadable").values_list("pk", "secrets")
    return [number for number, sealed in rows if not is_sealed_with_first_key(sealed)]


def _seal_anew(number: int) -> int:
    """Encrypt one row with the first key. One that no key opens is marked: its account has to be connected again."""
    with transaction.atomic():
        row = AccountConnection.objects.select_for_update().filter(pk=number).first()
        if row is None:
            return 0
        try:
            row.secrets = seal(unseal(row.secrets))
        except KeyMissing as error:
            row.state, row.error = "unreadable", str(error)
        row.save(update_fields=["secrets", "state", "error"])
        return int(row.state != "unreadable")
