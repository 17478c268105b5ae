"""Who asks: the signed-in user of a request."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from wirepress.content.users.models import User


class AnonymousActor:
    """An anonymous reader: may nothing here."""

    id = 0

    def can(self, capability: str) -> bool:
        """Return False: an anonymous reader has no capability."""
        return False


def current_actor(request: HttpRequest) -> User | AnonymousActor:
    """Return the signed-in user, or an anonymous actor."""
    user = request.user
    return AnonymousActor() if isinstance(user, AnonymousUser) else user


def current_user(request: HttpRequest) -> User:
    """Return the user of a page that only staff reach."""
    return cast(User, request.user)
