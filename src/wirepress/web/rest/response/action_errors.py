"""Turns refusals of actions into REST answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wirepress.content.errors import ActionRefused
from wirepress.core.rest.errors import RestError


@contextmanager
def refusals_as_rest_errors() -> Iterator[None]:
    """Inside, an ActionRefused becomes a RestError with the same code, status and data."""
    try:
        yield
    except ActionRefused as error:
        data = dict(error.data)
        additional = data.pop("additional_data", None)
        bare = data.pop(
            "bare", False
        )  # WordPress's own functions refuse without a status: REST answers 500, and their data
        if bare:
            refusal = RestError(error.code, error.message, None)
            refusal.data = bare if isinstance(bare, str) else None
            raise refusal from None
        also = [RestError(other.code, other.message, other.status, other.data) for other in error.others]
        raise RestError(error.code, error.message, error.status, data, also=also, additional_data=additional) from None
