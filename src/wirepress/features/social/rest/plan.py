"""/wirepress/v1/social/plan and /preview: what will go out, and what a story would say on each account. Nothing is sent or written."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.models import Post
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.social.queue.conditions import reason_against
from wirepress.features.social.queue.describe import account_name
from wirepress.features.social.queue.foresee import DAYS_MAX, ForeseenShare, compose_share, foresee_shares
from wirepress.features.social.queue.load_plan import QueueAccount, load_accounts
from wirepress.features.social.queue.manage import may_share
from wirepress.features.social.queue.models import Share
from wirepress.features.social.rest.route_helpers import (
    BASE,
    NAMESPACE,
    STORY,
    make_schema,
    may_see_queue,
    refuse,
)

_PLAN: Final[Args] = {
    "days": {
        "description": "How many days to look ahead.",
        "type": "number",
        "default": 7,
        "minimum": 0,
        "maximum": DAYS_MAX,
    },
    "account": {"description": "Only of this account (its key).", "type": "string", "default": ""},
}
_PREVIEW: Final[Args] = {
    "post": STORY,
    "account": {"description": "Only of this account (its key).", "type": "string", "default": ""},
    "text": {"description": "Words of one's own.", "type": "string", "default": "", "maxLength": 10_000},
}


def routes() -> list[Route]:
    """Return the two routes."""
    return [
        Route(NAMESPACE, f"{BASE}/plan", (Endpoint(READ, show_plan, _PLAN, may_see_queue, hidden=True),), plan_schema),
        Route(NAMESPACE, f"{BASE}/preview", (Endpoint(READ, show_preview, _PREVIEW, may_preview, hidden=True),)),
    ]


def may_preview(request: Request) -> RestError | None:
    """Return the error for whoever may not edit the story."""
    if may_share(request.actor, int(request["post"] or 0)):
        return None
    return refuse(request, "You are not allowed to share this story.")


def show_plan(request: Request) -> Response:
    """Return what goes out, in order."""
    wanted = [request["account"]] if request["account"] else []
    shares, _ = foresee_shares(float(request["days"]), wanted)
    return Response([foreseen_document(one) for one in shares])


def foreseen_document(one: ForeseenShare) -> dict[str, Any]:
    """Return a foreseen share as programs are shown it. `moment`: local time with its zone; `share`: its number, 0 while it has none."""
    return {
        "account": account_name(one.account),
        "key": one.account.key,
        "network": one.account.row.service,
        "post": one.post_id,
        "title": one.title,
        "moment": one.moment.isoformat(),
        "text": one.composed.text,
        "link": one.link,
        "kind": one.kind,
        "slot": one.slot,
        "share": one.number,
        "length": one.composed.length,
        "limit": one.composed.limit,
        "problems": list(one.composed.problems),
        "cost": one.composed.cost / 1_000_000,
    }


def show_preview(request: Request) -> Response:
    """Return the message of each account, as long as its network counts it, and what is wrong with it."""
    post = Post.objects.get(pk=int(request["post"]))
    accounts = [one for key, one in load_accounts().items() if request["account"] in ("", key)]
    reason = reason_against(post.pk)
    return Response([_preview(one, post, request["text"] or "", reason) for one in accounts if one.row.active])


def _preview(account: QueueAccount, post: Post, text: str, reason: str) -> dict[str, Any]:
    row = Share(account=account.key, service=account.row.service, post_id=post.pk, text=text, key="preview")
    composed, link = compose_share(row, post, account)
    return {
        "account": account_name(account),
        "key": account.key,
        "network": account.row.service,
        "text": composed.text,
        "link": link,
        "length": composed.length,
        "limit": composed.limit,
        "problems": [*([reason] if reason else []), *composed.problems],
        "notes": list(composed.notes),
        "cost": composed.cost / 1_000_000,
        "paused_reason": account.paused_reason,
    }


def plan_schema() -> Schema:
    """Return the JSON schema of a foreseen share."""
    texts, numbers = ("account", "key", "network", "title", "moment", "text", "link", "kind"), ("post", "slot", "share")
    kinds = {**dict.fromkeys(texts, "string"), **dict.fromkeys(numbers, "integer")}
    return make_schema(
        "social-plan", {**kinds, "length": "integer", "limit": "integer", "problems": "array", "cost": "number"}
    )
