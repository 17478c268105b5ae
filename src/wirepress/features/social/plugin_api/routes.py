"""/tweet-old-post/v8: share a story now, as Revive Old Posts' editor asks for it; and what its screens ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route
from wirepress.features.social.meta import ACCOUNTS, PUBLISH_NOW
from wirepress.features.social.plugin_api import dashboard
from wirepress.features.social.share import YES, queue_post

NAMESPACE: Final = "tweet-old-post/v8"
_SIGNED_IN: Final = ("facebook", "twitter", "linkedin", "tumblr", "pinterest", "mastodon")
KEYS_MAX: Final = 100  # accounts in one request
MESSAGE_MAX: Final = 10_000  # characters of one message


def routes() -> list[Route]:
    """Return the feature's routes."""
    return [
        Route(
            NAMESPACE,
            f"/{NAMESPACE}/api",
            (Endpoint((*READ, *CREATE), dashboard.answer_dashboard, permission=dashboard.may_manage),),
        ),
        Route(
            NAMESPACE, f"/{NAMESPACE}/share/(?P<id>[a-zA-Z0-9_-]+)", (Endpoint(CREATE, share, permission=may_share),)
        ),
        *(
            Route(
                NAMESPACE,
                f"/{NAMESPACE}/{service}/{step}",
                (Endpoint(READ, lead_to_accounts, permission=dashboard.may_manage),),
            )
            for service in _SIGNED_IN
            for step in ("authorize", "authenticate")
        ),
    ]


def lead_to_accounts(request: Request) -> Response:
    """Lead to the newsroom's page of accounts, where they are connected: no key passes through somebody else's server."""
    return Response(None, 302, headers={"Location": site.home("/wp-admin/social-accounts/")})


def may_share(request: Request) -> RestError | None:
    """Whoever may write stories, and that story: the plugin asks for the first only, so that anybody shares anything."""
    if not request.actor.can("edit_posts"):
        return _refusal(request)
    post = _post(request)
    return None if post is None or access.may_edit(request.actor, post) else _refusal(request)


def share(request: Request) -> Response:
    """Keep the accounts with their messages and queues the active ones. Raises RestError 400 and 404."""
    chosen = request["rop_publish_now_accounts"]
    if not isinstance(chosen, Mapping) or not chosen:
        raise RestError("invalid_request", "Name the accounts that are to share.", 400)
    wrong = len(chosen) > KEYS_MAX or any(not _is_message(message) for message in chosen.values())
    if wrong:
        raise RestError("invalid_request", "Accounts are account -> message.", 400)
    post = _post(request)
    if post is None:
        raise RestError("rest_post_invalid_id", "There is no such story.", 404)
    with transaction.atomic():
        set_meta(post, PUBLISH_NOW, YES)
        set_meta(post, ACCOUNTS, dict(chosen))
        history = queue_post(post.pk, forced=True)
    return Response({"success": True, "history": history, "message": "Shared with the chosen accounts."})


def _is_message(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MESSAGE_MAX


def _post(request: Request) -> Post | None:
    number = read_digits(str(request["id"]))
    return Post.objects.filter(pk=number).exclude(type="revision").first() if number else None


def _refusal(request: Request) -> RestError:
    return forbidden("rest_forbidden", "You are not allowed to share this story.", signed_in=request.signed_in)
