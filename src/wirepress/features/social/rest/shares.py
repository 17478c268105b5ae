"""/wirepress/v1/social/shares: the outbox and its history, and what people do with a share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.paging import PAGE, path_number
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.foresee import iso
from wirepress.features.social.queue.models import Share
from wirepress.features.social.rest.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    NUMBER,
    STORY,
    make_schema,
    may_see_queue,
    paged_response,
    refusals_as_errors,
    refuse,
)

STATES: Final = (
    Share.WAITING,
    Share.SENDING,
    Share.SENT,
    Share.UNKNOWN,
    Share.FAILED,
    Share.DROPPED,
    Share.SKIPPED,
    Share.CANCELLED,
    Share.REMOVED,
)
_LIST: Final[Args] = {
    **PAGE,
    "state": {
        "description": "Only those in one of these states.",
        "type": "array",
        "items": {"type": "string", "enum": list(STATES)},
        "default": [],
    },
    "account": {"description": "Only of this account (its key).", "type": "string", "default": ""},
    "post": {**NUMBER, "description": "Only of this story."},
}
_TEXT: Final[Schema] = {
    "description": "Words of one's own; empty: by the account's format.",
    "type": "string",
    "maxLength": 10_000,
}
_WHEN: Final[Schema] = {
    "description": "When it goes out, ISO 8601, GMT where no zone is said; empty: now.",
    "type": "string",
}
_PICTURE: Final[Schema] = {"description": "A picture of the library; -1: none.", "type": "integer", "minimum": -1}
_NEW: Final[Args] = {
    "post": STORY,
    "account": {"description": "The account, by its key or its name.", "type": "string", "required": True},
    "text": {**_TEXT, "default": ""},
    "picture": {**_PICTURE, "default": 0},
    "when": {**_WHEN, "default": ""},
    "slot": {**NUMBER, "description": "The slot of the plan that is kept as it is foreseen, to be changed afterwards."},
}
_CHANGE: Final[Args] = {"id": ID, "text": _TEXT, "picture": _PICTURE, "when": _WHEN}
_URL: Final[Args] = {
    "id": ID,
    "url": {"description": "Where it is.", "type": "string", "default": "", "maxLength": 1000},
}


def routes() -> list[Route]:
    """Return the routes: list and create, one share, and what becomes of it."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/shares",
            (
                Endpoint(READ, list_shares, _LIST, may_list, hidden=True),
                Endpoint(CREATE, create_share, _NEW, may_create, hidden=True),
            ),
            share_schema,
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/shares/(?P<id>[\d]+)",
            (
                Endpoint(READ, show_share, {"id": ID}, may_see_queue, hidden=True),
                Endpoint(EDIT, change_share, _CHANGE, may_see_queue, hidden=True),
                Endpoint(DELETE, skip_share, {"id": ID}, may_see_queue, hidden=True),
            ),
            share_schema,
        ),
        _action("retry", lambda row, request: manage.retry_share(row), {"id": ID}),
        _action("confirm", lambda row, request: manage.confirm_share(row, request["url"] or ""), _URL),
    ]


def _action(name: str, act: Callable[[Share, Request], str], args: Args) -> Route:
    def answer(request: Request) -> Response:
        row = load_share(request)
        with refusals_as_errors():
            words = act(row, request)
        row.refresh_from_db()
        return Response({"words": words, "share": share_document(row)})

    path = rf"{BASE}/shares/(?P<id>[\d]+)/{name}"
    return Route(NAMESPACE, path, (Endpoint(CREATE, answer, args, may_see_queue, hidden=True),), share_schema)


def may_list(request: Request) -> RestError | None:
    """Editors see everything; writers what became of a story that they may edit."""
    post = int(request["post"] or 0)
    return None if post and manage.may_share(request.actor, post) else may_see_queue(request)


def may_create(request: Request) -> RestError | None:
    """Return the error for whoever may not edit the story."""
    if manage.may_share(request.actor, int(request["post"] or 0)):
        return None
    return refuse(request, "You are not allowed to share this story.")


def list_shares(request: Request) -> Response:
    """Return the latest first."""
    rows = Share.objects.order_by("-id")
    if request["state"]:
        rows = rows.filter(state__in=request["state"])
    for name, column in (("account", "account"), ("post", "post_id")):
        if request[name]:
            rows = rows.filter(**{column: request[name]})
    return paged_response(request, rows, share_document)


def create_share(request: Request) -> Response:
    """Put a share into the queue, or keep what the plan foresees for a slot. Raises RestError 400, 403 and 404."""
    text, when = request["text"] or "", request["when"] or ""
    with refusals_as_errors():
        account = manage.find_account(request["account"])
        moment = manage.read_moment(when) if when else 0
        slot, post = int(request["slot"] or 0), int(request["post"])
        if slot:
            row = manage.keep_slot(account, slot, post, actor=request.actor)
            manage.change_share(row, text=text or None, picture=request["picture"] or None, when=moment or None)
            row.refresh_from_db()
        else:
            row = manage.share_story(
                post, account, actor=request.actor, text=text, picture=int(request["picture"] or 0), when=moment
            )
    return Response(share_document(row), 201)


def show_share(request: Request) -> Response:
    """Return one share. Raises RestError 404."""
    return Response(share_document(load_share(request)))


def change_share(request: Request) -> Response:
    """Change words, picture or moment of a share that waits. Raises RestError 400, 404 and 409."""
    row = load_share(request)
    with refusals_as_errors():
        when = manage.read_moment(request["when"]) if request["when"] else None
        manage.change_share(row, text=request["text"], picture=request["picture"], when=when)
    row.refresh_from_db()
    return Response(share_document(row))


def skip_share(request: Request) -> Response:
    """Take a share out of the queue. Raises RestError 404 and 409."""
    row = load_share(request)
    with refusals_as_errors():
        words = manage.skip_share(row)
    return Response({"skipped": True, "words": words, "previous": share_document(row)})


def load_share(request: Request) -> Share:
    """Return the share that the path names. Raises RestError 404."""
    row = Share.objects.filter(pk=path_number(request)).first()
    if row is None:
        raise RestError("rest_social_no_share", "There is no such share.", 404)
    return row


def share_document(row: Share) -> dict[str, Any]:
    """Return a share as REST shows it: moments are GMT, `answer` is what the network said, `text` what is or was sent where known."""
    return {
        "id": row.pk,
        "account": row.account,
        "network": row.service,
        "post": row.post_id,
        "kind": row.kind,
        "state": row.state,
        "due": iso(row.due),
        "next_try": iso(row.next_try),
        "sent": iso(row.ended) if row.state in (Share.SENT, Share.REMOVED) else None,
        "text": str((row.message or {}).get("text") or row.text),
        "url": row.remote_url,
        "remote_id": row.remote_id,
        "problem": row.problem,
        "answer": row.answer,
        "tries": row.tries,
        "cost": row.cost / 1_000_000,
        "follow": row.follow,
        "follow_note": row.follow_note,
        "counts": row.counts,
    }


def share_schema() -> Schema:
    """Return the JSON schema of a share."""
    texts = (
        "account",
        "network",
        "kind",
        "state",
        "text",
        "url",
        "remote_id",
        "problem",
        "answer",
        "follow",
        "follow_note",
    )
    moments = {key: ["string", "null"] for key in ("due", "next_try", "sent")}
    kinds = {"id": "integer", "post": "integer", **dict.fromkeys(texts, "string"), **moments}
    return make_schema("social-share", {**kinds, "tries": "integer", "cost": "number", "counts": "object"})
