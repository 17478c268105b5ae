"""Calls what a plugin handed over, so that one plugin's fault costs its own part of a page and nothing else."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import structlog
from django.db import DatabaseError, InterfaceError

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")


def call_plugin(what: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Return what the function returns; None when it raised, which is logged with its traceback. `what` names the hook. Errors of the
    database are raised: the page would be wrong for everybody, and the server knows what to do then."""
    try:
        return function(*args, **kwargs)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        named = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"
        trace = "".join(traceback.format_exception(error))  # as text: no values of variables stand in the log
        log.error("plugin.failed", hook=what, function=named, error=repr(error), exception=trace)
        return None
