"""Writes a batch of items: posts and their files, terms, meta and comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.transfer.clean_values import clean_number
from wirepress.transfer.report import Tally
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wxr.identity import plain_guid
from wirepress.transfer.wxr.term_names import item_terms
from wirepress.transfer.wxr.write.comments import write_comments
from wirepress.transfer.wxr.write.meta import write_meta
from wirepress.transfer.wxr.write.post_row import UnusableItem, file_row, item_type, post_row
from wirepress.transfer.wxr.write.slugs import settle_slugs
from wirepress.transfer.wxr.write.state import PlacedItem, WxrImport


def write_items(batch: Sequence[PlacedItem], task: WxrImport) -> None:
    """Write items, inside the caller's transaction."""
    _note_foreign(batch, task)
    rows: dict[str, list[dict[str, Any]]] = {}
    good: list[PlacedItem] = []
    for placed in batch:
        try:
            row = post_row(placed, task)
        except UnusableItem as error:
            kind = item_type(placed.item.fields)[:20]
            task.tally(kind).read += 1
            task.report.add_refusal(kind, placed.file, placed.place.index, str(placed.place), str(error))
            continue
        rows.setdefault(row["type"], []).append(row)
        good.append(placed)
    settle_slugs([row for some in rows.values() for row in some], task)
    for kind, some in rows.items():
        task.tally(kind).add(upsert_rows(Post, some))
    files = [file_row(placed, task) for placed in good if item_type(placed.item.fields) == "attachment"]
    upsert_rows(MediaFile, files, key=("post_id",))
    _write_relations(good, task)
    write_meta(good, task)
    write_comments(good, task)


def _note_foreign(batch: Sequence[PlacedItem], task: WxrImport) -> None:
    """Learn which posts that the items name, and the files do not hold, are something else here: their numbers are not taken over."""
    plan = task.survey.plan
    named: set[int] = set()
    for placed in batch:
        texts = [placed.item.fields.get("wp:post_parent", "")]
        texts += [value for key, value in placed.item.meta if key in ("_thumbnail_id", "_menu_item_object_id")]
        named.update(clean_number(text) for text in texts)
    unknown = [one for one in named if one > 0 and one not in plan.known and one not in task.earlier]
    if not unknown:
        return
    for number, guid in Post.objects.filter(id__in=unknown).values_list("id", "guid"):
        if not plain_guid(guid).startswith(f"//{task.survey.base}"):
            task.foreign.add(number)


def _write_relations(batch: Sequence[PlacedItem], task: WxrImport) -> None:
    pairs = []
    default = task.default_category
    for placed in batch:
        found = item_terms(placed.item.categories)
        for taxonomy, slug, _ in found:
            term = task.terms.get((taxonomy, slug))
            if term:
                pairs.append({"post_id": placed.id, "term_id": term, "position": 0})
        if default and item_type(placed.item.fields) == "post" and not any(one[0] == "category" for one in found):
            pairs.append({"post_id": placed.id, "term_id": default, "position": 0})
    task.touched_terms.update(pair["term_id"] for pair in pairs)
    task.tally("terms of stories").add(upsert_rows(TermPost, pairs, key=("post_id", "term_id")) if pairs else Tally())
