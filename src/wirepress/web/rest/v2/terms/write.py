"""Writing terms: who may, and the handlers."""

from __future__ import annotations

from wirepress.content.terms import access
from wirepress.content.terms.taxonomies import Taxonomy
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.v2.terms.read import find


def may_create(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """edit_terms; assign_terms is enough for a flat taxonomy."""
    if not access.may_create(request.actor, taxonomy.name):
        return forbidden("rest_cannot_create", "You are not allowed to make terms here.", signed_in=request.signed_in)
    return None


def may_update(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """edit_term."""
    if not access.may_edit(request.actor, find(taxonomy, request)):
        return forbidden("rest_cannot_update", "You are not allowed to edit this term.", signed_in=request.signed_in)
    return None


def may_delete(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """delete_term."""
    if not access.may_delete(request.actor, find(taxonomy, request)):
        return forbidden("rest_cannot_delete", "You are not allowed to delete this term.", signed_in=request.signed_in)
    return None


def create(taxonomy: Taxonomy, request: Request) -> Response:
    raise NotImplementedError


def update(taxonomy: Taxonomy, request: Request) -> Response:
    raise NotImplementedError


def delete(taxonomy: Taxonomy, request: Request) -> Response:
    raise NotImplementedError
