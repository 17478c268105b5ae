"""/wirepress/v1/seo/redirects and /wirepress/v1/seo/missing: rules and addresses not found, for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.paging import format_moment, paged_response, path_number
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.seo.redirects import listing
from wirepress.features.seo.redirects.addresses import SOURCE_MAX, split
from wirepress.features.seo.redirects.exchange import csv_file
from wirepress.features.seo.redirects.exchange.read_file import UnknownKind, import_text
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.rules import CODES, MATCHES, QUERY_MODES
from wirepress.features.seo.redirects.save import delete_rules, save_rule
from wirepress.settings.limits import PER_PAGE_DEFAULT, PER_PAGE_MAX

NAMESPACE: Final = "wirepress/v1"
BASE: Final = f"/{NAMESPACE}/seo"
_EXPORT_MAX: Final = 1_000_000
_ID: Final[Schema] = {"description": "Its number.", "type": "integer"}
_FIELDS: Final[Args] = {
    "source": {"description": "The path, with its query, or the pattern.", "type": "string", "maxLength": SOURCE_MAX},
    "target": {"description": "Where it leads.", "type": "string", "maxLength": SOURCE_MAX},
    "code": {"description": "The HTTP status.", "type": "integer", "enum": list(CODES)},
    "match": {"description": "How the source is compared.", "type": "string", "enum": list(MATCHES)},
    "query": {"description": "What becomes of the query.", "type": "string", "enum": list(QUERY_MODES)},
    "ignore_case": {"description": "Capitals do not count.", "type": "boolean"},
    "ignore_slash": {"description": "A slash at the end does not count.", "type": "boolean"},
    "enabled": {"description": "Whether it is on.", "type": "boolean"},
    "group": {"description": "The group's name.", "type": "string", "maxLength": 60},
    "position": {
        "description": "Place among the patterns.",
        "type": "integer",
        "minimum": -1000000,
        "maximum": 1000000,
    },
    "note": {"description": "For whoever looks later.", "type": "string", "maxLength": 300},
}
_LIST: Final[Args] = {
    "page": {"description": "Page of the list.", "type": "integer", "default": 1, "minimum": 1, "maximum": 100_000},
    "per_page": {
        "description": "How many on a page.",
        "type": "integer",
        "default": PER_PAGE_DEFAULT,
        "minimum": 1,
        "maximum": PER_PAGE_MAX,
    },
    "search": {"description": "An address, or a part of one.", "type": "string", "maxLength": 500},
}
_RULES: Final[Args] = {
    **_LIST,
    "match": {"type": "string", "enum": list(MATCHES)},
    "group": {"type": "string"},
    "orderby": {"type": "string", "enum": list(listing.ORDERS), "default": "newest"},
}
_MISSING: Final[Args] = {
    **_LIST,
    "orderby": {"type": "string", "enum": list(listing.MISSING_ORDERS), "default": "readers"},
    "bots": {"description": "Also what only programs asked for.", "type": "boolean", "default": False},
}


def routes() -> list[Route]:
    """Return the routes of rules and of addresses not found."""
    new: Args = {**_FIELDS, "source": {**_FIELDS["source"], "required": True}}
    one = rf"{BASE}/redirects/(?P<id>[\d]+)"
    text: Args = {"text": {"description": "The file; it may also be the request's body.", "type": "string"}}

    def route(pattern: str, *endpoints: Endpoint, schema: Callable[[], Schema] = rule_schema) -> Route:
        return Route(NAMESPACE, pattern, endpoints, schema)

    return [
        route(
            f"{BASE}/redirects",
            Endpoint(READ, list_rules, _RULES, may_manage, hidden=True),
            Endpoint(CREATE, create_rule, new, may_manage, hidden=True),
        ),
        route(
            one,
            Endpoint(READ, show_rule, {"id": _ID}, may_manage, hidden=True),
            Endpoint(EDIT, change_rule, {"id": _ID, **_FIELDS}, may_manage, hidden=True),
            Endpoint(DELETE, delete_rule, {"id": _ID}, may_manage, hidden=True),
        ),
        route(
            f"{BASE}/redirects/test",
            Endpoint(
                READ,
                try_address,
                {"url": {"type": "string", "required": True, "maxLength": SOURCE_MAX}},
                may_manage,
                hidden=True,
            ),
            schema=answer_schema,
        ),
        route(
            f"{BASE}/redirects/file",
            Endpoint(READ, export_rules, {}, may_exchange, hidden=True),
            Endpoint(CREATE, import_rules, text, may_exchange, hidden=True),
            schema=result_schema,
        ),
        route(
            f"{BASE}/missing", Endpoint(READ, list_missing, _MISSING, may_manage, hidden=True), schema=missing_schema
        ),
        route(
            rf"{BASE}/missing/(?P<id>[\d]+)",
            Endpoint(DELETE, delete_missing, {"id": _ID}, may_manage, hidden=True),
            schema=missing_schema,
        ),
    ]


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever does not look after everybody's stories."""
    if request.actor.can(listing.CAPABILITY):
        return None
    return forbidden("rest_forbidden", "You are not allowed to manage redirects.", signed_in=request.signed_in)


def may_exchange(request: Request) -> RestError | None:
    """Return the error for whoever does not manage the site: a file changes thousands of addresses at once."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to exchange redirects.", signed_in=request.signed_in)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ActionRefused as refused:
        raise RestError(refused.code, refused.message, refused.status) from None


def list_rules(request: Request) -> Response:
    """Return rules, the newest first."""
    rows = listing.find_rules(
        search=request["search"] or "",
        match=request["match"] or "",
        group=request["group"] or "",
        order=request["orderby"],
    )
    return paged_response(request, rows, document)


def create_rule(request: Request) -> Response:
    """Store a rule; one for the same source is changed. Raises RestError 400."""
    with _refusals():
        row = save_rule(listing.from_fields({name: request[name] for name in _FIELDS}))
    return Response(document(row), 201)


def show_rule(request: Request) -> Response:
    """Return one rule. Raises RestError 404."""
    return Response(document(_load(request)))


def change_rule(request: Request) -> Response:
    """Change the fields given. Raises RestError 400, 404, 409."""
    row = _load(request)
    with _refusals():
        return Response(
            document(save_rule(listing.from_fields({name: request[name] for name in _FIELDS}, row), row=row))
        )


def delete_rule(request: Request) -> Response:
    """Delete a rule. Raises RestError 404."""
    row = _load(request)
    before = document(row)
    delete_rules([row.pk])
    return Response({"deleted": True, "previous": before})


def try_address(request: Request) -> Response:
    """Return what readers of an address get."""
    from wirepress.content.options import site
    from wirepress.features.seo.redirects.addresses import local_address

    local = local_address(request["url"], site.home())
    found = find(*split(local)) if local is not None else None
    if found is None:
        return Response({"rule": None, "code": None, "target": None})
    return Response({"rule": found.rule.number, "code": found.code, "target": found.target or None})


def export_rules(request: Request) -> Response:
    """Return every rule as CSV."""
    rows = RedirectRule.objects.order_by("id")[:_EXPORT_MAX].iterator(chunk_size=2000)
    return Response(None, raw="".join(csv_file.write(rows)).encode(), content_type="text/csv; charset=UTF-8")


def import_rules(request: Request) -> Response:
    """Store the rules of a file. Raises RestError 400 for one that is none."""
    text = request["text"] or request.raw_body.decode("utf-8", "replace")
    try:
        done = import_text(text)
    except UnknownKind as unknown:
        raise RestError("seo_redirect_file", str(unknown), 400) from None
    return Response(
        {
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "refused": done.refused_count,
            "reasons": done.refused,
        }
    )


def list_missing(request: Request) -> Response:
    """Return addresses not found, those that most readers asked for first."""
    rows = listing.find_missing(search=request["search"] or "", order=request["orderby"], bots=bool(request["bots"]))
    return paged_response(request, rows, missing_document)


def delete_missing(request: Request) -> Response:
    """Forget an address. Raises RestError 404."""
    number = path_number(request)
    gone, _ = MissingAddress.objects.filter(pk=number).delete()
    if not gone:
        raise RestError("seo_no_address", "There is no such address in the list.", 404)
    return Response({"deleted": True})


def _load(request: Request) -> RedirectRule:
    number = path_number(request)
    row = RedirectRule.objects.filter(pk=min(number, 2**63 - 1)).first()
    if row is None:
        raise RestError("seo_no_redirect", "There is no such redirect.", 404)
    return row


def document(row: RedirectRule) -> dict[str, Any]:
    """Return a rule as REST shows it."""
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in _FIELDS},
        "post": row.post_id,
        "hits": row.hits,
        "last_hit": format_moment(row.last_hit),
        "created": format_moment(row.created),
        "changed": format_moment(row.changed),
    }


def missing_document(row: MissingAddress) -> dict[str, Any]:
    """Return an address not found as REST shows it."""
    return {
        "id": row.pk,
        "path": row.path,
        "readers": row.readers,
        "bots": row.bots,
        "referrers": row.referrers,
        "first": format_moment(row.first),
        "last": format_moment(row.last),
    }


def rule_schema() -> Schema:
    """Return the JSON schema of a rule."""
    known = {name: dict(one) for name, one in _FIELDS.items()}
    made = {
        "id": "integer",
        "post": "integer",
        "hits": "integer",
        "last_hit": "string",
        "created": "string",
        "changed": "string",
    }
    return _schema("seo-redirect", {**known, **{name: {"type": kind, "readonly": True} for name, kind in made.items()}})


def missing_schema() -> Schema:
    """Return the JSON schema of an address not found."""
    names = {
        "id": "integer",
        "path": "string",
        "readers": "integer",
        "bots": "integer",
        "referrers": "object",
        "first": "string",
        "last": "string",
    }
    return _schema("seo-missing", {name: {"type": kind, "readonly": True} for name, kind in names.items()})


def answer_schema() -> Schema:
    """Return the JSON schema of what an address is answered."""
    names = {"rule": "integer", "code": "integer", "target": "string"}
    return _schema(
        "seo-redirect-answer", {name: {"type": [kind, "null"], "readonly": True} for name, kind in names.items()}
    )


def result_schema() -> Schema:
    """Return the JSON schema of an import's result."""
    names = ("created", "updated", "unchanged", "refused")
    numbers: dict[str, Schema] = {name: {"type": "integer", "readonly": True} for name in names}
    return _schema("seo-redirect-import", {**numbers, "reasons": {"type": "array", "items": {"type": "string"}}})


def _schema(title: str, properties: dict[str, Schema]) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": properties,
    }
