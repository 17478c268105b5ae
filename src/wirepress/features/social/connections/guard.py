"""Answers that no network was expected to give: a fault of reading them is no fault of the whole program."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from wirepress.features.social.networks.errors import OutcomeUnknown

log = structlog.get_logger(__name__)
_MISREAD = (LookupError, TypeError, ValueError, AttributeError, AssertionError, ArithmeticError)


@contextmanager
def expect_any_answer(title: str) -> Iterator[None]:
    """Turn what goes wrong while an answer is read into OutcomeUnknown: nobody knows what the network has done."""
    try:
        yield
    except _MISREAD as error:
        trace = "".join(traceback.format_exception(error))  # as text: no values of variables stand in the log
        log.error("social.misread", network=title, error=type(error).__name__, exception=trace)
        raise OutcomeUnknown(f"{title} gave an answer that is not understood. The log has the details.") from None
