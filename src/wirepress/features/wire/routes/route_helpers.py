"""What the wire's routes share: their namespace, who may, pages of a list, refusals in the one error shape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from wirepress.content.errors import ActionRefused
from wirepress.core.rest import paging
from wirepress.core.rest.errors import RestError, forbidden, invalid_params
from wirepress.core.rest.paging import path_number
from wirepress.core.rest.routes import Request, Schema
from wirepress.features.wire.curation.operations import may_curate
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import WrongFields

NAMESPACE: Final = "wirepress/v1"
BASE: Final = f"/{NAMESPACE}/wire"
NUMBER_MAX: Final = 2**63 - 1
ID: Final[Schema] = {"description": "Its number.", "type": "integer"}
paged_response = partial(paging.paged_response, code="rest_wire_invalid_page_number")


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


def load_source(request: Request) -> Source:
    """Return the source that the path names. Raises RestError 404."""
    found = Source.objects.filter(pk=path_number(request)).first()
    if found is None:
        raise RestError("rest_wire_no_source", "There is no such source.", 404)
    return found
