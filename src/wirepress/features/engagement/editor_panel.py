"""Beside a story in the block editor: how long it takes to read, and how readers reacted."""

from __future__ import annotations

from typing import Final

from wirepress.core.hooks import EditorFact, EditorPanel, PostFacts
from wirepress.core.rest.routes import Actor
from wirepress.features.engagement import settings
from wirepress.features.engagement.reactions.kinds import KINDS
from wirepress.features.engagement.reactions.state import state
from wirepress.features.engagement.read_time import readtime


def read_facts(post: PostFacts, actor: Actor) -> list[EditorFact]:
    """Return the read time of the stored text, and the counts of reactions."""
    options = settings.read()
    words = readtime.word_count(post.content)
    shown = readtime.wording(words, options) or f"Less than a {options.minute}"
    facts = [EditorFact("Read time", shown if options.read_time else f"{shown} (not shown: off on this site)")]
    if not options.reactions:
        return [*facts, EditorFact("Reactions", "Off on this site")]
    found = state([post.pk])[post.pk]
    counted = [f"{kind.title} {found.counts[kind.number]}" for kind in KINDS if found.counts[kind.number]]
    return [*facts, EditorFact("Reactions", ", ".join(counted) or "None yet")]


PANEL: Final = EditorPanel("engagement", "Readers", facts=read_facts, types=("post",))
