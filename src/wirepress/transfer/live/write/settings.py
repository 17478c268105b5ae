"""Settings of a site that is read: title, zone, forms of dates, front page, addresses. They come to a site that held nothing before,
and later only where they have changed there since: what was chosen here stays."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wirepress.content.options import store
from wirepress.content.options.features import OPTION as FEATURES_OFF
from wirepress.content.options.features import switched_off
from wirepress.content.options.registry import CORE, convert_foreign
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.core.extensions import discover
from wirepress.core.hooks import SettingField
from wirepress.settings.settings import get_settings
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.live.find_api import LiveSite
from wirepress.transfer.live.read_lists import Reading
from wirepress.transfer.live.write.guess_permalinks import guess_permalinks
from wirepress.transfer.wordpress_db.finish_import import switch_features

KIND: Final = "settings"
_OURS: Final = ("url", "email")  # where this site is, and who looks after it
_REFERENCES: Final = ("page_on_front", "page_for_posts", "default_category", "site_icon", "site_logo")
_PUBLIC: Final = {"name": "title", "description": "description", "timezone_string": "timezone"}
_OLD, _NEW = "6.8", "7.1"  # the releases whose answers are given: of those before 6.9, and from it on
_NAMESPACE: Final = "wp-abilities/v1"  # of the API from 6.9 on
_CHANGED_IN: Final = (6, 9)


def holds_stories(home: str) -> bool:
    """Return whether this site has stories or pages that did not come from the site at `home`."""
    own = Post.objects.filter(type__in=("post", "page")).exclude(status="auto-draft")
    return own.exclude(guid__contains=urlsplit(home).netloc or home).exists()


def write_settings(reading: Reading, *, references: bool) -> None:
    """Take over the settings of the site; `references`: those that name a page, a category or a file, once these are here, else the others."""
    wanted = _references(reading) if references else _plain(reading)
    tally, brought = reading.report.tally(KIND), reading.state.settings
    for name, value in wanted.items():
        tally.read += 1
        mine = store.get(name)
        theirs_changed = name in brought and brought[name] != value
        if mine == value or not (theirs_changed or (reading.state.empty and name not in brought)):
            tally.unchanged += 1
            if mine != value and name not in brought:
                reading.report.add_note(
                    "Settings of the old site were left: this site had stories before, and keeps its own."
                )
        else:
            store.put(name, value)
            tally.updated += 1
        if reading.state.empty or name in brought:
            brought[name] = value


def switch_features_like(reading: Reading) -> None:
    """Switch features on and off as the plugins are that they stand for, on a site that held nothing before."""
    rows = [row for row in reading.state.documents("plugins") if isinstance(row, dict)]
    if reading.state.file("plugins").is_file() and reading.state.empty and not reading.state.runs:
        states = {str(row.get("plugin") or "").partition("/")[0]: str(row.get("status")) for row in rows}
        ours = states.keys() & discover(tuple(get_settings().plugins)).keys()
        if ours:  # another Wirepress: its features are these
            store.put(
                FEATURES_OFF, sorted(switched_off() - ours | {name for name in ours if states[name] == "inactive"})
            )
        else:
            active = [name for name, state in states.items() if state in ("active", "network-active")]
            switch_features(active, reading.report)


def _told(reading: Reading) -> Mapping[str, Any]:
    """Return the settings by their names in REST: what the person may read, or what the index tells everybody."""
    for row in reading.state.documents("settings"):
        if isinstance(row, dict):
            return row
    index = reading.found.index
    found = {rest: html.unescape(index[name]) for name, rest in _PUBLIC.items() if isinstance(index.get(name), str)}
    found |= {name: index[name] for name in ("site_icon", "site_logo") if isinstance(index.get(name), int)}
    return {name: value for name, value in found.items() if value}


def _plain(reading: Reading) -> dict[str, Any]:
    told = _told(reading)
    found = {
        field.option: value for field in _fields() if (value := _clean(told.get(field.rest_name), field)) is not None
    }
    if "timezone_string" in found and not _is_zone(found["timezone_string"]):
        del found["timezone_string"]
    offset = reading.found.index.get("gmt_offset")
    if not told.get("timezone") and isinstance(offset, int | float | str):
        found |= {"timezone_string": "", "gmt_offset": _offset(offset)}
    authors = {
        row["id"]: str(row.get("slug") or "")
        for row in reading.state.documents("users")
        if isinstance(row, dict) and isinstance(row.get("id"), int)
    }
    structure = guess_permalinks(reading.state.documents("type-post"), reading.found.home, authors)
    if structure is not None:
        found["permalink_structure"] = structure
    found["wirepress_compat"] = _answers_of(reading.found)
    return found


def _answers_of(found: LiveSite) -> str:
    """Return the release whose answers the site is to give: by the generator that its pages name, or by what came with 6.9."""
    release = found.release.split(".")
    if len(release) == 2:
        return _OLD if (int(release[0]), int(release[1])) < _CHANGED_IN else _NEW
    return _NEW if _NAMESPACE in (found.index.get("namespaces") or ()) else _OLD


def _fields() -> list[SettingField]:
    return [one for one in CORE if one.rest_name and one.rest_name not in (*_OURS, *_REFERENCES)]


def _clean(value: Any, field: SettingField) -> Any:
    """Return a value as the option stores it; None for one that cannot be."""
    if value is None or isinstance(value, dict | list):
        return None
    if field.rest_name == "language" and value == "en_US":
        value = ""  # what WordPress shows where none was chosen
    clean = convert_foreign(field, clean_text(value, 2000) if isinstance(value, str) else value)
    if field.choices and clean not in [choice for choice, _ in field.choices]:
        return None
    if field.rest_name == "posts_per_page" and not (clean == -1 or 1 <= clean <= 1000):
        return None
    return clean


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _offset(value: float | str) -> float:
    try:
        number = float(value)
    except ValueError:
        return 0
    return number if -12 <= number <= 14 else 0


def _references(reading: Reading) -> dict[str, Any]:
    told = _told(reading)
    found = {name: clean_number(told[name]) for name in _REFERENCES if told.get(name) is not None}
    return {name: number for name, number in found.items() if not number or _is_here(name, number)}


def _is_here(name: str, number: int) -> bool:
    if name == "default_category":
        return Term.objects.filter(pk=number, taxonomy="category").exists()
    kind = "page" if name.startswith("page_") else "attachment"
    return Post.objects.filter(pk=number, type=kind).exists()
