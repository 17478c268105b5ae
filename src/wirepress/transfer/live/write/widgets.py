"""Widgets and their places, as a site's API tells them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.options.widgets import PLACE, find_instance, save_instance, split_name, widget_names
from wirepress.transfer.live.read_lists import Reading
from wirepress.transfer.wordpress_db.decode_php import UndecodableValue, decode_value
from wirepress.transfer.wxr.addresses import AddressRewriter

KIND: Final = "widgets"


def write_widgets(reading: Reading, rewriter: AddressRewriter) -> None:
    """Take over widgets and which place holds which, on a site that has none of its own; later what has changed of them."""
    rows = [
        row for row in reading.state.documents("widgets") if isinstance(row, dict) and isinstance(row.get("id"), str)
    ]
    places = _places(reading)
    brought = reading.state.settings.setdefault("widgets", [])
    if not rows or (widget_names() and not set(widget_names()) <= set(brought)):
        if rows:
            reading.report.tally(KIND).read += len(rows)
            reading.report.tally(KIND).unchanged += len(rows)
            reading.report.add_note("Widgets of the old site were left: this site has some of its own.")
        return
    for row in rows:
        _write_widget(row, reading, rewriter)
    order = ("array_version",) if not places else ()
    wanted: Any = {
        PLACE: [],
        **{name: [one for one in names if find_instance(one) is not None] for name, names in places.items()},
    }
    if not order and store.get("sidebars_widgets", None) != {**wanted, "array_version": 3}:
        store.put("sidebars_widgets", {**wanted, "array_version": 3})
    reading.state.settings["widgets"] = [row["id"] for row in rows]


def _places(reading: Reading) -> dict[str, list[str]]:
    found = {}
    for row in reading.state.documents("sidebars"):
        name, widgets = (row.get("id"), row.get("widgets")) if isinstance(row, dict) else (None, None)
        if isinstance(name, str) and isinstance(widgets, list):
            found[name[:100]] = [one for one in widgets if isinstance(one, str)]
    return found


def _write_widget(row: Mapping[str, Any], reading: Reading, rewriter: AddressRewriter) -> None:
    tally = reading.report.tally(KIND)
    tally.read += 1
    kind, number = split_name(row["id"])
    values = _values(row.get("instance"))
    if values is None or not number:
        reading.report.count_loss(f"{KIND}: the site does not tell what they hold ({kind[:60]})")
        return
    values = _rewrite(values, rewriter)
    before = find_instance(row["id"])
    if before == values:
        tally.unchanged += 1
        return
    save_instance(kind, values, number)
    tally.created, tally.updated = tally.created + (before is None), tally.updated + (before is not None)


def _values(instance: Any) -> dict[str, Any] | None:
    """Return what a widget holds: in clear, or packed as PHP packs it."""
    raw = instance.get("raw") if isinstance(instance, Mapping) else None
    if isinstance(raw, dict):
        return raw
    encoded = instance.get("encoded") if isinstance(instance, Mapping) else None
    if not isinstance(encoded, str):
        return None
    try:
        found = decode_value(base64.b64decode(encoded, validate=True).decode("utf-8", "replace"))
    except (binascii.Error, UndecodableValue):
        return None
    return found if isinstance(found, dict) else None


def _rewrite(value: Any, rewriter: AddressRewriter) -> Any:
    if isinstance(value, str):
        return rewriter.rewrite(value)
    if isinstance(value, Mapping):
        return {str(key): _rewrite(one, rewriter) for key, one in value.items()}
    return [_rewrite(one, rewriter) for one in value] if isinstance(value, list) else value
