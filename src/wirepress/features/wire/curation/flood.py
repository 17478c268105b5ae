"""File or drop everything that is held because it came in a flood."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.jobs.enqueue import enqueue
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.reject import reject_locked
from wirepress.features.wire.models import Item, Source


def release_flood(source: Source, *, actor: Actor) -> str:
    """Let everything in that a source's flood holds: it is filed at the next look, in its order, as the policy says. Return what happened, in
    words. Raises ActionRefused."""
    operations.check_permission(actor)
    with transaction.atomic():
        now = site.now_gmt()
        numbers = _held(source)
        for number in numbers:
            item = Item.objects.select_for_update().get(pk=number)
            operations.add_reason(item, actor, "let it in with the others of the flood")
            item.hold, item.seen = "limit", now  # it has its turn from now on
            item.save(update_fields=["hold", "seen", "verdict"])
        Source.objects.filter(pk=source.pk).update(flooded=None)
        if numbers and source.kind != "push":
            Source.objects.filter(pk=source.pk, enabled=True).update(due=now)
        if numbers:
            enqueue("wire.look", source_id=source.pk)
    return (
        f"{_count(len(numbers))} let in: filed at the next look, within a minute."
        if numbers
        else "Nothing is held any more."
    )


def drop_flood(source: Source, *, actor: Actor) -> str:
    """Reject everything that a source's flood holds; each can be taken back. Return what happened, in words. Raises ActionRefused."""
    operations.check_permission(actor)
    with transaction.atomic():
        numbers = _held(source)
        for number in numbers:
            reject_locked(Item.objects.select_for_update().get(pk=number), actor, "the flood was dropped")
        Source.objects.filter(pk=source.pk).update(flooded=None)
    return f"{_count(len(numbers))} rejected; each can be taken back." if numbers else "Nothing is held any more."


def find_flooded_source(number: int) -> Source:
    """Return the source of that number. Raises ActionRefused where there is none."""
    source = Source.objects.filter(pk=number).first()
    if source is None:
        raise ActionRefused("wire_no_source", "The source is gone.", 404)
    return source


def _held(source: Source) -> list[int]:
    rows = Item.objects.filter(source=source, state="held", hold="flood").order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _count(number: int) -> str:
    return "One story was" if number == 1 else f"{number} stories were"
