"""The first database import into a site that is not empty: existing content is moved or replaced, since the old site's ids stay.

Stories known from REST documents become the old site's own; meta of anything else keeps its values under new ids.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import models
from django.db.models import F, Max

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.content.users.models import User, UserMeta
from wirepress.transfer.wordpress_db.import_state import ImportState

DONE: Final = "wirepress_imported_database"  # option: a WordPress database was imported before
OWN: Final = "_wirepress_"  # meta keys of this product's own stay

_META: Final[tuple[tuple[str, type[models.Model], type[models.Model], str], ...]] = (
    ("posts", Post, PostMeta, "post_id"),
    ("users", User, UserMeta, "user_id"),
    ("terms", Term, TermMeta, "term_id"),
    ("comments", Comment, CommentMeta, "comment_id"),
)


def note_existing_ids(job: ImportState) -> None:
    """Remember the highest ids of what is here, if no database was imported before: only those can be in the way."""
    if store.get(DONE, None) is None:
        highest = {table: model._default_manager.aggregate(h=Max("pk"))["h"] or 0 for table, model, _, _ in _META}
        job.kept["before"] = highest


def forget_meta(table: str, ids: Collection[int], job: ImportState) -> None:
    """Drop the meta of things that the database knows better. Posts lose their terms too."""
    known: dict[str, int] = job.kept.get("before", {})
    here = [number for number in ids if number <= known.get(table, 0)]
    if not here:
        return
    for name, _, meta, owner in _META:
        if name == table:
            rows = meta._default_manager.filter(**{f"{owner}__in": here})
            (rows if table == "terms" else rows.exclude(key__startswith=OWN)).delete()
    if table == "posts":
        TermPost.objects.filter(post_id__in=here).delete()


def move_meta(job: ImportState) -> None:
    """Give the remaining meta ids beyond those that the old site used."""
    if "before" not in job.kept:
        return
    for table, _, meta, _ in _META:
        highest = meta._default_manager.aggregate(h=Max("pk"))["h"]
        if highest:
            name = {"posts": "postmeta", "users": "usermeta", "terms": "termmeta", "comments": "commentmeta"}[table]
            meta._default_manager.update(id=F("id") + max(highest, job.next_id(name)))
