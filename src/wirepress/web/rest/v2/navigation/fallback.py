"""/wp-block-editor/v1/navigation-fallback: the menu that a navigation block shows when none was chosen."""

from __future__ import annotations

from wirepress.content.menus.fallback import find_or_make_fallback
from wirepress.content.options import site
from wirepress.content.posts import access, types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.posts.links import allowed_methods
from wirepress.web.rest.v2.properties import item_schema, prop

_KIND = types.known("wp_navigation")


def fallback_schema() -> Schema:
    """Return the schema of the answer."""
    return item_schema("navigation-fallback", {"id": prop("integer", "The menu's number.", readonly=True)})


def may_get(request: Request) -> RestError | None:
    """Whoever may make menus, because asking may make one."""
    if not access.may_create(request.actor, _KIND.name):
        return forbidden("rest_cannot_create", "You are not allowed to create menus.", signed_in=request.signed_in)
    if request.get("context") == "edit" and not access.may_edit_type(request.actor, _KIND.name):
        return forbidden("rest_forbidden_context", "You are not allowed to edit menus.", signed_in=request.signed_in)
    return None


def get_fallback(request: Request) -> Response:
    """Return the menu's number; the menu itself can be embedded."""
    with refusals_as_rest_errors():
        menu = find_or_make_fallback(request.actor)
    href = site.rest_url(f"{_KIND.rest_path}/{menu.pk}")
    link = {"embeddable": True, "href": href, "targetHints": {"allow": allowed_methods(request, menu)}}
    return Response({"id": menu.pk}, links={"self": [link]})


def fallback_routes() -> list[Route]:
    """Return the route of the fallback menu."""
    return [
        Route(
            "wp-block-editor/v1",
            "/wp-block-editor/v1/navigation-fallback",
            (Endpoint(READ, get_fallback, {}, may_get),),
            fallback_schema,
        )
    ]
