"""/tweet-old-post/v8/api: what Revive Old Posts' own screens ask, as far as there is an answer here: the accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.services import SERVICES, networks


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever lacks `manage_options`."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to manage social accounts.", signed_in=request.signed_in)


def answer_dashboard(request: Request) -> Response:
    """Return the answer to `req`; nothing asked, nothing said. Raises RestError 501 for what has no answer here."""
    wish = request["req"]
    if wish is None or wish == "":
        return Response(PhpObject())
    answer = _ANSWERS.get(wish) if isinstance(wish, str) else None
    if answer is None:
        known = ", ".join(_ANSWERS)
        raise RestError("rest_not_implemented", f"This is not answered here. What is: {known}.", 501)
    head = {"code": "200", "status": "success", "title": "", "message": "", "silent": True, "show_to_user": False}
    return Response({**head, "data": answer()})


def _accounts() -> Any:
    rows = SocialAccount.objects.filter(active=True).order_by("id")
    return {row.key: _account(row) for row in rows} or []


def _account(row: SocialAccount) -> dict[str, Any]:
    return {
        "id": row.key,
        "service": row.service,
        "user": row.name or row.key,
        "active": row.active,
        "connected": row.connected,
    }


def _services() -> Any:
    """Return the accounts' services, and by service the account that signs in: the front part of the accounts' keys."""
    found: dict[str, Any] = {}
    for row in SocialAccount.objects.order_by("id"):
        key = row.key.rpartition("_")[0] or row.key
        service = found.setdefault(key, {"id": key.partition("_")[2], "service": row.service, "available_accounts": {}})
        service["available_accounts"][row.key] = _account(row)
    return found or []


def _available_services() -> Any:
    """Every network; those of other features with their titles."""
    return {
        name: {"service": name, "active": False, **({} if name in SERVICES else {"name": title})}
        for name, title in networks().items()
    }


_ANSWERS: Final[Mapping[str, Callable[[], Any]]] = {
    "get_active_accounts": _accounts,
    "get_authenticated_services": _services,
    "get_available_services": _available_services,
}
