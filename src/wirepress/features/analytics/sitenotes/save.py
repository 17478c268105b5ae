"""Write site notes: make, change, trash, bring back, delete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.trash import delete_post, restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta, set_terms
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.rest.routes import Actor
from wirepress.features.analytics.sitenotes.note_types import CATEGORY, CATEGORY_NAME, IMPORTANT, NOTE

EMPTY: Final = "A site note needs some words."
MISSING: Final = "That site note no longer exists."


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as it is to be stored. `day` None: today. `category` 0: none; one that does not exist leaves the note's as it is."""

    text: str
    day: date | None = None
    category: int = 0
    important: bool | None = None  # None: as it is
    medias: tuple[int, ...] = ()  # attachments, kept for the plugin


def today() -> date:
    """Return the day it is in the site's zone."""
    return site.to_local(site.now_gmt()).date()


def save_note(new: NewNote, *, actor: Actor, number: int = 0) -> Post:
    """Store a note, or change the one of that number: it is published, of its day's midnight, and by whoever saved it last.

    Raises ActionRefused (empty_note, unknown_note).
    """
    if new.text in ("", "0"):
        raise ActionRefused("empty_note", EMPTY, 400)
    fields: dict[str, Any] = {
        "title": sanitize_text_field(new.text),
        "status": "publish",
        "date": datetime.combine(new.day or today(), time()),
        "slug": "",
        "author": actor.id,
    }
    with transaction.atomic():
        note = _change(number, fields, actor) if number else _create(fields, actor)
        _write_category(note, new.category)
        if new.medias:
            set_meta(note, "medias", list(new.medias))
        if new.important is not None or not number:
            set_meta(note, IMPORTANT, "1" if new.important else "")
    return note


def _create(fields: dict[str, Any], actor: Actor) -> Post:
    note = create_post({**fields, "comment_status": "closed", "ping_status": "closed"}, actor=actor, post_type=NOTE)
    note.guid = site.home(f"/?{NOTE}={note.slug}")[:255]
    Post.objects.filter(pk=note.pk).update(guid=note.guid)
    return note


def _change(number: int, fields: dict[str, Any], actor: Actor) -> Post:
    return update_post(find_note(number), fields, actor=actor)


def find_note(number: int) -> Post:
    """Return the note of that number. Raises ActionRefused (unknown_note)."""
    note = Post.objects.filter(pk=number, type=NOTE).first()
    if note is None:
        raise ActionRefused("unknown_note", MISSING, 404)
    return note


def _write_category(note: Post, number: int) -> None:
    term = Term.objects.filter(pk=number, taxonomy=CATEGORY).first() if number else None
    if term is None and number:
        return
    touched = set_terms(note, CATEGORY, [term.pk] if term else [])
    totals.count_terms(touched)
    set_meta(note, CATEGORY_NAME, term.name if term else "")


def trash_notes(numbers: Iterable[int], *, actor: Actor) -> int:
    """Put notes into the trash. Return how many went; those that are there or gone are passed over."""
    return _each(numbers, lambda note: trash_post(note, actor=actor))


def restore_notes(numbers: Iterable[int], *, actor: Actor) -> int:
    """Take notes out of the trash, published as they were. Return how many came back."""

    def restore(note: Post) -> None:
        update_post(restore_post(note, actor=actor), {"status": "publish"}, actor=actor)

    return _each(numbers, restore)


def delete_notes(numbers: Iterable[int], *, actor: Actor) -> int:
    """Delete notes for good. Return how many went."""
    return _each(numbers, lambda note: delete_post(note, actor=actor))


def _each(numbers: Iterable[int], deed: Callable[[Post], object]) -> int:
    done = 0
    for note in Post.objects.filter(pk__in=list(numbers)[:1000], type=NOTE).order_by("id"):
        try:
            with transaction.atomic():
                deed(note)
        except ActionRefused:
            continue
        done += 1
    return done
