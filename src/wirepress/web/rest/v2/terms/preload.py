"""Terms that many embedded documents show, read at once."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.terms import listing, rows
from wirepress.content.terms.models import Term
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.routes import Request

_PLAIN = {"post", "context", "per_page"}


def preload_terms(taxonomy: Taxonomy, requests: Sequence[Request]) -> None:
    """Terms by the number in the path."""
    numbers = {int(request.path_params["id"][:18]) for request in requests}
    found = Term.objects.prefetch_related("meta_rows").filter(taxonomy=taxonomy.name).in_bulk(numbers)
    rows.attach_parents(found.values())
    kept = {number: found.get(number) for number in numbers}
    for request in requests:
        request.attributes["terms"] = kept


def preload_post_terms(taxonomy: Taxonomy, requests: Sequence[Request]) -> None:
    """The terms of an item each, as its links name them."""
    plain = [request for request in requests if set(request.query) == _PLAIN and _number(request)]
    found = listing.find_terms_of_posts(taxonomy.name, {_number(request) for request in plain})
    for request in plain:
        own = found[_number(request)]
        if own and len(own) <= int(request.query["per_page"]):
            request.attributes["found"] = own, len(own)
        elif not own:
            request.attributes["found"] = [], 0


def _number(request: Request) -> int:
    text = str(request.query.get("post"))
    return read_digits(text) or 0
