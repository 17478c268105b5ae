"""Categories of site notes and their colours."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_name
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.features.analytics.sitenotes.note_types import CATEGORY, CATEGORY_NAME, COLOUR, DEFAULT_COLOUR

# name and colour: MonsterInsights' three, told apart on a chart
FIRST: Final = (("Website Updates", "#2D6CDF"), ("Blog Post", DEFAULT_COLOUR), ("Promotion", "#B83280"))
INSTALLED: Final = "monsterinsights_sitenotes_installed"
NAME_MAX: Final = 200
_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Category:
    """A category of notes. `colour`: #RRGGBB."""

    id: int
    name: str
    colour: str = DEFAULT_COLOUR
    count: int = 0

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            object.__setattr__(self, "colour", DEFAULT_COLOUR)


def colours_of(terms: Iterable[int]) -> dict[int, str]:
    """Return term -> colour of those that have one."""
    rows = TermMeta.objects.filter(term_id__in=list(terms), key=COLOUR).order_by("-id")
    return {row.term_id: row.value for row in rows if isinstance(row.value, str) and _COLOUR.fullmatch(row.value)}


def list_categories(*, descending: bool = False) -> list[Category]:
    """Return every category by name."""
    rows = list(Term.objects.filter(taxonomy=CATEGORY).order_by("name_key", "id"))
    if descending:
        rows.reverse()
    colours = colours_of(row.pk for row in rows)
    return [Category(row.pk, html.unescape(row.name), colours.get(row.pk, ""), row.count) for row in rows]


def ensure_first_categories() -> None:
    """Make the first categories where there never were any, as the plugin does when somebody comes to the newsroom."""
    if store.get(INSTALLED, None):
        return
    with transaction.atomic():
        lock_name("first note categories")
        for name, colour in FIRST:
            if not Term.objects.filter(taxonomy=CATEGORY, name=name).exists():
                save_category(name, colour)
        store.put(INSTALLED, int(time.time()))


def save_category(name: str, colour: str = "", *, number: int = 0) -> int:
    """Store a category, or change the one of that number; a colour that is none leaves the one it has. Return its number.

    Raises ActionRefused (empty_term_name, long_name, term_exists, unknown_category).
    """
    if not name.strip():
        raise ActionRefused("empty_term_name", "A category needs a name.", 400)
    if len(name) > NAME_MAX:
        raise ActionRefused("long_name", f"A category's name has at most {NAME_MAX} characters.", 400)
    with transaction.atomic():
        if number:
            term = Term.objects.filter(pk=number, taxonomy=CATEGORY).first()
            if term is None:
                raise ActionRefused("unknown_category", "That category no longer exists.", 404)
            update_term(term, {"name": name})
            _rename_in_notes(term)
        else:
            term = create_term(CATEGORY, name)
        if _COLOUR.fullmatch(colour):
            TermMeta.objects.filter(term=term, key=COLOUR).delete()
            TermMeta.objects.create(term=term, key=COLOUR, value=colour)
    return term.pk


def _rename_in_notes(term: Term) -> None:
    """The plugin keeps the name with each note, to sort by it."""
    marked = TermPost.objects.filter(term=term).values("post_id")
    PostMeta.objects.filter(key=CATEGORY_NAME, post_id__in=marked).update(value=term.name)


def delete_categories(numbers: Iterable[int]) -> int:
    """Delete categories; their notes stay, without one. Return how many went."""
    done = 0
    for term in Term.objects.filter(pk__in=list(numbers)[:1000], taxonomy=CATEGORY).order_by("id"):
        with transaction.atomic():
            notes = Post.objects.filter(pk__in=TermPost.objects.filter(term=term).values("post_id")).values("pk")
            PostMeta.objects.filter(key=CATEGORY_NAME, post_id__in=notes).update(value="")
            delete_term(term)
        done += 1
    return done
