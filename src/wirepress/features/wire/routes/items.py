"""/wirepress/v1/wire/items: what was gathered, why it is where it is, and what people decide about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, EDIT, READ, Args, Endpoint, Handler, Request, Response, Route, Schema
from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.approve import approve
from wirepress.features.wire.curation.edit import STATUSES, edit
from wirepress.features.wire.curation.flags import settle
from wirepress.features.wire.curation.merge import merge
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import decide_again, release
from wirepress.features.wire.curation.reject import reconsider, reject
from wirepress.features.wire.models import Item
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    NUMBER_MAX,
    PAGE,
    may_decide,
    moment,
    number_of,
    paged,
    refusals,
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
    """List, one, and the deeds."""
    return [
        Route(NAMESPACE, _PATH, (Endpoint(READ, show_all, _LIST, may_decide, hidden=True),), schema),
        Route(
            NAMESPACE,
            _ONE,
            (
                Endpoint(READ, show, {"id": ID}, may_decide, hidden=True),
                Endpoint(EDIT, change, _EDIT, may_decide, hidden=True),
            ),
            schema,
        ),
        _deed("approve", _does(lambda number, request: approve(number, actor=request.actor))),
        _deed(
            "reject", _does(lambda number, request: reject(number, actor=request.actor, why=request["why"] or "")), _WHY
        ),
        _deed("merge", _does(lambda number, request: merge(number, int(request["into"]), actor=request.actor)), _INTO),
        _deed("reconsider", _does(lambda number, request: reconsider(number, actor=request.actor))),
        _deed("release", _does(lambda number, request: release(number, actor=request.actor))),
        _deed("redecide", _does(lambda number, request: decide_again(number, actor=request.actor))),
        _deed("settle", _does(lambda number, request: settle(number, actor=request.actor))),
    ]


def _deed(name: str, handler: Handler, args: Args | None = None) -> Route:
    return Route(
        NAMESPACE, f"{_ONE}/{name}", (Endpoint(CREATE, handler, args or {"id": ID}, may_decide, hidden=True),), schema
    )


def _does(deed: Callable[[int, Request], CurationResult]) -> Handler:
    def answer(request: Request) -> Response:
        with refusals():
            done = deed(number_of(request), request)
        return Response({"changed": done.changed, "words": done.words, "item": document(done.item)})

    return answer


def show_all(request: Request) -> Response:
    """By filter, the newest first."""
    rows = queue.find(
        states=request["state"] or (),
        source=int(request["source"] or 0),
        flag=request["flag"] or "",
        search=request["search"] or "",
        cluster=int(request["cluster"] or 0),
    )
    return paged(request, rows, document)


def show(request: Request) -> Response:
    """One item with entry, verdict, versions, how they differ, and the others of its cluster. Raises RestError 404."""
    from wirepress.features.wire.curation.differences import differences

    story = queue.story_of(number_of(request))
    if story is None:
        raise RestError("rest_wire_no_item", "There is no such item.", 404)
    return Response(
        {
            **document(story.item),
            "post_status": story.post.status if story.post else "",
            "entry": story.item.entry,
            "verdict": story.item.verdict,
            "versions": [
                {"seen": moment(one.seen), "title": one.title, "text": one.text, "html": one.html}
                for one in story.versions
            ],
            "differences": [{"of": one.of, "to": one.to, "html": one.html} for one in differences(story)],
            "others": [document(one) for one in story.others],
        }
    )


def change(request: Request) -> Response:
    """Changes the item's post. Raises RestError 400, 404, 409."""
    fields = {name: request[name] for name in _EDIT if name != "id" and request.has(name)}
    with refusals():
        done = edit(number_of(request), fields, actor=request.actor)
    return Response({"changed": done.changed, "words": done.words, "item": document(done.item)})


def document(item: Item) -> dict[str, Any]:
    """An item as lists show it."""
    return {
        "id": item.pk,
        "source": item.source_id,
        "source_name": item.source.name,
        "state": item.state,
        "title": item.title,
        "url": item.url,
        "byline": item.byline,
        "language": item.language,
        "published": moment(item.published),
        "seen": moment(item.seen),
        "changed": moment(item.changed),
        "post": item.post_id,
        "cluster": item.cluster_id or 0,
        "flag": item.flag,
        "flag_words": item.flag_words,
        "expires": moment(item.expires),
        "picture": queue.picture_of(item),
        "reasons": queue.reasons_of(item),
    }


def schema() -> Schema:
    """JSON schema of an item."""
    whole = {"id", "source", "post", "cluster"}
    names = (
        "id source source_name state title url byline language published seen changed post cluster flag flag_words expires picture"
    ).split()
    properties: dict[str, Schema] = {
        name: {"type": "integer" if name in whole else ["string", "null"], "readonly": name not in ("title",)}
        for name in names
    }
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
