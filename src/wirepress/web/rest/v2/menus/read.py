"""Reading menus: a term's list and document, for those who edit anything."""

from __future__ import annotations

from typing import Any

from wirepress.content.menus import access, locations
from wirepress.content.options import site
from wirepress.content.terms import listing
from wirepress.content.terms.models import Term
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.menus.schema import TAXONOMY, menu_schema
from wirepress.web.rest.v2.terms import read as terms

Links = dict[str, list[dict[str, Any]]]


def may_view_menus(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if not access.may_view(request.actor):
        return forbidden("rest_cannot_view", "You are not allowed to see menus.", signed_in=request.signed_in)
    return None


def may_list(request: Request) -> RestError | None:
    """As any list of terms, and not for readers."""
    return terms.may_list(TAXONOMY, request) or may_view_menus(request)


def may_get(request: Request) -> RestError | None:
    """As any term, and not for readers."""
    return terms.may_get(TAXONOMY, request) or may_view_menus(request)


def get_list(request: Request) -> Response:
    """Return one page of the menus."""
    query = terms.build_query(TAXONOMY, request)
    found, total = listing.find_terms(query)
    items = [] if request.method == "HEAD" else [with_links(*menu_document(term, request)) for term in found]
    return paged_response(request, items, total, TAXONOMY.rest_path, offset=query.offset)


def get_one(request: Request) -> Response:
    """Answer GET of one menu with its document."""
    data, links = menu_document(terms.find_term(TAXONOMY, request), request)
    return Response(data, links=links)


def menu_document(term: Term, request: Request) -> tuple[dict[str, Any], Links]:
    """Return the menu's document without links, and its links."""
    schema = menu_schema()
    data, links = terms.term_document(TAXONOMY, term, request)
    data = {name: value for name, value in data.items() if name in schema["properties"]}
    wanted = wanted_fields(request)
    if is_field_wanted("locations", wanted):
        data["locations"] = locations.locations_of(term.pk)
    if is_field_wanted("auto_add", wanted):
        data["auto_add"] = locations.adds_new_pages(term.pk)
    shown = filter_by_context(data, schema, str(request.get("context") or "view"))
    if links and (shown_at := locations.locations_of(term.pk)):
        links["wp:menu-location"] = [
            {"embeddable": True, "href": site.rest_url(f"/wp/v2/menu-locations/{name}")} for name in shown_at
        ]
    return shown, links
