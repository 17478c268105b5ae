"""Errors of the surroundings: nothing is said of a source or an entry by them."""

from __future__ import annotations

from typing import Final

from django.db import InterfaceError, OperationalError

from wirepress.features.wire.ingest.runs.lease import LeaseLost

ENVIRONMENT_ERRORS: Final = (
    LeaseLost,
    OperationalError,
    InterfaceError,
)  # the database is away or busy, another worker has taken over
