"""Find site notes, with all that a list shows of them, in a fixed number of queries."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.features.analytics.sitenotes.categories import Category, colours_of
from wirepress.features.analytics.sitenotes.note_types import CATEGORY, CATEGORY_NAME, IMPORTANT, NOTE

ORDERS: Final = {"id": "id", "date": "date", "title": "title_key", "category": "category_word"}
STATUSES: Final = ("publish", "trash")
_YES: Final = ("1", 1, True)


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Which notes are asked for; what is not given does not matter. Days are whole ones of the site's zone, both included."""

    status: str = "publish"  # "" for all
    search: str = ""
    category: int = 0
    important: bool | None = None
    since: date | None = None
    until: date | None = None
    order: str = "id"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A site note as people read it."""

    id: int
    text: str
    day: date
    status: str
    important: bool
    author: str
    author_id: int
    category: Category | None
    medias: Sequence[int] = field(default_factory=tuple)

    @property
    def colour(self) -> str:
        """The colour of its category."""
        return self.category.colour if self.category else Category(0, "").colour


def query_notes(wanted: NoteFilter) -> QuerySet[Post]:
    """Return the rows of the notes asked for, in their order."""
    rows = Post.objects.filter(type=NOTE)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    else:
        rows = rows.filter(status__in=STATUSES)
    if wanted.search:
        rows = rows.filter(title__icontains=wanted.search)
    if wanted.category:
        marked = TermPost.objects.filter(term_id=wanted.category, term__taxonomy=CATEGORY)
        rows = rows.filter(pk__in=marked.values("post_id"))
    if wanted.important is not None:
        chosen = PostMeta.objects.filter(_has_yes(), post__type=NOTE, key=IMPORTANT).values("post_id")
        rows = rows.filter(pk__in=chosen) if wanted.important else rows.exclude(pk__in=chosen)
    if wanted.since:
        rows = rows.filter(date__gte=datetime.combine(wanted.since, time()))
    if wanted.until:
        rows = rows.filter(date__lt=datetime.combine(wanted.until + timedelta(days=1), time()))
    return _order(rows, wanted)


def _has_yes() -> Q:
    found = Q()
    for value in _YES:
        found |= Q(value=value)
    return found


def _order(rows: QuerySet[Post], wanted: NoteFilter) -> QuerySet[Post]:
    column = ORDERS.get(wanted.order, "id")
    if column == "category_word":
        name = PostMeta.objects.filter(post_id=OuterRef("pk"), key=CATEGORY_NAME).order_by("id")
        rows = rows.annotate(category_word=Subquery(name.values("value")[:1]))
    first = F(column).desc(nulls_last=True) if wanted.descending else F(column).asc(nulls_first=True)
    return rows.order_by(first, "-id" if wanted.descending else "id")


def read_notes(posts: Iterable[Post]) -> list[Note]:
    """Return the notes of these rows, in their order. Four queries, however many they are."""
    rows = list(posts)
    meta: dict[int, dict[str, Any]] = {}
    for row in PostMeta.objects.filter(post_id__in=[post.pk for post in rows], key__in=(IMPORTANT, "medias")):
        meta.setdefault(row.post_id, {}).setdefault(row.key, row.value)
    categories = _categories_of([post.pk for post in rows])
    people = dict(User.objects.filter(pk__in={post.author_id for post in rows}).values_list("pk", "display_name"))
    return [_note(post, meta.get(post.pk, {}), categories.get(post.pk), people) for post in rows]


def _note(post: Post, meta: Mapping[str, Any], category: Category | None, people: Mapping[int, str]) -> Note:
    medias = meta.get("medias")
    author = post.author_id or 0
    numbers = medias.values() if isinstance(medias, dict) else medias if isinstance(medias, list) else ()
    return Note(
        id=post.pk,
        text=plain_text(post.title),
        day=(post.date or datetime(1970, 1, 1)).date(),
        status=post.status,
        important=meta.get(IMPORTANT) in _YES,
        author=people.get(author, ""),
        author_id=author if author in people else 0,
        category=category,
        medias=[int(one) for one in numbers if str(one).isdecimal()],
    )


def plain_text(title: str) -> str:
    """Return a stored title as people read it."""
    return html.unescape(strip_all_tags(title))


def _categories_of(posts: Sequence[int]) -> dict[int, Category]:
    marks = TermPost.objects.filter(post_id__in=posts, term__taxonomy=CATEGORY).select_related("term")
    found: dict[int, Term] = {}
    for mark in marks.order_by("term__name_key", "term_id"):
        found.setdefault(mark.post_id, mark.term)
    colours = colours_of({term.pk for term in found.values()})
    return {post: Category(term.pk, html.unescape(term.name), colours.get(term.pk, "")) for post, term in found.items()}


def notes_between(since: date, until: date) -> list[Note]:
    """Return the published notes of these days, oldest first: what is drawn on a time line."""
    wanted = NoteFilter(since=since, until=until, order="date", descending=False)
    return read_notes(query_notes(wanted)[:500])


def count_by_status() -> dict[str, int]:
    """Return how many notes are published, and how many in the trash."""
    rows = Post.objects.filter(type=NOTE, status__in=STATUSES).values_list("status", flat=True)
    found = list(rows)
    return {status: found.count(status) for status in STATUSES}
