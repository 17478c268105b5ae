"""Application passwords: made, shown once, verified for programs that sign in by HTTP Basic (WordPress 5.6)."""

from __future__ import annotations

import secrets
import string
import time
import uuid

from django.db.models import Q

from wirepress.content.errors import ActionRefused
from wirepress.content.options import store
from wirepress.content.users.hashers import check_secret
from wirepress.content.users.models import ApplicationPassword, User
from wirepress.content.users.signin import find_user
from wirepress.core.database.rows import find_rows
from wirepress.core.markup.fields.emails import is_email
from wirepress.core.php import passwords

LENGTH = 24
_ALPHABET = string.ascii_letters + string.digits
_DAY = 24 * 3600
_IN_USE = "using_application_passwords"  # set with a site's first one, never unset (WordPress 5.6)


def create(user: User, name: str, app_id: str = "") -> tuple[ApplicationPassword, str]:
    """Make one for a program. Answers the row and the 24 characters, which are kept nowhere."""
    if not store.get(_IN_USE, ""):
        store.put(_IN_USE, "1")
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


def group_characters(secret: str) -> str:
    """Return the characters in groups of four, as they are shown to the user."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def any_created() -> bool:
    """Return whether the site ever had one. Where it had none, what programs say of themselves is not looked at."""
    return store.get(_IN_USE, "") not in ("", "0", 0, False, None) or ApplicationPassword.objects.exists()


def authenticate(name: str, password: str, address: str = "") -> tuple[User, ApplicationPassword]:
    """Return the user (login or mail address) and the application password that these are.

    Blanks and punctuation in the password do not count. Raises ActionRefused (401): invalid_email, invalid_username,
    incorrect_password.
    """
    user = find_user(name)
    secret = "".join(char for char in password if char.isascii() and char.isalnum())
    if user is None and is_email(name):
        raise ActionRefused("invalid_email", "No user has that email address. Check it, or try the login.", 401)
    if user is None:
        raise ActionRefused("invalid_username", "No user has that login. Check it, or try the email address.", 401)
    for row in find_rows(ApplicationPassword, "user_id = %s ORDER BY id", [user.pk]):
        if check_secret(secret, row.password):
            record_use(row, address)
            return user, row
    raise ActionRefused("incorrect_password", "That is not one of the user's application passwords.", 401)


def verify(name: str, password: str, address: str = "") -> tuple[User, ApplicationPassword] | None:
    """As `authenticate`; None where it refuses."""
    try:
        return authenticate(name, password, address)
    except ActionRefused:
        return None


def record_use(row: ApplicationPassword, address: str, now: int | None = None) -> None:
    """Note that it was used, and from where: written once a day at most."""
    now = int(time.time()) if now is None else now
    if row.last_used is not None and row.last_used + _DAY > now:
        return
    row.last_used, row.last_ip = now, address
    stale = Q(last_used__isnull=True) | Q(last_used__lte=now - _DAY)
    ApplicationPassword.objects.filter(stale, pk=row.pk).update(last_used=now, last_ip=address)
