"""/wirepress/v1/seo/analysis: what a story could do better, stored or not; and which stories it might link to."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Route, Schema
from wirepress.features.seo.analysis.analyse import analyse
from wirepress.features.seo.analysis.gather import gather_story
from wirepress.features.seo.analysis.store import TYPES
from wirepress.features.seo.links.suggest import suggest_links
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides, with_changes

NAMESPACE: Final = "wirepress/v1"
TEXT_MAX: Final = 2_000_000  # characters of a text that is analysed
_ID: Final[Schema] = {"description": "Id of the story.", "type": "integer"}
_FIELDS: Final[dict[str, Schema]] = {
    "title": {"description": "Its headline.", "type": "string", "maxLength": 10_000},
    "content": {"description": "Its text, as a writer has it.", "type": "string", "maxLength": TEXT_MAX},
    "excerpt": {"description": "Its excerpt.", "type": "string", "maxLength": 100_000},
    "slug": {"description": "The last part of its address.", "type": "string", "maxLength": 200},
    "featured_media": {"description": "Its lead picture.", "type": "integer"},
    "seo": {"description": "What its head says otherwise than the site.", "type": "object"},
}


def routes() -> list[Route]:
    """Return the feature's routes of the analysis."""
    of_post = f"/{NAMESPACE}/seo/posts/(?P<id>[\\d]+)"
    return [
        Route(NAMESPACE, f"{of_post}/analysis", (Endpoint(READ, show, {"id": _ID}, permission=may_edit, hidden=True),)),
        Route(
            NAMESPACE, f"{of_post}/links", (Endpoint(READ, show_links, {"id": _ID}, permission=may_edit, hidden=True),)
        ),
        Route(
            NAMESPACE,
            f"/{NAMESPACE}/seo/analysis",
            (Endpoint(CREATE, analyse_unsaved, {"post": _ID, **_FIELDS}, permission=may_write, hidden=True),),
        ),
    ]


def may_edit(request: Request) -> RestError | None:
    """Whoever may edit the story. Raises RestError 404."""
    post = _find(request["id"])
    if access.may_edit(request.actor, post):
        return None
    return forbidden("rest_forbidden", "You are not allowed to edit this story.", signed_in=request.signed_in)


def may_write(request: Request) -> RestError | None:
    """Whoever may write stories; with the number of one, whoever may edit it."""
    allowed = request.actor.can("edit_posts")
    if allowed and request["post"]:
        allowed = access.may_edit(request.actor, _find(request["post"]))
    if allowed:
        return None
    return forbidden("rest_forbidden", "You are not allowed to write stories.", signed_in=request.signed_in)


def show(request: Request) -> dict[str, Any]:
    """Return the report of a stored story, as it is now."""
    post = _find(request["id"])
    return analyse(gather_story(post, overrides.of_post(post))).as_document()


def show_links(request: Request) -> list[dict[str, Any]]:
    """Return stories that this one might link to, the most alike first."""
    post = _find(request["id"])
    story = gather_story(post, overrides.of_post(post))
    found = suggest_links(post.pk, story.headline, story.body, story.language)
    return [
        {
            "id": one.post.pk,
            "title": one.title,
            "link": post_link(one.post),
            "anchor": one.anchor,
            "shared_words": list(one.shared),
            "shared_terms": one.terms,
            "score": one.score,
        }
        for one in found
    ]


def analyse_unsaved(request: Request) -> dict[str, Any]:
    """Return the report of a story as somebody is writing it. Nothing is stored. Raises RestError 400 and 404."""
    stored = _find(request["post"]) if request["post"] else None
    post, own = as_written(stored, {name: request[name] for name in _FIELDS if request.has(name)})
    return analyse(gather_story(post, own)).as_document()


def as_written(stored: Post | None, values: dict[str, Any]) -> tuple[Post, Overrides]:
    """Return a story with what somebody has written over it, not stored, and what its head says. Raises RestError 400."""
    post = stored or Post(pk=0, type="post", status="draft")
    own = overrides.of_post(post) if stored is not None else Overrides()
    for name, value in values.items():
        if name == "seo":
            own = with_changes(own, value or {})
        elif value is not None:
            setattr(post, name, value)
    return post, own


def _find(number: Any) -> Post:
    post = Post.objects.filter(pk=int(number), type__in=TYPES).first() if len(str(number)) < 19 else None
    if post is None:
        raise RestError("rest_post_invalid_id", "There is no such story.", 404)
    return post
