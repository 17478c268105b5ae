"""What the forms offer to choose from."""

from __future__ import annotations

from typing import Final

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.web.admin.list_cells import plain

PICTURES: Final = 23
PAGES: Final = 500
DEPTH: Final = 30


def writers() -> list[User]:
    """Everybody who writes; mere readers, who may be many, are not even read."""
    people = User.objects.exclude(roles=["subscriber"], extra_capabilities={}).order_by("name_key", "id")
    return [user for user in people if user.can("edit_posts")]


def authors(current: int) -> list[tuple[int, str]]:
    """Everybody who writes, and whoever is the author now."""
    found = [(user.pk, str(user)) for user in writers()]
    if current not in [number for number, _ in found]:
        user = User.objects.filter(pk=current).first()
        found.insert(0, (current, str(user) if user else f"Nobody (number {current})"))
    return found


def tree(taxonomy: str, without: int = 0) -> list[tuple[int, str]]:
    """Terms by name below their parents; `without` leaves a term and what is below it out."""
    terms = list(Term.objects.filter(taxonomy=taxonomy).order_by("name_key", "id"))
    known = {term.pk for term in terms}
    below: dict[int, list[Term]] = {}
    for term in terms:
        below.setdefault(term.parent_id if term.parent_id in known else 0, []).append(term)
    found: list[tuple[int, str]] = []
    waiting = [(term, 0) for term in reversed(below.get(0, []))]
    while waiting:
        term, depth = waiting.pop()
        if term.pk == without:
            continue
        found.append((term.pk, "\u2003" * min(depth, DEPTH) + plain(term.name)))
        waiting += [(child, depth + 1) for child in reversed(below.pop(term.pk, []))]
    return found


def pages(without: int | None = None) -> list[tuple[int, str]]:
    """Pages to put something below."""
    rows = Post.objects.filter(type="page").exclude(status__in=("trash", "auto-draft")).exclude(pk=without or 0)
    return [
        (0, "None"),
        *(
            (row.pk, plain(row.title) or f"(page {row.pk})")
            for row in rows.only("id", "title").order_by("title_key", "id")[:PAGES]
        ),
    ]


def pictures(current: int = 0) -> list[tuple[int, str, str]]:
    """The newest pictures, the one that is chosen first: id, address of a thumbnail, words."""
    rows = MediaFile.objects.filter(post__type="attachment", post__mime_type__startswith="image/").exclude(
        post__status="trash"
    )
    rows = rows.select_related("post")
    chosen = list(rows.filter(pk=current)) if current else []
    newest = [row for row in rows.order_by("-post__date", "-post_id")[:PICTURES] if row.pk != current]
    return [(row.pk, thumbnail(row), row.alt or plain(row.post.title) or f"File {row.pk}") for row in chosen + newest]


def thumbnail(file: MediaFile) -> str:
    """Address of the smallest rendition of a picture."""
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    sizes = metadata.get("sizes")
    size = (sizes.get("thumbnail") or sizes.get("medium")) if isinstance(sizes, dict) else None
    if isinstance(size, dict) and size.get("file"):
        folder = file.path.rpartition("/")[0]
        return local(site.uploads_url(f"{folder}/{size['file']}" if folder else str(size["file"])))
    return local(site.uploads_url(file.path))
