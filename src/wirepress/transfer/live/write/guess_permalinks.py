"""Tells from stories how a site makes their addresses: what its API does not say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

SEEN: Final = 30  # stories that are looked at
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_DATED: Final = ("%year%", "%monthnum%", "%day%", "%hour%", "%minute%", "%second%")


def guess_permalinks(documents: Iterable[Any], home: str, authors: Mapping[int, str]) -> str | None:
    """Return the structure (/%year%/%postname%/; "" for ?p=ID) that all of some published stories agree on; None where there is none.

    `home`: the site's address; `authors`: id -> slug.
    """
    guesses: list[set[str]] = []
    for document in documents:
        if len(guesses) == SEEN:
            break
        if isinstance(document, dict) and document.get("type") == "post" and document.get("status") == "publish":
            guesses.append(set(_readings(document, home, authors)))
    common = set.intersection(*guesses) if guesses else set()
    # Where several fit (a slug that is a number), the one with the slug says more.
    return min(common, key=lambda one: ("%postname%" not in one, one)) if common else None


def _readings(document: Mapping[str, Any], home: str, authors: Mapping[int, str]) -> Iterable[str]:
    """Yield every structure that gives the address of a story."""
    link = urlsplit(str(document.get("link") or ""))
    base = urlsplit(home).path.rstrip("/")
    if link.query:
        return [""] if re.fullmatch(rf"p={document.get('id')}", link.query) else []
    path = link.path
    if not path.startswith(f"{base}/"):
        return []
    words = path[len(base) :].strip("/").split("/")
    ways = [""]
    for word in words:
        ways = [f"{way}/{part}" for way in ways for part in _parts(word.lower(), document, authors)][:64]
    end = "/" if path.endswith("/") else ""
    return [f"{way}{end}" for way in ways if "%postname%" in way or "%post_id%" in way]


def _parts(word: str, document: Mapping[str, Any], authors: Mapping[int, str]) -> list[str]:
    """Return what a part of an address may stand for."""
    date = _DATE.match(str(document.get("date") or ""))
    found = []
    if word == str(document.get("slug") or "").lower():
        found.append("%postname%")
    if word == str(document.get("id")):
        found.append("%post_id%")
    if date:
        found += [tag for tag, value in zip(_DATED, date.groups(), strict=True) if value == word]
    classes = document.get("class_list")
    names = classes.values() if isinstance(classes, Mapping) else classes if isinstance(classes, list) else ()
    if f"category-{word}" in names:
        found.append("%category%")
    author = document.get("author")
    if isinstance(author, int) and authors.get(author, "").lower() == word:
        found.append("%author%")
    mixed = re.fullmatch(r"(.+)-(\d+)(\.html?)?", word)
    if mixed and mixed[2] == str(document.get("id")) and mixed[1] == str(document.get("slug") or "").lower():
        found.append(f"%postname%-%post_id%{mixed[3] or ''}")
    ended = re.fullmatch(r"(.+)(\.html?)", word)
    if ended and ended[1] == str(document.get("slug") or "").lower():
        found.append(f"%postname%{ended[2]}")
    return found or [word]
