"""Who signs in: login or mail address with a WordPress password, upgraded when its hash is old."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.http import HttpRequest

from wirepress.content.users.hashers import check
from wirepress.content.users.models import User
from wirepress.core.database import rows
from wirepress.core.php import passwords


def find_user(name: str) -> User | None:
    """The user with that login, or else with that mail address (letter case does not count); placeholders never."""
    name = name.strip()
    if not name or "\0" in name:
        return None
    return _called("login", name) or (_called("email", name) if "@" in name else None)


def _called(column: str, name: str) -> User | None:
    operators: dict[str, str] = connection.operators  # type: ignore[attr-defined]  # every backend has them
    same = f"{connection.ops.lookup_cast('iexact') % column} {operators['iexact']}"
    found = rows.find_rows(
        User, f"{same} AND NOT placeholder ORDER BY id LIMIT 1", [connection.ops.prep_for_iexact_query(name)]
    )
    return found[0] if found else None


def verify_password(user: User | None, password: str) -> bool:
    """Whether the password is the user's. An old hash is replaced by a new one on the way.

    Without a user the same work is done in vain, so that the time taken tells nothing.
    """
    if user is None or user.placeholder or not user.password:
        check(password, _decoy())
        return False
    if not check(password, user.password):
        return False
    if passwords.needs_upgrade(user.password):
        old, user.password = user.password, passwords.make(password)
        User.objects.filter(pk=user.pk, password=old).update(password=user.password)
    return True


class WordPressBackend(BaseBackend):
    """Django's authentication by login or mail address."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The user whose login (or mail address) and password these are, else None."""
        name = username if username is not None else kwargs.get("login")
        if not name or password is None:
            return None
        user = find_user(str(name))
        return user if verify_password(user, password) else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; a placeholder has none."""
        return User.objects.filter(pk=user_id, placeholder=False).first()


_made: list[str] = []


def _decoy() -> str:
    """A hash that belongs to nobody, made once."""
    if not _made:
        _made.append(passwords.make("nobody"))
    return _made[0]
