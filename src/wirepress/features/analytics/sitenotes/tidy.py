"""A published story that makes no note forgets the note's text, category and number (MonsterInsights' behaviour)."""

from __future__ import annotations

from typing import Final

from wirepress.content.posts.models import PostMeta
from wirepress.features.analytics.sitenotes.note_types import NOTE_ID, STORY_CATEGORY, TEXT

FORGOTTEN: Final = (TEXT, STORY_CATEGORY, NOTE_ID)


def forget_note(story: int) -> int:
    """Remove what is left of a story's note, not the note itself. Return how many values went."""
    return PostMeta.objects.filter(post_id=story, key__in=FORGOTTEN).delete()[0]
