"""Tells the features what happened, after the transaction that did it has committed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wirepress.content.options.features import extensions
from wirepress.core.contract.events import Event, EventName, EventValue
from wirepress.core.contract.reader_actions import ReaderAction
from wirepress.core.rest.routes import Actor


def emit(name: EventName, object_id: int, actor: Actor | None = None, **data: EventValue) -> None:
    """Queue an event until commit. A feature that fails is logged; the others still hear.

    `data`: what `EVENT_DATA` lists for the event.
    """
    event = Event(name, object_id, data, actor)
    transaction.on_commit(lambda: extensions().collect("on_event", event=event))


def announce_reader_actions(actions: Sequence[ReaderAction]) -> None:
    """Tell the features what readers did, many at once, after commit. Costs nothing where no feature asks."""
    if actions and extensions().implements("on_reader_actions"):
        transaction.on_commit(lambda: extensions().collect("on_reader_actions", actions=actions))
