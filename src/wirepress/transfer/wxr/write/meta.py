"""Meta of items: values decoded, ids and addresses in them as they are here; rows that are here already are compared, not doubled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wirepress.content.posts.models import PostMeta
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.report import Tally
from wirepress.transfer.sequences import reserve_ids
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wxr.decode_meta import decode_meta
from wirepress.transfer.wxr.map_ids import map_numbers
from wirepress.transfer.wxr.write.post_row import item_type
from wirepress.transfer.wxr.write.state import PlacedItem, WxrImport

_COLUMNS: Final = frozenset(("_thumbnail_id", "_wp_page_template"))
_FILE: Final = frozenset(("_wp_attached_file", "_wp_attachment_metadata", "_wp_attachment_image_alt"))
_DROPPED: Final = frozenset(("_edit_lock", "_wirepress_save"))  # who had it open, and in which window it was saved
OWN: Final = "_wirepress_"


def write_meta(batch: Sequence[PlacedItem], task: WxrImport) -> None:
    """Write the meta of a batch, and the marks of items that need one."""
    wanted = {placed.id: _values(placed, task) for placed in batch}
    stored = _stored(wanted, task)
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    tally, adopted_tally = task.tally("meta"), Tally()
    for post_id, values in wanted.items():
        seen: dict[str, int] = {}
        for key, value in values:
            place = seen.get(key, 0)
            seen[key] = place + 1
            present = stored.get((post_id, key), ())
            adopted = key in task.job.adopted  # what becomes of these the feature counts
            (adopted_tally if adopted else tally).read += 1
            if place < len(present):
                number, old = present[place]
                if old == value and type(old) is type(value):
                    tally.unchanged += not adopted
                    continue
                changed.append({"id": number, "post_id": post_id, "key": key, "value": value})
                tally.updated += not adopted
                continue
            fresh.append({"post_id": post_id, "key": key, "value": value})
            tally.created += not adopted
    if adopted_tally.read:
        task.tally("meta for features").add(adopted_tally)
    for row, number in zip(fresh, reserve_ids(PostMeta, len(fresh)), strict=True):
        row["id"] = number
    upsert_rows(PostMeta, fresh)
    upsert_rows(PostMeta, changed)


def _stored(wanted: dict[int, Any], task: WxrImport) -> dict[tuple[int, str], list[tuple[int, Any]]]:
    """Return the meta rows of posts that were here before: (post, key) -> (id, value) in order."""
    found: dict[tuple[int, str], list[tuple[int, Any]]] = {}
    here = [number for number in wanted if number in task.survey.plan.present]
    if here:
        rows = PostMeta.objects.filter(post_id__in=here).order_by("id").values_list("id", "post_id", "key", "value")
        for number, post_id, key, value in rows:
            found.setdefault((post_id, key), []).append((number, value))
    return found


def _values(placed: PlacedItem, task: WxrImport) -> list[tuple[str, Any]]:
    kind = item_type(placed.item.fields)
    told = dict(placed.item.meta) if kind == "nav_menu_item" else {}
    entry = told.get("_menu_item_type", "").strip()
    taxonomy = told.get("_menu_item_object", "").strip() if entry == "taxonomy" else ""
    left_out = _COLUMNS | _FILE | _DROPPED if kind == "attachment" else _COLUMNS | _DROPPED
    found = [
        (clean_text(key, 255), _value(key, text, entry, taxonomy, task))
        for key, text in placed.item.meta
        if key not in left_out and not key.startswith(OWN)
    ]
    mark = task.survey.plan.marks.get(placed.number)
    if mark:
        old = clean_number(placed.item.fields.get("wp:post_id"))
        found.append((mark, f"{task.survey.base}#{old or ''}"))
    return found


def _value(key: str, text: str, entry: str, taxonomy: str, task: WxrImport) -> Any:
    if key in ("enclosure", "_menu_item_url"):
        return task.addresses.rewrite(clean_text(text))
    if key == "_edit_last":
        return str(task.user_ids.get(clean_number(text), clean_number(text)))
    if task.moves:
        if key == "_menu_item_menu_item_parent" or (key == "_menu_item_object_id" and entry in ("post_type", "")):
            return map_numbers(clean_text(text), lambda old: task.map_post(old) if old else 0)
        if key == "_menu_item_object_id" and entry == "taxonomy":
            return map_numbers(clean_text(text), lambda old: task.map_term(old, taxonomy))
        if key == "_product_image_gallery":
            return map_numbers(clean_text(text), lambda old: task.map_post(old) or old)
    return decode_meta(text, key, task.job)
