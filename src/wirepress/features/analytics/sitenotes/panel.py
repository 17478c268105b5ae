"""The part of a story's form about readers: how many there were, whether they are counted, and a note on the charts."""

from __future__ import annotations

from typing import Any, Final, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.hooks import StoryPanel
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.dashboard.cards import story_numbers
from wirepress.features.analytics.sitenotes.categories import list_categories
from wirepress.features.analytics.sitenotes.note_types import ACTIVE, STORY_CATEGORY, TEXT
from wirepress.features.analytics.sitenotes.tidy import forget_note

NAME: Final = "sitenote"
SKIP: Final = "_monsterinsights_skip_tracking"
_OFF: Final = (None, False, "", 0, "0")


def render(request: HttpRequest, post: Any) -> str:
    """Return the fields of a story."""
    number = getattr(post, "pk", None)
    keys = (ACTIVE, TEXT, STORY_CATEGORY, SKIP)
    rows = PostMeta.objects.filter(post_id=number, key__in=keys).order_by("-id") if number else ()
    meta = {row.key: row.value for row in rows}
    context = {
        "active": meta.get(ACTIVE) not in _OFF,
        "text": meta.get(TEXT) or "",
        "category": read_digits(str(meta.get(STORY_CATEGORY) or "")) or 0,
        "categories": list_categories(),
        "skip": meta.get(SKIP) not in _OFF,
        "numbers": story_numbers(number) if number else None,
    }
    return render_to_string("analytics/sitenotes/panel.html", context, request)


def save(request: HttpRequest, post: Any) -> None:
    """Store what the form says; the note itself is made when the story is public."""
    form, row = request.POST, cast(Post, post)
    if f"{NAME}_text" not in form:  # a form without this part
        return
    active = f"{NAME}_active" in form
    _put(row, SKIP, f"{NAME}_skip" in form)
    _put(row, ACTIVE, active)
    if not active and row.status == "publish":
        forget_note(row.pk)
        return
    text = form.get(f"{NAME}_text", "").strip()[:1000]
    set_meta(row, TEXT, text or None)
    set_meta(row, STORY_CATEGORY, read_digits(form.get(f"{NAME}_category", "")) or None)


def _put(post: Post, key: str, on: bool) -> None:
    """Store a switch; one that was never on is left out."""
    if on or PostMeta.objects.filter(post=post, key=key).exists():
        set_meta(post, key, "1" if on else "")


PANEL: Final = StoryPanel(NAME, "Readers and charts", render, save)
