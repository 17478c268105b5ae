"""How the versions of a story differ: an item's own, one after the other, and its latest from the story that was filed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.features.wire.curation.queue import ItemDetails
from wirepress.features.wire.models import Item, Version


@dataclass(frozen=True, slots=True)
class Difference:
    """`html`: both texts in one, what went and what came marked."""

    of: str
    to: str
    html: str


def compare_versions(story: ItemDetails) -> list[Difference]:
    """Return the latest first. Versions of the other items are read in one query."""
    from wirepress.core.markup.text.diff import diff_texts

    found = [
        Difference(_name(before), _name(after), diff_texts(_text(before), _text(after)))
        for before, after in zip(story.versions, story.versions[1:], strict=False)
    ][::-1]
    latest = _latest(story.others)
    mine = story.versions[-1] if story.versions else None
    for other in story.others:
        theirs = latest.get(other.pk)
        if mine is not None and theirs is not None:
            found.append(Difference(other.source.name, story.item.source.name, diff_texts(_text(theirs), _text(mine))))
    return found


def _latest(items: Sequence[Item]) -> dict[int, Version]:
    numbers = [item.pk for item in items]
    return (
        {one.item_id: one for one in Version.objects.filter(item_id__in=numbers).order_by("seen", "id")}
        if numbers
        else {}
    )


def _name(version: Version) -> str:
    return f"{version.seen:%Y-%m-%d %H:%M}"


def _text(version: Version) -> str:
    return f"{version.title}\n\n{version.text}"
