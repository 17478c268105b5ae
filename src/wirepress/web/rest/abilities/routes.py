"""Lists, single abilities and running one."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.abilities.builtin_abilities import ABILITIES, CATEGORIES, Ability
from wirepress.web.rest.abilities.schema import ANYTHING, ability_schema, category_schema, marks_schema, run_schema
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import NUMBERS, paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import context_arg

NAMESPACE: Final = "wp-abilities/v1"
_PATH: Final = f"/{NAMESPACE}/abilities"
_GROUPS: Final = f"/{NAMESPACE}/categories"
_ALL: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NAME: Final[Schema] = {"description": "The ability's name.", "type": "string", "pattern": r"^[a-zA-Z0-9\-\/]+$"}
_SLUG: Final[Schema] = {
    "description": "The category's name.",
    "type": "string",
    "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$",
}


def may_read(request: Request) -> RestError | None:
    """Whoever is signed in."""
    if request.actor.can("read"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to do that.", signed_in=request.signed_in)


def find_ability(request: Request) -> Ability:
    """Return the ability that the path names. Raises RestError 404."""
    found = ABILITIES.get(str(request["name"]))
    if found is None:
        raise RestError("rest_ability_not_found", "There is no ability with that name.", 404)
    return found


def may_run(request: Request) -> RestError | None:
    """What the ability itself asks for."""
    if find_ability(request).may(request.actor):
        return None
    return forbidden("rest_ability_cannot_execute", "You are not allowed to do that.", signed_in=request.signed_in)


def get_list(request: Request) -> Response:
    """Abilities, by category or namespace."""
    wanted, space = request["category"], request["namespace"]
    rows = [
        ability
        for ability in ABILITIES.values()
        if wanted in (None, ability.category) and (space is None or ability.name.startswith(f"{space}/"))
    ]
    return _page(request, [with_links(*ability_document(ability, request)) for ability in rows], _PATH)


def _page(request: Request, rows: list[Any], base: str) -> Response:
    size, page = int(request["per_page"] or 50), int(request["page"] or 1)
    return paged_response(request, rows[(page - 1) * size : page * size], len(rows), base, totals_as_text=True)


def get_one(request: Request) -> Response:
    """Answer GET of one ability with its document."""
    data, links = ability_document(find_ability(request), request)
    return Response(data, links=links)


def run_ability(request: Request) -> Response:
    """Run one. Reading abilities are asked by GET. Raises RestError 400 and 405."""
    ability = find_ability(request)
    if request.method != "GET":
        raise RestError("rest_ability_invalid_method", "This ability only reads: call it with GET.", 405)
    wanted = request["input"] or {}
    if ability.choosable:
        try:
            schemas.validate(wanted, ability.input_schema(), "input")
        except RestError as error:
            raise RestError("ability_invalid_input", error.message, 400) from None
    fields = wanted.get("fields") if isinstance(wanted, dict) else None
    return Response({name: value for name, value in ability.run(request.actor).items() if not fields or name in fields})


def ability_document(ability: Ability, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    marks = {"readonly": True, "destructive": False, "idempotent": True}
    data = {
        "name": ability.name,
        "label": ability.label,
        "description": ability.about,
        "category": ability.category,
        "input_schema": ability.input_schema(),
        "output_schema": ability.output_schema(),
        "meta": {"annotations": marks, "public": True, "show_in_rest": True},
    }
    own = site.rest_url(f"{_PATH}/{ability.name}")
    links = {
        "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
        "collection": [{"href": site.rest_url(_PATH)}],
        "wp:action-run": [{"href": f"{own}/run"}],
    }
    data, links = _shown(data, links, ability_schema(), request)
    return ({**data, "_links": links} if links else data), {}  # WordPress names no curies here


def get_categories(request: Request) -> Response:
    """Answer GET of the list of ability categories."""
    return _page(request, [with_links(*category_document(slug, request)) for slug in CATEGORIES], _GROUPS)


def get_category(request: Request) -> Response:
    """Return one category. Raises RestError 404."""
    if request["slug"] not in CATEGORIES:
        raise RestError("rest_ability_category_not_found", "There is no category with that name.", 404)
    data, links = category_document(str(request["slug"]), request)
    return Response(data, links=links)


def category_document(slug: str, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    label, about = CATEGORIES[slug]
    data = {"slug": slug, "label": label, "description": about, "meta": []}
    links = {
        "self": [{"href": site.rest_url(f"{_GROUPS}/{slug}"), "targetHints": {"allow": ["GET"]}}],
        "collection": [{"href": site.rest_url(_GROUPS)}],
        "abilities": [{"href": site.rest_url(_PATH, f"category={slug}")}],
    }
    return _shown(data, links, category_schema(), request)


def _shown(
    data: dict[str, Any], links: dict[str, Any], schema: Schema, request: Request
) -> tuple[dict[str, Any], dict[str, Any]]:
    wanted = wanted_fields(request)
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    data = filter_by_context(data, schema, str(request.get("context") or "view"))
    return data, links if is_field_wanted("_links", wanted) else {}


def ability_routes() -> list[Route]:
    """Return all of the namespace, in WordPress's order."""
    # No rule of their own: they are judged when they are read, in the order of the request.
    page, size = (
        {word: rule for word, rule in NUMBERS[name].items() if word not in ("validate", "sanitize")}
        for name in ("page", "per_page")
    )
    numbers: Args = {"context": context_arg(), "page": page, "per_page": {**size, "default": 50}}
    meta: Schema = {
        "description": "Only those whose meta says this.",
        "type": "object",
        "properties": {"annotations": marks_schema()},
        "additionalProperties": True,
    }
    listed: Args = {
        **numbers,
        "category": {"description": "Only those of this category.", "type": "string"},
        "namespace": {"description": "Only those whose names begin like this.", "type": "string"},
        "meta": meta,
    }
    given: Args = {
        "name": dict(_NAME),
        "input": {"description": "What the ability takes.", "type": list(ANYTHING), "default": None},
    }
    return [
        namespace_route(NAMESPACE),
        Route(NAMESPACE, _GROUPS, (Endpoint(READ, get_categories, numbers, may_read),), category_schema),
        Route(
            NAMESPACE,
            _GROUPS + "/(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)",
            (Endpoint(READ, get_category, {"slug": dict(_SLUG)}, may_read),),
            category_schema,
        ),
        Route(
            NAMESPACE,
            _PATH + r"/(?P<name>[a-zA-Z0-9\-\/]+?)/run",
            (Endpoint(_ALL, run_ability, given, may_run),),
            run_schema,
        ),
        Route(NAMESPACE, _PATH, (Endpoint(READ, get_list, listed, may_read),), ability_schema),
        Route(
            NAMESPACE,
            _PATH + r"/(?P<name>[a-zA-Z0-9\-\/]+)",
            (Endpoint(READ, get_one, {"name": dict(_NAME)}, may_read),),
            ability_schema,
        ),
    ]
