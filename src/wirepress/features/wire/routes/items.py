"""/wirepress/v1/wire/items: what was gathered, why it is where it is, and what people decide about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.paging import PAGE, format_moment, path_number
from wirepress.core.rest.routes import CREATE, EDIT, READ, Args, Endpoint, Handler, Request, Response, Route, Schema
from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.approve import approve_item
from wirepress.features.wire.curation.edit import STATUSES, edit_story
from wirepress.features.wire.curation.flags import clear_flag
from wirepress.features.wire.curation.merge import merge_items
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.promote import promote_item
from wirepress.features.wire.curation.readmit import redecide_item, release_item
from wirepress.features.wire.curation.reject import reject_item, requeue_item
from wirepress.features.wire.decide.holds import HOLDS
from wirepress.features.wire.models import Item
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    NUMBER_MAX,
    may_decide,
    paged_response,
    refusals_as_errors,
)

_PATH: Final = f"{BASE}/items"
_ONE: Final = rf"{_PATH}/(?P<id>[\d]+)"
_LIST: Final[Args] = {
    **PAGE,
    "state": {
        "description": "Only those in one of these states.",
        "type": "array",
        "items": {"type": "string", "enum": list(queue.STATES)},
        "default": [],
    },
    "source": {
        "description": "Only those of this source.",
        "type": "integer",
        "default": 0,
        "minimum": 0,
        "maximum": NUMBER_MAX,
    },
    "flag": {"description": "Only those with this flag.", "type": "string", "enum": ["", *queue.FLAGS], "default": ""},
    "hold": {
        "description": "Only held ones that wait for this.",
        "type": "string",
        "enum": ["", *HOLDS],
        "default": "",
    },
    "search": {"description": "Words in title, byline or address.", "type": "string", "default": "", "maxLength": 500},
    "cluster": {
        "description": "Only those that tell this story.",
        "type": "integer",
        "default": 0,
        "minimum": 0,
        "maximum": NUMBER_MAX,
    },
}
_EDIT: Final[Args] = {
    "id": ID,
    "title": {"description": "Title of its post.", "type": "string"},
    "content": {"description": "Content of its post.", "type": "string"},
    "excerpt": {"description": "Excerpt of its post.", "type": "string"},
    "slug": {"description": "Slug of its post.", "type": "string"},
    "categories": {"description": "Numbers of its categories.", "type": "array", "items": {"type": "integer"}},
    "tags": {"description": "Numbers of its tags.", "type": "array", "items": {"type": "integer"}},
    "status": {"description": "Status of its post.", "type": "string", "enum": list(STATUSES)},
}
_WHY: Final[Args] = {"id": ID, "why": {"description": "For whoever asks later.", "type": "string", "default": ""}}
_INTO: Final[Args] = {
    "id": ID,
    "into": {
        "description": "The item whose story it tells.",
        "type": "integer",
        "required": True,
        "minimum": 1,
        "maximum": NUMBER_MAX,
    },
}


def routes() -> list[Route]:
    """Return the routes: the list, one item, and the actions."""
    return [
        Route(NAMESPACE, _PATH, (Endpoint(READ, list_items, _LIST, may_decide, hidden=True),), item_schema),
        Route(
            NAMESPACE,
            _ONE,
            (
                Endpoint(READ, show_item, {"id": ID}, may_decide, hidden=True),
                Endpoint(EDIT, change_item, _EDIT, may_decide, hidden=True),
            ),
            item_schema,
        ),
        _action_route("approve", _action_handler(lambda number, request: approve_item(number, actor=request.actor))),
        _action_route(
            "reject",
            _action_handler(lambda number, request: reject_item(number, actor=request.actor, why=request["why"] or "")),
            _WHY,
        ),
        _action_route(
            "merge",
            _action_handler(lambda number, request: merge_items(number, int(request["into"]), actor=request.actor)),
            _INTO,
        ),
        _action_route("reconsider", _action_handler(lambda number, request: requeue_item(number, actor=request.actor))),
        _action_route("release", _action_handler(lambda number, request: release_item(number, actor=request.actor))),
        _action_route("redecide", _action_handler(lambda number, request: redecide_item(number, actor=request.actor))),
        _action_route("promote", _action_handler(lambda number, request: promote_item(number, actor=request.actor))),
        _action_route("settle", _action_handler(lambda number, request: clear_flag(number, actor=request.actor))),
    ]


def _action_route(name: str, handler: Handler, args: Args | None = None) -> Route:
    return Route(
        NAMESPACE,
        f"{_ONE}/{name}",
        (Endpoint(CREATE, handler, args or {"id": ID}, may_decide, hidden=True),),
        item_schema,
    )


def _action_handler(action: Callable[[int, Request], CurationResult]) -> Handler:
    def answer(request: Request) -> Response:
        with refusals_as_errors():
            done = action(path_number(request), request)
        return Response({"changed": done.changed, "words": done.words, "item": item_document(done.item)})

    return answer


def list_items(request: Request) -> Response:
    """Return items by filter, the newest first."""
    rows = queue.find_items(
        states=request["state"] or (),
        source=int(request["source"] or 0),
        flag=request["flag"] or "",
        search=request["search"] or "",
        cluster=int(request["cluster"] or 0),
        hold=request["hold"] or "",
    )
    return paged_response(request, rows, item_document)


def show_item(request: Request) -> Response:
    """Return one item with entry, verdict, versions, their differences, and the others of its cluster. Raises RestError 404."""
    from wirepress.features.wire.curation.differences import compare_versions

    story = queue.load_item_details(path_number(request))
    if story is None:
        raise RestError("rest_wire_no_item", "There is no such item.", 404)
    return Response(
        {
            **item_document(story.item),
            "post_status": story.post.status if story.post else "",
            "entry": story.item.entry,
            "verdict": story.item.verdict,
            "versions": [
                {"seen": format_moment(one.seen), "title": one.title, "text": one.text, "html": one.html}
                for one in story.versions
            ],
            "differences": [{"of": one.of, "to": one.to, "html": one.html} for one in compare_versions(story)],
            "others": [item_document(one) for one in story.others],
        }
    )


def change_item(request: Request) -> Response:
    """Change the item's post. Raises RestError 400, 404, 409."""
    fields = {name: request[name] for name in _EDIT if name != "id" and request.has(name)}
    with refusals_as_errors():
        done = edit_story(path_number(request), fields, actor=request.actor)
    return Response({"changed": done.changed, "words": done.words, "item": item_document(done.item)})


def item_document(item: Item) -> dict[str, Any]:
    """Return an item as lists show it."""
    return {
        "id": item.pk,
        "source": item.source_id,
        "source_name": item.source.name,
        "state": item.state,
        "hold": item.hold,
        "title": item.title,
        "url": item.url,
        "byline": item.byline,
        "language": item.language,
        "published": format_moment(item.published),
        "seen": format_moment(item.seen),
        "changed": format_moment(item.changed),
        "post": item.post_id,
        "cluster": item.cluster_id or 0,
        "flag": item.flag,
        "flag_words": item.flag_words,
        "words": item.words,
        "teaser": item.teaser,
        "expires": format_moment(item.expires),
        "picture": queue.picture_url(item),
        "reasons": queue.reasons_of(item),
    }


def item_schema() -> Schema:
    """Return the JSON schema of an item."""
    whole = {"id", "source", "post", "cluster", "words"}
    names = (
        "id source source_name state hold title url byline language published seen changed post cluster flag flag_words words expires picture"
    ).split()
    properties: dict[str, Schema] = {
        name: {"type": "integer" if name in whole else ["string", "null"], "readonly": name not in ("title",)}
        for name in names
    }
    properties["teaser"] = {"description": "It is only the beginning of a story.", "type": "boolean", "readonly": True}
    reason = {"type": "object", "properties": {"rule": {"type": "string"}, "words": {"type": "string"}}}
    properties["reasons"] = {
        "description": "Why it is where it is.",
        "type": "array",
        "items": reason,
        "readonly": True,
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-item",
        "type": "object",
        "properties": properties,
    }
