"""Writing menus."""

from __future__ import annotations

from wirepress.content.errors import ActionRefused
from wirepress.content.menus import locations
from wirepress.content.menus.actions.save import delete_menu, save_menu
from wirepress.content.options import site
from wirepress.content.terms.models import Term
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.menus.read import menu_document
from wirepress.web.rest.v2.menus.schema import TAXONOMY
from wirepress.web.rest.v2.terms import read as terms
from wirepress.web.rest.v2.terms.write import write_meta


def create(request: Request) -> Response:
    """Make a menu; 201 with its address."""
    try:
        menu = save_menu(None, str(request["name"]), str(request["description"] or ""))
    except ActionRefused as error:
        twin = error.data.get("term_id")
        more = {"additional_data": [twin]} if twin else {}
        raise RestError(error.code, error.message, 400, error.data, **more) from None
    response = _finish(menu, request)
    response.status = 201
    response.headers["Location"] = site.rest_url(f"{TAXONOMY.rest_path}/{menu.pk}")
    return response


def update(request: Request) -> Response:
    """Change the fields of a menu that the request gives."""
    menu = terms.find_term(TAXONOMY, request)
    name, description = request["name"], request["description"]
    if name is not None or description is not None or request["slug"] is not None:
        with refusals_as_rest_errors():
            save_menu(
                menu,
                menu.name if name is None else str(name),
                menu.description if description is None else str(description),
            )
    return _finish(menu, request)


def _finish(menu: Term, request: Request) -> Response:
    write_meta(TAXONOMY, menu, request)
    if request["locations"] is not None:
        locations.assign_menu(menu.pk, [str(name) for name in request["locations"]])
    if request["auto_add"] is not None:
        locations.set_adds_new_pages(menu.pk, bool(request["auto_add"]))
    request.attributes.pop("terms", None)
    request.set("context", "view")
    data, links = menu_document(Term.objects.prefetch_related("meta_rows").get(pk=menu.pk), request)
    return Response(data, links=links)


def delete(request: Request) -> Response:
    """Delete a menu with its entries; without `force` 501, because menus have no trash."""
    menu = terms.find_term(TAXONOMY, request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Menus have no trash: delete with force=true.", 501)
    request.set("context", "view")
    data, _ = menu_document(menu, request)
    with refusals_as_rest_errors():
        delete_menu(menu, actor=request.actor)
    request.attributes.pop("terms", None)
    return Response({"deleted": True, "previous": data})
