"""What the social routes share: their namespace, who may, pages of a list, refusals in the one error shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.core.rest import paging
from wirepress.core.rest.errors import RestError, forbidden, invalid_params
from wirepress.core.rest.paging import path_number
from wirepress.core.rest.routes import Request, Schema
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue.manage import WrongValues, may_decide

NAMESPACE: Final = "wirepress/v1"
BASE: Final = f"/{NAMESPACE}/social"
NUMBER_MAX: Final = 2**63 - 1
ID: Final[Schema] = {"description": "Its number.", "type": "integer"}
NUMBER: Final[Schema] = {"type": "integer", "default": 0, "minimum": 0, "maximum": NUMBER_MAX}
STORY: Final[Schema] = {
    "description": "The story.",
    "type": "integer",
    "required": True,
    "minimum": 1,
    "maximum": NUMBER_MAX,
}
paged_response = partial(paging.paged_response, code="rest_social_invalid_page_number")


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever does not manage the site."""
    if request.actor.can("manage_options"):
        return None
    return refuse(request, "You are not allowed to manage social accounts.")


def may_see_queue(request: Request) -> RestError | None:
    """Return the error for whoever does not edit others' stories."""
    return None if may_decide(request.actor) else refuse(request, "You are not allowed to see what is shared.")


def refuse(request: Request, words: str) -> RestError:
    """Return the refusal: 401 for a stranger, else 403."""
    return forbidden("rest_forbidden", words, signed_in=request.signed_in)


@contextmanager
def refusals_as_errors() -> Iterator[None]:
    """Refused actions become answers; wrong values are named as parameters."""
    try:
        yield
    except WrongValues as wrong:
        faults: Mapping[str, str] = wrong.faults
        raise invalid_params(
            {name: RestError("rest_invalid_param", words, 400) for name, words in faults.items()}
        ) from None
    except ActionRefused as refused:
        raise RestError(refused.code, refused.message, refused.status) from None


def load_account(request: Request) -> SocialAccount:
    """Return the account that the path names. Raises RestError 404."""
    found = SocialAccount.objects.filter(pk=path_number(request)).first()
    if found is None:
        raise RestError("rest_social_no_account", "There is no such account.", 404)
    return found


def make_schema(title: str, kinds: Mapping[str, Any]) -> Schema:
    """Return a JSON schema of a document whose parts have these types."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": {name: {"type": kind, "readonly": True} for name, kind in kinds.items()},
    }
