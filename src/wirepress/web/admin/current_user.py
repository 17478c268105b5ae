"""Who asks: the signed-in user of a request."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from wirepress.content.users.models import User


class Nobody:
    """An anonymous reader: may nothing here."""

    id = 0

    def can(self, capability: str) -> bool:
        """Never."""
        return False


def actor(request: HttpRequest) -> User | Nobody:
    """The user, or nobody."""
    user = request.user
    return Nobody() if isinstance(user, AnonymousUser) else user


def staff(request: HttpRequest) -> User:
    """The user of a page that only staff reach."""
    return cast(User, request.user)
