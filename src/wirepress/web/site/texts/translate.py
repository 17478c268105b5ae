"""Looks up a fixed text in the language of the site. What a language does not have stands in English."""

from __future__ import annotations

import functools
import gettext
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wirepress.content.options import store

FOLDER: Final = Path(__file__).parent / "data"
MANY: Final = "|"  # between the two English forms of a text with a number


@dataclass(frozen=True, slots=True)
class Language:
    """A language's texts. `plural`: which form a number takes (a gettext rule); months and days of the week begin as Python's."""

    texts: Mapping[str, str | list[str]]
    plural: Callable[[int], int]
    months: tuple[str, ...] = ()
    month_genitives: tuple[str, ...] = ()  # as they stand behind a day, where that is another form
    days: tuple[str, ...] = ()


ENGLISH: Final = Language({}, gettext.c2py("n != 1"))  # type: ignore[attr-defined]  # gettext's own reader of plural rules


@functools.cache
def read_language(name: str) -> Language:
    """Return a language by its two letters; English for one that is not there."""
    file = FOLDER / f"{name}.json"
    if not name.isalpha() or not file.is_file():
        return ENGLISH
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    months = tuple(data["months"])
    return Language(
        data["texts"],
        gettext.c2py(data["plural"]),  # type: ignore[attr-defined]
        months,
        tuple(data.get("month_genitives", months)),
        tuple(data["days"]),
    )


def site_language() -> Language:
    """Return the language of the site."""
    return read_language(str(store.get("WPLANG") or "en").replace("-", "_").split("_")[0].lower())


def translate(text: str, **values: object) -> str:
    """Return a fixed text in the site's language, with values in the places that it names as `%(name)s`."""
    found = site_language().texts.get(text, text)
    return (found if isinstance(found, str) else text) % values if values else str(found)


def translate_count(one: str, many: str, count: int, **values: object) -> str:
    """Return a fixed text with a number, in the form that the number takes."""
    language = site_language()
    forms = language.texts.get(f"{one}{MANY}{many}")
    if isinstance(forms, list) and forms:
        text = forms[min(language.plural(count), len(forms) - 1)]
    else:
        text = many if ENGLISH.plural(count) else one
    return text % {"count": count, **values}
