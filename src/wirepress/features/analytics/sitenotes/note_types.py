"""What a site note is among WordPress's posts: a type of its own that only the newsroom and XML-RPC see, in coloured categories."""

from __future__ import annotations

from typing import Final

from wirepress.core.hooks import PostType, Taxonomy

NOTE: Final = "monsterinsights_note"
CATEGORY: Final = "monsterinsights_note_category"
CAPABILITY: Final = "edit_others_posts"  # whoever answers for the whole paper sees its numbers and what explains them

# Of a story that makes a note.
ACTIVE: Final = "_monsterinsights_sitenote_active"
TEXT: Final = "_monsterinsights_sitenote_note"
STORY_CATEGORY: Final = "_monsterinsights_sitenote_category"
NOTE_ID: Final = "_monsterinsights_sitenote_id"

# Of a note, and of a category.
IMPORTANT: Final = "important"
CATEGORY_NAME: Final = "_category"
COLOUR: Final = "background_color"
DEFAULT_COLOUR: Final = "#E9AF00"

NOTE_TYPE: Final = PostType(
    NOTE,
    "Site notes",
    "Site note",
    description="What happened on a day: drawn on the charts.",
    supports=("title", "author", "custom-fields"),
)
CATEGORIES: Final = Taxonomy(CATEGORY, "Note categories", "Note category", types=(NOTE,))
