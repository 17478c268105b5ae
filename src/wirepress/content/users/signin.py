"""Who signs in: login or mail address with a WordPress password, upgraded when its hash is old."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.db.models.functions import Substr
from django.http import HttpRequest

from wirepress.content.users.hashers import check_password
from wirepress.content.users.models import User
from wirepress.core.database import rows
from wirepress.core.php import passwords


def find_user(name: str) -> User | None:
    """Return the user with that login, or else with that mail address (letter case does not count); placeholders never."""
    name = name.strip()
    if not name or "\0" in name:
        return None
    return _find_by_column("login", name) or (_find_by_column("email", name) if "@" in name else None)


def _find_by_column(column: str, name: str) -> User | None:
    operators: dict[str, str] = connection.operators  # type: ignore[attr-defined]  # every backend has them
    same = f"{connection.ops.lookup_cast('iexact') % column} {operators['iexact']}"
    found = rows.find_rows(
        User, f"{same} AND NOT placeholder ORDER BY id LIMIT 1", [connection.ops.prep_for_iexact_query(name)]
    )
    return found[0] if found else None


def verify_password(user: User | None, password: str) -> bool:
    """Return whether the password is the user's. An old hash is replaced by a new one on the way.

    A failed check takes the same time for every user, whatever form the stored hash has, and without a user.
    """
    stored = user.password if user is not None and not user.placeholder else ""
    if user is None or not stored or not check_password(password, stored):
        passwords.burn_time(password, passwords.hash_cost(password, stored), _most_expensive_check())
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
        """Return the user whose login (or mail address) and password these are, else None."""
        name = username if username is not None else kwargs.get("login")
        if not name or password is None:
            return None
        user = find_user(str(name))
        return user if verify_password(user, password) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session; a placeholder has none."""
        return User.objects.filter(pk=user_id, placeholder=False).first()


_LOOK: Final = 600  # seconds after which the users' hashes are looked at again
_dear: dict[str, tuple[float, passwords.HashCost]] = {}


def _most_expensive_check() -> passwords.HashCost:
    """Return what the dearest check on this site takes: of a new hash, or of one that was imported with a higher cost."""
    now = time.monotonic()
    then, found = _dear.get("work", (0.0, passwords.HashCost()))
    if not found.bcrypt or now - then > _LOOK or found.bcrypt < passwords.COST:
        found = passwords.HashCost(
            max(
                [passwords.COST, *(cost for start in ("$wp$2y$", "$2y$", "$2a$", "$2b$") for cost in _costs(start, 2))]
            ),
            max([passwords.PHPASS_LOG2, *(cost for start in ("$P$", "$H$") for cost in _costs(start, 1))]),
        )
        _dear["work"] = now, found
    return found


def _costs(start: str, length: int) -> Iterator[int]:
    """The costs that stored hashes name after `start`, in so many characters, each once."""
    named = User.objects.filter(password__startswith=start).annotate(cost=Substr("password", len(start) + 1, length))
    for cost in named.order_by().values_list("cost", flat=True).distinct():
        # A hash of that beginning, filled up: what cannot be checked takes no work.
        work = passwords.hash_cost("", f"{start}{cost}{'$' + '.' * 53 if length == 2 else '.' * 30}")
        yield max(work.bcrypt, work.phpass)
