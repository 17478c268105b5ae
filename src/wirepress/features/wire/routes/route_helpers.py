"""What the wire's routes share: their namespace, who may, pages of a list, refusals in the one error shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from wirepress.content.errors import ActionRefused
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.errors import RestError, forbidden, invalid_params
from wirepress.core.rest.routes import Args, Request, Response, Schema
from wirepress.features.wire.curation.operations import may_curate
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import WrongFields
from wirepress.settings.limits import PER_PAGE_DEFAULT, PER_PAGE_MAX

NAMESPACE: Final = "wirepress/v1"
BASE: Final = f"/{NAMESPACE}/wire"
NUMBER_MAX: Final = 2**63 - 1
ID: Final[Schema] = {"description": "Its number.", "type": "integer"}
PAGE: Final[Args] = {
    "page": {
        "description": "Which page of the list.",
        "type": "integer",
        "default": 1,
        "minimum": 1,
        "maximum": 100_000,
    },
    "per_page": {
        "description": "How many on a page.",
        "type": "integer",
        "default": PER_PAGE_DEFAULT,
        "minimum": 1,
        "maximum": PER_PAGE_MAX,
    },
}


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever does not manage the site."""
    return (
        None
        if request.actor.can("manage_options")
        else _forbid(request, "You are not allowed to manage the wire's sources.")
    )


def may_decide(request: Request) -> RestError | None:
    """Return the error for whoever does not edit others' stories."""
    return (
        None if may_curate(request.actor) else _forbid(request, "You are not allowed to decide about gathered stories.")
    )


def _forbid(request: Request, words: str) -> RestError:
    return forbidden("rest_forbidden", words, signed_in=request.signed_in)


@contextmanager
def refusals_as_errors() -> Iterator[None]:
    """Refused actions become answers; wrong fields are named as parameters."""
    try:
        yield
    except WrongFields as wrong:
        raise invalid_params(
            {name: RestError("rest_invalid_param", words, 400) for name, words in wrong.fields.items()}
        ) from None
    except ActionRefused as refused:
        raise RestError(refused.code, refused.message, refused.status) from None


def path_number(request: Request, name: str = "id") -> int:
    """Return a number of the path; 0, which nothing has, for one that no column holds."""
    return read_digits(str(request.path_params.get(name, request[name]))) or 0


def load_source(request: Request) -> Source:
    """Return the source that the path names. Raises RestError 404."""
    found = Source.objects.filter(pk=path_number(request)).first()
    if found is None:
        raise RestError("rest_wire_no_source", "There is no such source.", 404)
    return found


def paged_response(request: Request, rows: QuerySet[Any], show: Callable[[Any], Any]) -> Response:
    """Return one page of a list, with totals in its headers. Raises RestError 400 for a page behind the last."""
    page, size = int(request["page"]), int(request["per_page"])
    total = rows.count()
    pages = -(-total // size)
    if page > max(pages, 1):
        raise RestError("rest_wire_invalid_page_number", "The page is behind the last one.", 400)
    return Response(
        [show(row) for row in rows[(page - 1) * size : page * size]],
        headers={"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)},
    )


def format_moment(value: datetime | None) -> str | None:
    """Return a moment as REST writes it: GMT, no zone."""
    return value.isoformat(timespec="seconds") if value else None
