"""Put another version of a story in the place of the one that stands."""

from __future__ import annotations

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import check_rights
from wirepress.features.wire.dedupe import find_lead
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.models import Item
from wirepress.features.wire.sources.manage import policy_of


def promote_item(number: int, *, actor: Actor) -> CurationResult:
    """Make an attached item's version the one that stands: the post keeps its number, address and categories, and what stood there is in its
    revisions; that version is attached from now on, so promoting it takes this back. Raises ActionRefused."""
    from wirepress.features.wire.corrections.take_place import put_in_front
    from wirepress.features.wire.ingest.prepare import prepare_story

    operations.check_permission(actor)
    item = Item.objects.select_related("source", "cluster").filter(pk=number).first()
    if item is None:
        raise ActionRefused("wire_no_item", "There is no such item; it may have been removed with its source.", 404)
    lead = find_lead(item) if item.state == "attached" else None
    if lead is None or lead.pk == item.pk:
        raise ActionRefused("wire_not_attached", "It is no version of another source's story here.", 409)
    check_rights(item)
    story = prepare_story(
        Entry.from_json(item.entry), item.source, policy_of(item.source)
    )  # before the transaction: it may ask servers
    if not story.facts.words:
        raise ActionRefused("wire_wordless", "It has no text that could stand in the other's place.", 409)
    with operations.locked_item(number) as held:
        operations.check_permission(actor, operations.post_of(lead))
        if held.state != "attached":
            raise ActionRefused("wire_moved", "Somebody else has just decided about it. Look at it again.", 409)
        operations.add_reason(held, actor, f"put it in the place of the version by {lead.source.name}")
        words = f"The version by {held.source.name} stands now in the place of that by {lead.source.name}."
        if not put_in_front(held, lead, story.texts, actor=actor, now=site.now_gmt(), words=words):
            raise ActionRefused("wire_no_post", "The story's post is gone; there is no place to put it in.", 409)
        held.save(update_fields=["verdict"])
        return CurationResult(held, f"{words} What stood there is in the post's revisions.")
