"""/wp/v2/search: posts, terms and post formats by words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.terms import listing, taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.core.markup.context import RenderContext
from wirepress.core.php.arrays import compact
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.core.rest.schema import validate
from wirepress.web.rest.response.paging import NUMBERS, paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_named, is_field_wanted, wanted_fields
from wirepress.web.rest.v2.posts.links import allowed_methods as post_methods
from wirepress.web.rest.v2.posts.params import SEARCH, read_names
from wirepress.web.rest.v2.properties import context_arg, id_list, item_schema, prop
from wirepress.web.rest.v2.terms.read import allowed_methods as term_methods

PATH = "/wp/v2/search"
_SHOWN = ["view", "embed"]


def post_subtypes() -> list[str]:
    """Post types that readers may search."""
    return [kind.name for kind in post_types.rest_types() if kind.public and kind.name != "attachment"]


def term_subtypes() -> list[str]:
    """Taxonomies that readers may search."""
    return [taxonomy.name for taxonomy in taxonomies.table().values() if taxonomy.public and taxonomy.show_in_rest]


def schema() -> Schema:
    """Return the schema of a search result."""
    return item_schema(
        "search-result",
        {
            "id": prop(["integer", "string"], "Number or name of what was found.", _SHOWN, readonly=True),
            "title": prop("string", "Its title.", _SHOWN, readonly=True),
            "url": prop("string", "Its address.", _SHOWN, format="uri", readonly=True),
            "type": prop(
                "string", "What kind of thing it is.", _SHOWN, enum=["post", "term", "post-format"], readonly=True
            ),
            "subtype": prop(
                "string", "Its post type or taxonomy.", _SHOWN, enum=[*post_subtypes(), *term_subtypes()], readonly=True
            ),
        },
    )


def _subtypes(value: Any, request: Request, name: str) -> Any:
    """Return the subtypes that there are of the type that is searched; `any` means all of them. Raises RestError for an unknown name.

    Where none is left, posts are searched, and terms of every taxonomy (WordPress 7.1 behaviour).
    """
    names = read_names(value)
    if isinstance(value, dict) and not types.is_array(value):
        validate(value, {"type": "array"}, name)
    known = {"post": post_subtypes(), "term": term_subtypes()}
    words = [*known["post"], *known["term"], "any"]
    validate(names, {"type": "array", "items": {"type": "string", "enum": words}}, name)
    if "any" in names:
        return ["any"]
    if request["type"] not in (*known, "post-format"):
        raise RestError("rest_search_invalid_type", "There is nothing of that type to search.", 400)
    # They keep their places, which the links to other pages show.
    return compact({place: item for place, item in enumerate(names) if item in known.get(str(request["type"]), ())})


def search_args() -> dict[str, Schema]:
    """Return the arguments that a search takes."""
    return {
        "context": context_arg("view", list(_SHOWN)),
        **NUMBERS,
        "search": SEARCH,
        "type": {
            "default": "post",
            "description": "What is searched.",
            "type": "string",
            "enum": ["post", "term", "post-format"],
        },
        "subtype": {
            "default": "any",
            "description": "Which post types or taxonomies are searched.",
            "type": "array",
            "items": {"enum": [*post_subtypes(), *term_subtypes(), "any"], "type": "string"},
            "sanitize": _subtypes,
        },
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
    }


def get_list(request: Request) -> Response:
    """Return one page of what was found."""
    handler = {"term": _terms, "post-format": _formats}.get(str(request["type"]), _posts)
    items, total = handler(request)
    page, per_page = _page(request)
    if total and page > -(-total // per_page):
        raise RestError("rest_search_invalid_page_number", "The list has fewer pages than that.", 400)
    return paged_response(request, [] if request.method == "HEAD" else items, total, PATH, clamp=False)


def _page(request: Request) -> tuple[int, int]:
    return int(request["page"] or 1), int(request["per_page"] or 10)


def _wanted_subtypes(request: Request, all_subtypes: list[str]) -> list[str]:
    names = types.to_array(request["subtype"])
    return all_subtypes if "any" in names else names


def _posts(request: Request) -> tuple[list[Any], int]:
    page, per_page = _page(request)
    words = str(request["search"] or "")
    query = PostQuery(
        types=tuple(_wanted_subtypes(request, post_subtypes())) or ("post",),
        statuses=("publish",),
        search=words,
        page=page,
        per_page=per_page,
        include=types.unsigned(request["include"]) or None,
        exclude=() if request["include"] else types.unsigned(request["exclude"] or ()),
        orderby="relevance" if words else "date",
        ignore_sticky=True,
        actor=request.actor,
    )
    ids, total = queries.find_post_ids(query)
    if not ids and page > 1:
        total = 0  # WordPress counts nothing on a page behind the last one
    context = render.new_context(request)
    found = []
    for post in queries.load_posts(ids):
        kind = post_types.known(post.type)
        data = _post_facts(post, context)
        own = f"{kind.rest_path}/{post.id}"
        found.append(_item(request, data, own, f"/wp/v2/types/{post.type}", post_methods(request, post)))
    return found, total


def _terms(request: Request) -> tuple[list[Any], int]:
    page, per_page = _page(request)
    query = listing.TermQuery(
        _wanted_subtypes(request, term_subtypes()) or list(taxonomies.table()),
        search=str(request["search"] or ""),
        include=types.unsigned(request["include"] or ()),
        exclude=() if request["include"] else types.unsigned(request["exclude"] or ()),
        offset=(page - 1) * per_page,
        limit=per_page,
    )
    found, total = listing.find_terms(query)
    items = []
    for term in found:
        taxonomy = taxonomies.get(term.taxonomy)
        base = taxonomy.rest_path if taxonomy else ""
        data = {
            "id": lambda term=term: term.id,
            "title": lambda term=term: term.name,
            "url": lambda term=term: permalinks.term_link(term),
            "type": lambda term=term: term.taxonomy,
        }
        about = f"/wp/v2/taxonomies/{term.taxonomy}"
        items.append(_item(request, data, f"{base}/{term.id}", about, term_methods(request, term)))
    return items, total


def _formats(request: Request) -> tuple[list[Any], int]:
    page, per_page = _page(request)
    words = str(request["search"] or "").lower()
    terms, _ = listing.find_terms(listing.TermQuery("post_format", limit=0))
    there = {term.slug.removeprefix("post-format-"): term for term in terms}
    names = [
        name for name in POST_FORMATS if name in there and words in name and name not in (request["exclude"] or ())
    ]
    items = []
    for name in names[(page - 1) * per_page : page * per_page]:
        data = _format_facts(name, there[name])
        items.append(_item(request, data, "", "", []))
    return items, len(names)


def _item(request: Request, makers: dict[str, Any], own: str, about: str, allow: list[str]) -> Any:
    wanted = wanted_fields(request)
    data = {name: make() for name, make in makers.items() if is_field_named(name, wanted)}
    if not (is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)):
        return data
    links: dict[str, list[dict[str, Any]]] = {}
    if own:
        links["self"] = [
            {"embeddable": True, "href": site.rest_url(own), **({"targetHints": {"allow": allow}} if allow else {})}
        ]
        links["about"] = [{"href": site.rest_url(about)}]
    links["collection"] = [{"href": site.rest_url(PATH)}]
    return with_links(data, links)


def routes() -> list[Route]:
    """Return the route of the search."""
    return [Route("wp/v2", PATH, (Endpoint(READ, get_list, search_args),), schema)]


def _post_facts(post: Post, context: RenderContext) -> dict[str, Callable[[], Any]]:
    return {
        "id": lambda: post.id,
        "title": lambda: render.render_title(post, context),
        "url": lambda: permalinks.post_link(post),
        "type": lambda: "post",
        "subtype": lambda: post.type,
    }


def _format_facts(name: str, term: Term) -> dict[str, Callable[[], Any]]:
    return {
        "id": lambda: name,
        "title": lambda: name.capitalize(),
        "url": lambda: permalinks.term_link(term),
        "type": lambda: "post-format",
    }
