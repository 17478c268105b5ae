"""Application passwords: made, shown once, verified for programs that sign in by HTTP Basic (WordPress 5.6)."""

from __future__ import annotations

import secrets
import string
import time
import uuid

from django.db.models import Q

from wirepress.content.users.hashers import check_fast
from wirepress.content.users.models import ApplicationPassword, User
from wirepress.content.users.signin import find_user
from wirepress.core.database.rows import find
from wirepress.core.php import passwords

LENGTH = 24
_ALPHABET = string.ascii_letters + string.digits
_DAY = 24 * 3600
_decoy: list[str] = []


def create(user: User, name: str, app_id: str = "") -> tuple[ApplicationPassword, str]:
    """Make one for a program. Answers the row and the 24 characters, which are kept nowhere."""
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    row = ApplicationPassword.objects.create(
        uuid=str(uuid.uuid4()),
        user=user,
        app_id=app_id,
        name=name,
        password=passwords.make_fast(secret),
        created=int(time.time()),
    )
    return row, secret


def in_groups(secret: str) -> str:
    """The characters in groups of four, as they are shown to the user."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def verify(name: str, password: str, address: str = "") -> tuple[User, ApplicationPassword] | None:
    """The user (login or mail address) and the application password that these are, else None.

    Blanks and punctuation in the password do not count. Every password of the user is compared, in constant time each.
    """
    secret = "".join(char for char in password if char.isascii() and char.isalnum())
    user = find_user(name)
    found: ApplicationPassword | None = None
    rows = find(ApplicationPassword, "user_id = %s ORDER BY id", [user.pk if user else 0])  # asked for nobody too: the time tells nothing
    for row in rows:
        if check_fast(secret, row.password) and found is None:
            found = row
    if not rows:
        check_fast(secret, _nobody())
    if user is None or found is None:
        return None
    touch(found, address)
    return user, found


def touch(row: ApplicationPassword, address: str, now: int | None = None) -> None:
    """Note that it was used, and from where: written once a day at most."""
    now = int(time.time()) if now is None else now
    if row.last_used is not None and row.last_used + _DAY > now:
        return
    row.last_used, row.last_ip = now, address
    stale = Q(last_used__isnull=True) | Q(last_used__lte=now - _DAY)
    ApplicationPassword.objects.filter(stale, pk=row.pk).update(last_used=now, last_ip=address)


def _nobody() -> str:
    """A hash that belongs to nobody, made once."""
    if not _decoy:
        _decoy.append(passwords.make_fast(secrets.token_hex(12)))
    return _decoy[0]
