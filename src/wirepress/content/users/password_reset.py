"""The key of a mail that lets somebody choose a new password: it is good for an hour, and for one change."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.content.users.actions.create import update_user
from wirepress.content.users.models import User
from wirepress.content.users.signin import find_user

KEY_MAX: Final = 200  # characters; no key of ours is longer
LOGIN_MAX: Final = 254
MAIL: Final = "users.mail_password_reset"  # the job that sends the mail
PASSWORD_LEAST: Final = 10  # characters of a password that people choose


class _KeyMaker(PasswordResetTokenGenerator):
    """Keys follow from password, mail address and last sign-in: each of these that changes ends them. Their life is a limit
    (PASSWORD_RESET_TIMEOUT)."""

    key_salt = "wirepress.password_reset"


_keys = _KeyMaker()


def create_key(user: User) -> str:
    """Return a key with which the user may choose a password. It is kept nowhere."""
    return _keys.make_token(user)


def find_by_key(login: str, key: str) -> User | None:
    """Return the user of a login whose key this is; None for any other key, and for one that is old or was used."""
    if not 0 < len(login) <= LOGIN_MAX or not 0 < len(key) <= KEY_MAX or not key.isascii():
        return None
    user = find_user(login)
    return user if user is not None and _keys.check_token(user, key) else None


def find_recipient(name: str) -> User | None:
    """Return whom a mail can be sent to: the user of that login or mail address, if there is one with an address."""
    user = find_user(name)
    return user if user is not None and not user.placeholder and user.email else None


def choose_password(login: str, key: str, password: str) -> User | None:
    """Give the user of a key a new password, once for each key. None: the key is none (any more). Raises ActionRefused."""
    with transaction.atomic():
        lock_name("password_reset")
        user = find_by_key(login, key)
        return update_user(user, {"password": password}) if user is not None else None
