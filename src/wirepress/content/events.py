"""Tells the features what happened, after the transaction that did it has committed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wirepress.content.options.features import extensions
from wirepress.core.hooks import Event


def emit(name: str, object_id: int, **data: Any) -> None:
    """Queue an event until commit. A feature that fails is logged; the others still hear."""
    event = Event(name, object_id, data)
    transaction.on_commit(lambda: extensions().collect("on_event", event=event))
