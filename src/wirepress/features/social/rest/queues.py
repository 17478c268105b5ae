"""/wirepress/v1/social/queues: how each account shares; and the switch for all of them."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import CREATE, EDIT, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.social.messages.message_format import format_json, read_format
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.describe import describe_accounts
from wirepress.features.social.queue.models import AccountQueue
from wirepress.features.social.queue.rules import read_rules
from wirepress.features.social.rest.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    load_account,
    make_schema,
    may_manage,
    may_see_queue,
    refusals_as_errors,
)

_CHANGE: Final[Args] = {
    "id": ID,
    "rules": {"description": "Rules by name; those that are not named stay.", "type": "object", "default": {}},
    "format": {"description": "Parts of its messages by name; others stay.", "type": "object", "default": {}},
    "paused": {"description": "Whether the account is paused.", "type": "boolean"},
}
_PAUSE: Final[Args] = {"paused": {"description": "Whether all sharing is paused.", "type": "boolean", "required": True}}


def routes() -> list[Route]:
    """Return the routes: list, show and change, pause all."""
    return [
        Route(
            NAMESPACE, f"{BASE}/queues", (Endpoint(READ, list_queues, {}, may_see_queue, hidden=True),), queue_schema
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/queues/(?P<id>[\d]+)",
            (
                Endpoint(READ, show_queue, {"id": ID}, may_see_queue, hidden=True),
                Endpoint(EDIT, change_queue, _CHANGE, may_manage, hidden=True),
            ),
            queue_schema,
        ),
        Route(NAMESPACE, f"{BASE}/pause", (Endpoint(CREATE, pause_all, _PAUSE, may_manage, hidden=True),)),
    ]


def list_queues(request: Request) -> Response:
    """Return all accounts with their rules, oldest first."""
    rows = {row.account.key: row for row in AccountQueue.objects.select_related("account")}
    numbers = dict(SocialAccount.objects.values_list("key", "pk"))
    return Response([_document(numbers[one["key"]], one, rows.get(one["key"])) for one in describe_accounts()])


def show_queue(request: Request) -> Response:
    """Return one account. Raises RestError 404."""
    return Response(_one(load_account(request)))


def change_queue(request: Request) -> Response:
    """Change rules, format, pause. Nothing is changed when one of the values is wrong. Raises RestError 400 and 404."""
    account = load_account(request)
    with refusals_as_errors():
        manage.change_rules(account, request["rules"] or {}, request["format"] or {})
        if request["paused"] is not None:
            manage.pause_account(account, bool(request["paused"]))
    return Response(_one(account))


def pause_all(request: Request) -> Response:
    """Pause all sharing, or let it go on from now."""
    return Response({"paused": bool(request["paused"]), "words": manage.pause_all(bool(request["paused"]))})


def _one(account: SocialAccount) -> dict[str, Any]:
    facts = next(one for one in describe_accounts() if one["key"] == account.key)
    return _document(account.pk, facts, AccountQueue.objects.filter(account=account).first())


def _document(number: int, facts: dict[str, Any], row: AccountQueue | None) -> dict[str, Any]:
    stored_rules, stored_format = (row.rules, row.format) if row else ({}, {})
    return {"id": number, **facts, "rules": read_rules(stored_rules), "format": format_json(read_format(stored_format))}


def queue_schema() -> Schema:
    """Return the JSON schema of an account's queue."""
    texts = ("key", "name", "network", "handle", "url", "state", "paused_reason")
    flags, numbers = ("active", "connected", "paused"), ("waiting", "sent_this_month", "per_month")
    amounts = ("spent_this_month", "cost", "budget_month")
    return make_schema(
        "social-queue",
        {
            "id": "integer",
            **dict.fromkeys(texts, "string"),
            **dict.fromkeys(flags, "boolean"),
            **dict.fromkeys(numbers, "integer"),
            **dict.fromkeys(amounts, "number"),
            "next": ["string", "null"],
            "rules": "object",
            "format": "object",
        },
    )
