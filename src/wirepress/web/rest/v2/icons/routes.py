"""/wp/v2/icons and /wp/v2/icon-collections (WordPress 7.1), for whoever writes anything."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import types as post_types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.icons.drawings import COLLECTIONS, icons
from wirepress.web.rest.v2.properties import context_arg, item_schema

ICONS: Final = "/wp/v2/icons"
GROUPS: Final = "/wp/v2/icon-collections"
_WORD: Final = "[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_PATTERN: Final = "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$"


def _fixed(about: str) -> Schema:
    return {"description": about, "type": "string", "readonly": True, "context": ["view", "edit", "embed"]}


def icon_schema() -> Schema:
    """Return the JSON schema of an icon."""
    return item_schema(
        "icon",
        {
            "name": _fixed("Its name."),
            "label": _fixed("What people read."),
            "content": _fixed("The drawing, SVG."),
            "collection": _fixed("Its collection."),
        },
    )


def group_schema() -> Schema:
    """Return the JSON schema of a collection of icons."""
    texts = {"slug": _fixed("Its name."), "label": _fixed("What people read."), "description": _fixed("What it holds.")}
    return item_schema("icon-collection", texts)


def may_see(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types()):
        return None
    return forbidden("rest_cannot_view", "You are not allowed to see icons.", signed_in=request.signed_in)


def _shown(request: Request, item: dict[str, str], schema: Schema) -> dict[str, Any]:
    """Return the document. It has no links (WordPress 7.1 behaviour)."""
    wanted = wanted_fields(request)
    data = {name: value for name, value in item.items() if is_field_wanted(name, wanted)}
    return dict(filter_by_context(data, schema, str(request.get("context") or "view")))


def _search(request: Request, items: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return all items that have the words: the arguments for pages change nothing (WordPress 7.1 behaviour)."""
    words = str(request["search"] or "").lower()
    return [item for item in items if words in f"{item['name']} {item['label']}".lower()]


def get_icons(request: Request) -> Response:
    """Return the icons. Raises RestError 404 for a collection that is not there."""
    group = request["collection"]
    if group is not None and group not in COLLECTIONS:
        raise RestError("rest_icon_collection_not_found", "There is no collection with that name.", 404)
    found = [item for item in icons().values() if group is None or item["collection"] == group]
    return Response([_shown(request, item, icon_schema()) for item in _search(request, found)])


def get_icon(request: Request) -> Response:
    """Return one. Raises RestError 404."""
    item = icons().get(str(request["name"]))
    if item is None:
        raise RestError("rest_icon_not_found", "There is no icon with that name.", 404)
    return Response(_shown(request, item, icon_schema()))


def _group(slug: str) -> dict[str, str]:
    label, about = COLLECTIONS[slug]
    return {"slug": slug, "label": label, "description": about}


def get_groups(request: Request) -> Response:
    """Return all collections, whatever words or page is asked for (WordPress 7.1 behaviour)."""
    return Response([_shown(request, _group(slug), group_schema()) for slug in COLLECTIONS])


def get_group(request: Request) -> Response:
    """Return one. Raises RestError 404."""
    slug = str(request["slug"])
    if slug not in COLLECTIONS:
        raise RestError("rest_icon_collection_not_found", "There is no collection with that name.", 404)
    return Response(_shown(request, _group(slug), group_schema()))


def icon_routes() -> list[Route]:
    """Both families, in WordPress's order."""
    context = context_arg(contexts=["view", "embed", "edit"])
    search: Schema = {"description": "Only what has these words.", "type": "string"}
    paging: dict[str, Schema] = {"context": context, **NUMBERS, "search": search}
    group: Schema = {"description": "Only those of this collection.", "type": "string", "pattern": _PATTERN}

    def one(name: str) -> dict[str, Schema]:
        return {name: {"description": "Its name.", "type": "string"}, "context": context}

    def read(pattern: str, handler: Any, args: dict[str, Schema], schema: Any) -> Route:
        return Route("wp/v2", pattern, (Endpoint(READ, handler, args, may_see),), schema)

    return [
        read(ICONS, get_icons, {**paging, "collection": group}, icon_schema),
        read(f"{ICONS}/(?P<collection>{_WORD})", get_icons, {"collection": group, **paging}, icon_schema),
        read(f"{ICONS}/(?P<name>{_WORD}/{_WORD})", get_icon, one("name"), icon_schema),
        read(GROUPS, get_groups, paging, group_schema),
        read(f"{GROUPS}/(?P<slug>{_WORD})", get_group, one("slug"), group_schema),
    ]
