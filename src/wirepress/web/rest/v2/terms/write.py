"""Writing terms: who may, and the handlers."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.terms import access
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.change import write_meta_rows
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.terms.read import find_term, term_document


def may_create(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """edit_terms; assign_terms is enough for a flat taxonomy."""
    if not access.may_create(request.actor, taxonomy.name):
        return forbidden("rest_cannot_create", "You are not allowed to create terms here.", signed_in=request.signed_in)
    return None


def may_update(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit the term (`edit_term`)."""
    if not access.may_edit(request.actor, find_term(taxonomy, request)):
        return forbidden("rest_cannot_update", "You are not allowed to edit this term.", signed_in=request.signed_in)
    return None


def may_delete(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may delete the term (`delete_term`)."""
    if not access.may_delete(request.actor, find_term(taxonomy, request)):
        return forbidden("rest_cannot_delete", "You are not allowed to delete this term.", signed_in=request.signed_in)
    return None


@transaction.atomic  # what is refused midway leaves nothing
def create(taxonomy: Taxonomy, request: Request) -> Response:
    """Make a term; 201 with its address."""
    _check_parent(taxonomy, request)
    with refusals_as_rest_errors():
        term = create_term(
            taxonomy.name,
            str(request["name"]),
            slug=str(request["slug"] or ""),
            description=str(request["description"] or ""),
            parent=int(request["parent"] or 0) if taxonomy.hierarchical else 0,
        )
    write_meta(taxonomy, term, request)
    response = _answer(taxonomy, term.pk, request, "edit")
    response.status = 201
    response.headers["Location"] = site.rest_url(f"{taxonomy.rest_path}/{term.pk}")
    return response


@transaction.atomic  # what is refused midway leaves nothing
def update(taxonomy: Taxonomy, request: Request) -> Response:
    """Change the fields of a term that the request gives."""
    term = find_term(taxonomy, request)
    _check_parent(taxonomy, request)
    fields = {name: request[name] for name in ("name", "slug", "description") if request[name] is not None}
    if taxonomy.hierarchical and request["parent"] is not None:
        fields["parent"] = int(request["parent"])
    if fields:
        with refusals_as_rest_errors():
            update_term(term, fields)
    write_meta(taxonomy, term, request)
    return _answer(taxonomy, term.pk, request, "edit")


def delete(taxonomy: Taxonomy, request: Request) -> Response:
    """Delete a term for good; without `force` 501, because terms have no trash."""
    term = find_term(taxonomy, request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Terms have no trash: delete with force=true.", 501)
    request.set("context", "view")
    data, _ = term_document(taxonomy, term, request)
    with refusals_as_rest_errors():
        delete_term(term)
    request.attributes.pop("terms", None)
    return Response({"deleted": True, "previous": data})


def _check_parent(taxonomy: Taxonomy, request: Request) -> None:
    if request["parent"] is None or not request["parent"]:
        return
    if not taxonomy.hierarchical:
        raise RestError("rest_taxonomy_not_hierarchical", "Terms of this taxonomy have no parents.", 400)
    if not Term.objects.filter(pk=int(request["parent"]), taxonomy=taxonomy.name).exists():
        raise RestError("rest_term_invalid", "There is no parent term with that ID.", 400)


def write_meta(taxonomy: Taxonomy, term: Term, request: Request) -> None:
    """Write the values under `meta`. Raises RestError."""
    write_meta_rows(term.meta_rows, "term", taxonomy.name, request)
    plugin_fields.write(taxonomy.name, term, request)


def _answer(taxonomy: Taxonomy, number: int, request: Request, context: str) -> Response:
    request.attributes.pop("terms", None)
    request.set("context", context)
    term = Term.objects.prefetch_related("meta_rows").get(pk=number)
    data, links = term_document(taxonomy, term, request)
    return Response(data, links=links)
