"""Users that many embedded documents show, read at once."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.users.models import User
from wirepress.core.rest.routes import Request
from wirepress.web.rest.v2.users.read import preload_published


def preload_users(requests: Sequence[Request]) -> None:
    """Users by the number in the path, and who of them has published something."""
    numbers = {int(request.path_params["id"][:18]) for request in requests}
    found = User.objects.prefetch_related("meta_rows").in_bulk(numbers)
    preload_published(found.values())
    kept = {number: found.get(number) for number in numbers}
    for request in requests:
        request.attributes["users"] = kept
