"""Slugs of items: as the file has them, unless a story that was here before has that address; made of the title where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.content.posts.addresses.unique_slug import unique_slug
from wirepress.content.posts.models import Post
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.transfer.wxr.write.state import WxrImport

_WITHOUT: Final = frozenset(("draft", "pending", "auto-draft"))  # these have no address before they are published


def settle_slugs(rows: Sequence[dict[str, Any]], task: WxrImport) -> None:
    """Give the rows of one batch their slugs. Those that an earlier import gave stay."""
    taken = _slugs_of_others([row["slug"] for row in rows if row["slug"]], task)
    nameless = [row for row in rows if not row["slug"] and row["status"] not in _WITHOUT and row["type"] != "revision"]
    known = _known_slugs(nameless, task)
    for row in nameless:
        slug = known.get(row["id"], "")
        row["slug"] = slug or _free_slug(sanitize_title(row["title"]) or str(row["id"]), row, task)
    for row in rows:
        if row["slug"] in taken and row["status"] not in _WITHOUT:
            row["slug"] = unique_slug(row["slug"], row["id"], row["status"], row["type"], row["parent_id"])


def _slugs_of_others(slugs: Sequence[str], task: WxrImport) -> frozenset[str]:
    """Return which slugs belong to posts that are not the files'."""
    if task.was_empty:
        return frozenset()
    found = Post.objects.filter(slug__in=slugs).exclude(type="revision").values_list("id", "slug")
    return frozenset(slug for number, slug in found if number not in task.own)


def _known_slugs(rows: Sequence[Mapping[str, Any]], task: WxrImport) -> dict[int, str]:
    here = [row["id"] for row in rows if row["id"] in task.survey.plan.present]
    return dict(Post.objects.filter(id__in=here).exclude(slug="").values_list("id", "slug")) if here else {}


def _free_slug(base: str, row: Mapping[str, Any], task: WxrImport) -> str:
    """Return a slug that neither the database has nor this import gave to another nameless item."""
    slug = unique_slug(base, row["id"], row["status"], row["type"], row["parent_id"])
    number = 2
    while (row["type"], slug) in task.given_slugs:
        slug = unique_slug(f"{base}-{number}", row["id"], row["status"], row["type"], row["parent_id"])
        number += 1
    task.given_slugs.add((row["type"], slug))
    return slug
