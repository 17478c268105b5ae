"""Fixed texts in the language of the site: every language has all of them, and nothing else; dates speak it too."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.users.models import User
from wirepress.web.site.present.words import day_text
from wirepress.web.site.texts import translate
from wirepress.web.site.texts.translate import FOLDER, read_language, translate_count

SITE = Path(translate.__file__).parents[1]
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.json"))
# Said by code with names: flags of post formats, orders, kinds of results.
NAMED = {
    "Video",
    "Audio",
    "Pictures",
    "Quote",
    "Link",
    "Best match",
    "Newest first",
    "Oldest first",
    "Stories and pages",
}


def _used() -> set[str]:
    found = set(NAMED) | {"Stories", "Pages"}
    for file in SITE.rglob("*.html"):
        text = file.read_text()
        found |= set(re.findall(r'\{% say "([^"]*)"', text))
        found |= {f"{one}|{many}" for one, many in re.findall(r'\{% count \S+ "([^"]*)" "([^"]*)"', text)}
    for file in SITE.rglob("*.py"):
        text = file.read_text()
        found |= set(re.findall(r'translate\(\s*"([^"]*)"', text))
        found |= {f"{one}|{many}" for one, many in re.findall(r'translate_count\(\s*"([^"]*)",\s*"([^"]*)"', text)}
    return found


@pytest.mark.pure
@pytest.mark.parametrize("name", LANGUAGES)
def test_a_language_has_every_text(name: str) -> None:
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert set(data["texts"]) == _used() - {""} and len(data["months"]) == 12 and len(data["days"]) == 7
    language = read_language(name)
    for key, said in data["texts"].items():
        names = set(re.findall(r"%\((\w+)\)s", key))
        forms = said if isinstance(said, list) else [said]
        for form in forms:
            assert form and set(re.findall(r"%\((\w+)\)s", form)) <= names, key
            assert form % dict.fromkeys(names, "x")
        if isinstance(said, list):
            assert {language.plural(number) for number in range(200)} <= set(range(len(said))), key


@pytest.mark.pure
def test_there_are_six_beside_english() -> None:
    assert len(LANGUAGES) >= 6
    assert read_language("xx") is translate.ENGLISH and read_language("../de") is translate.ENGLISH


def test_numbers_take_their_form(editor: User) -> None:
    one, many = "%(count)s comment", "%(count)s comments"
    assert [translate_count(one, many, number) for number in (1, 2)] == ["1 comment", "2 comments"]
    store.put("WPLANG", "ru_RU")
    said = [translate_count(one, many, number).split()[1] for number in (1, 3, 5, 11, 21)]
    assert said == ["комментарий", "комментария", "комментариев", "комментариев", "комментарий"]


@pytest.mark.parametrize(
    ("language", "template", "said"),
    [
        ("de_DE", "j. F Y", "9. März 2026"),
        ("ru_RU", "j F Y", "9 марта 2026"),
        ("ru_RU", "F Y", "март 2026"),
        ("fr_FR", "l j F", "lundi 9 mars"),
        ("", "F jS, Y", "March 9th, 2026"),
        ("es_ES", r"j \d\e F", "9 de marzo"),
    ],
)
def test_dates_speak_the_language(editor: User, language: str, template: str, said: str) -> None:
    store.put_many({"WPLANG": language, "date_format": template})
    assert day_text(datetime(2026, 3, 9)) == said


def test_pages_speak_the_language(write: Write, reader: Client) -> None:
    for number in range(4):
        write(f"Niedrigwasser {number}")
    store.put("WPLANG", "de_DE")
    html = reader.get("/").content.decode()
    assert 'lang="de-DE"' in html and ">Neueste<" in html and "Latest" not in html
    found = reader.get("/?s=<b>x", follow=True).content.decode()
    assert "Für „&lt;b&gt;x“ wurde nichts gefunden" in found
    store.put("WPLANG", "ar")
    assert 'dir="rtl"' in reader.get("/").content.decode()
