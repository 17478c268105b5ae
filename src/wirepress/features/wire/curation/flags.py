"""A flag says that a source withdrew or changed a story, or that its rights ended; a person has seen it."""

from __future__ import annotations

from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult


def clear_flag(number: int, *, actor: Actor) -> CurationResult:
    """Take the flag away; nothing else changes. Raises ActionRefused."""
    with operations.locked_item(number) as item:
        operations.check_permission(actor, operations.post_of(item))
        if not item.flag:
            return CurationResult(item, "It has no flag.", False)
        operations.add_reason(item, actor, f"cleared the flag “{item.flag}”")
        item.flag, item.flag_words = "", ""
        item.save(update_fields=["flag", "flag_words", "verdict"])
        return CurationResult(item, "The flag is cleared.")
