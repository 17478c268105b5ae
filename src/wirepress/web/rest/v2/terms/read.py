"""Reading terms: the list and one term, with who may."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access as post_access
from wirepress.content.posts import types as post_types
from wirepress.content.posts.addresses.permalinks import term_link
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms import access, listing, rows
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import describe, plugin_fields
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_named, is_field_wanted, wanted_fields
from wirepress.web.rest.v2.terms.schema import collection_params, term_schema


def may_list(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """Everybody, but context=edit needs edit_terms, and a post's terms are for those who may read the post."""
    if request.get("context") == "edit" and not access.may(request.actor, "edit_terms", taxonomy.name):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to edit terms of this taxonomy.", signed_in=request.signed_in
        )
    if request.get("post") not in (None, "", "0", 0):
        found = _post(request)
        if found is None:
            return RestError("rest_post_invalid_id", "There is no item with that ID.", 400)
        if found.type not in taxonomy.types or not post_access.may_read(request.actor, found):
            return forbidden(
                "rest_forbidden_context",
                "You are not allowed to see the terms of this item.",
                signed_in=request.signed_in,
            )
    return None


def _post(request: Request) -> Post | None:
    """Return the post whose terms are asked for; one that the outer answer shows is there already."""
    given = request["post"]
    number = 0 if isinstance(given, dict | list) else types.to_int(given)
    kept: dict[int, Post] = request.attributes.setdefault("shared", {}).setdefault("posts", {})
    if number not in kept:
        kept.update({post.pk: post for post in (queries.load_posts([number]) if 0 < number < 2**63 else ())})
    return kept.get(number)


def find_term(taxonomy: Taxonomy, request: Request) -> Term:
    """Return the term that the path names. Raises RestError 404."""
    number = int(request["id"] or 0)
    kept: dict[int, Term | None] = request.attributes.setdefault("terms", {})
    if number not in kept:
        kept[number] = (
            Term.objects.prefetch_related("meta_rows").filter(pk=number, taxonomy=taxonomy.name).first()
            if number < 2**63
            else None
        )
    term = kept[number]
    if term is None:
        raise RestError("rest_term_invalid", "There is no term with that ID.", 404)
    return term


def may_get(taxonomy: Taxonomy, request: Request) -> RestError | None:
    """Everybody; context=edit needs edit_term."""
    term = find_term(taxonomy, request)
    if request.get("context") == "edit" and not access.may_edit(request.actor, term):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to edit this term.", signed_in=request.signed_in
        )
    return None


def get_one(taxonomy: Taxonomy, request: Request) -> Response:
    """Answer GET of one term with its document."""
    data, links = term_document(taxonomy, find_term(taxonomy, request), request)
    return Response(data, links=links)


def get_list(taxonomy: Taxonomy, request: Request) -> Response:
    """Return one page of the taxonomy."""
    query = build_query(taxonomy, request)
    terms, total = request.attributes.get("found") or listing.find_terms(query)
    rows.attach_parents(terms)
    items = [] if request.method == "HEAD" else [with_links(*term_document(taxonomy, term, request)) for term in terms]
    # A negative one counts for the links, not for the rows (WordPress 7.1 behaviour).
    offset = int(request["offset"]) if query.offset and request["offset"] else query.offset
    return paged_response(request, items, total, taxonomy.rest_path, offset=offset)


def build_query(taxonomy: Taxonomy, request: Request) -> listing.TermQuery:
    """Return the list's arguments as a query."""
    per_page, page = int(request["per_page"] or 10), int(request["page"] or 1)
    known = collection_params(taxonomy)
    return listing.TermQuery(
        taxonomy.name,
        search=str(request["search"] or ""),
        include=_numbers(request["include"]),
        exclude=_numbers(request["exclude"]),
        slugs=[sanitize_title(slug) for slug in request["slug"] or ()],
        post=int(request["post"]) if request["post"] else None,
        hide_empty=bool(request["hide_empty"]),
        parent=int(request["parent"]) if "parent" in known and request["parent"] is not None else None,
        orderby=str(request["orderby"] or "name"),
        order=str(request["order"] or "asc"),
        limit=per_page,
        offset=abs(int(request["offset"])) if "offset" in known and request["offset"] else (page - 1) * per_page,
    )


def _numbers(value: Any) -> list[int]:
    """Return the terms of `include` or `exclude`. A single 0 names none (WordPress 7.1 behaviour)."""
    found: list[int] = types.unsigned(value or [])
    return [] if found == [0] else found


def term_document(
    taxonomy: Taxonomy, term: Term, request: Request
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return the term's document without links, and its links."""
    wanted = wanted_fields(request)
    makers: dict[str, Any] = {
        "id": lambda: term.id,
        "count": lambda: term.count,
        "description": lambda: term.description,
        "link": lambda: term_link(term),
        "name": lambda: term.name,
        "slug": lambda: term.slug,
        "taxonomy": lambda: term.taxonomy,
        "parent": lambda: term.parent_id,
        "meta": lambda: describe.read_meta("term", taxonomy.name, term.meta_rows.all()),
    }
    schema = term_schema(taxonomy)
    data = {
        name: make() for name, make in makers.items() if name in schema["properties"] and is_field_named(name, wanted)
    }
    data.update(plugin_fields.values(taxonomy.name, term, wanted))
    data = filter_by_context(data, schema, str(request.get("context") or "view"))
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return data, _links(taxonomy, term, request) if shown else {}


def allowed_methods(request: Request, term: Term) -> list[str]:
    """Return what the actor may do at the term's own address."""
    allow = ["GET"]
    if access.may_edit(request.actor, term):
        allow += ["POST", "PUT", "PATCH"]
    if access.may_delete(request.actor, term):
        allow.append("DELETE")
    return allow


def _links(taxonomy: Taxonomy, term: Term, request: Request) -> dict[str, list[dict[str, Any]]]:
    own = site.rest_url(f"{taxonomy.rest_path}/{term.id}")
    allow = allowed_methods(request, term)
    links: dict[str, list[dict[str, Any]]] = {
        "self": [{"href": own, "targetHints": {"allow": allow}}],
        "collection": [{"href": site.rest_url(taxonomy.rest_path)}],
        "about": [{"href": site.rest_url(f"/wp/v2/taxonomies/{taxonomy.name}")}],
    }
    if rows.parent_of(term) is not None:
        links["up"] = [{"embeddable": True, "href": site.rest_url(f"{taxonomy.rest_path}/{term.parent_id}")}]
    posts = [
        {"href": site.rest_url(kind.rest_path, f"{taxonomy.rest_base}={term.id}")}
        for kind in map(post_types.known, taxonomy.types)
        if kind.show_in_rest
    ]
    if posts:
        links["wp:post_type"] = posts
    return links
