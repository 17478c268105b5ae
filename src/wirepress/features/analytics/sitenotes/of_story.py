"""The note that a published story makes (MonsterInsights' behaviour): made when the story is saved, changed with it, never taken back."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_name
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users.models import User
from wirepress.core.database.rows import find_rows, placeholders
from wirepress.core.hooks import Event
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.routes import Actor
from wirepress.features.analytics.sitenotes.note_types import ACTIVE, NOTE, NOTE_ID, STORY_CATEGORY, TEXT
from wirepress.features.analytics.sitenotes.save import NewNote, save_note
from wirepress.features.analytics.sitenotes.tidy import FORGOTTEN, forget_note

_EVENTS: Final = ("post.published", "post.updated", "post.created")
_OFF: Final = (None, False, "", 0, "0")


def hear(event: Event) -> None:
    """Make, change or forget the note of an item of any type that is published. Drafts, private ones and notes make none."""
    if event.name not in _EVENTS or event.data.get("type") == NOTE or event.data.get("status", "publish") != "publish":
        return
    keys = (ACTIVE, *FORGOTTEN)
    found = find_rows(PostMeta, f"post_id = %s AND key IN ({placeholders(keys)})", (event.object_id, *keys))
    meta = {row.key: row.value for row in found}
    if not meta:
        return
    if meta.get(ACTIVE) in _OFF:
        forget_note(event.object_id)
    else:
        _write(event.object_id, event.actor)


def _write(story: int, actor: Actor | None) -> None:
    """Store the note. One without words, or whose note was deleted for good, is left."""
    with transaction.atomic():
        lock_name(f"site note of {story}")  # two saves at once make one note
        meta = dict(PostMeta.objects.filter(post_id=story, key__in=(ACTIVE, *FORGOTTEN)).values_list("key", "value"))
        number = read_digits(str(meta.get(NOTE_ID) or "")) or 0
        category = read_digits(str(meta.get(STORY_CATEGORY) or "")) or 0
        text = meta.get(TEXT)
        try:
            new = NewNote(text if isinstance(text, str) else "", category=category)
            note = save_note(new, actor=actor or _author_of(story), number=number)
        except ActionRefused:
            return
        if note.pk != number:
            set_meta(Post(pk=story), NOTE_ID, str(note.pk))


def _author_of(story: int) -> Actor:
    """Return who a story that came out by itself is by."""
    number = Post.objects.filter(pk=story).values_list("author_id", flat=True).first()
    return User.objects.filter(pk=number or 0).first() or User(pk=0)


def story_of(notes: list[int]) -> dict[int, int]:
    """Return note -> story that made it, of those that still know each other."""
    rows = PostMeta.objects.filter(key=NOTE_ID, value__in=[*map(str, notes), *notes]).order_by("id")
    stories = {int(row.value): row.post_id for row in rows if read_digits(str(row.value))}
    there = set(Post.objects.filter(pk__in=stories.values()).values_list("pk", flat=True))
    return {note: story for note, story in stories.items() if story in there}
