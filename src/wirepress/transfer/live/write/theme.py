"""Menus with their entries and places, templates, parts and styles that a site's API tells to who may change its theme."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wirepress.content.menus import locations
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.live.asking import route_address
from wirepress.transfer.live.read_lists import Reading
from wirepress.transfer.live.write.theme_documents import styles_document, template_document
from wirepress.transfer.rest.import_documents import import_documents

_TEMPLATES: Final = (("templates", "wp_template"), ("template-parts", "wp_template_part"))
_STYLES: Final = "/wp/v2/global-styles/"


def read_styles(reading: Reading) -> None:
    """Read the styles that people have chosen for the theme that the site wears. Raises SiteAway."""
    if not reading.found.may("edit_theme_options"):
        return
    rows, answer = reading.asker.ask_json(route_address(reading.found.root, "/wp/v2/themes", status="active"))
    for row in rows if answer.status == 200 and isinstance(rows, list) else ():
        links = row.get("_links") if isinstance(row, dict) else None
        told = links.get("wp:user-global-styles") if isinstance(links, dict) else None
        href = str(told[0].get("href") or "") if isinstance(told, list) and told and isinstance(told[0], dict) else ""
        number = href.rstrip("/").rpartition("/")[2].rpartition("%2F")[2]
        if number.isdecimal() and len(number) < 19:
            styles, given = reading.asker.ask_json(
                route_address(reading.found.root, f"{_STYLES}{number}", context="edit")
            )
            if given.status == 200 and isinstance(styles, dict) and (styles.get("styles") or styles.get("settings")):
                name = row.get("stylesheet") if isinstance(row.get("stylesheet"), str) else ""
                reading.state.file("styles").unlink(missing_ok=True)
                reading.state.collection("styles").done = True
                reading.state.add("styles", [{**styles, "theme": name}])


def write_theme(reading: Reading, request: ImportRequest, people: Mapping[int, int]) -> None:
    """Bring in what was read of menus, templates and styles, once what entries lead to is here."""
    home = request.site_url or reading.found.home
    documents = [*_menu_documents(reading), *_theme_documents(reading)]
    if documents:
        path = reading.state.file("theme")
        path.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
        reading.report.include(import_documents([str(path)], site_url=home, people=people))
        path.unlink()
        _join_theme_terms(reading)


def _menu_documents(reading: Reading) -> Iterator[dict[str, Any]]:
    """Return menus and their entries. A menu goes where the theme there shows it and none is shown here; later runs leave its switch alone."""
    places = _free_places(reading)
    for row in reading.state.documents("menus"):
        if isinstance(row, dict):
            menu = clean_number(row.get("id"))
            adds = locations.adds_new_pages(menu) if reading.state.runs else row.get("auto_add") is True
            yield {**row, "locations": places.get(menu, []), "auto_add": adds}
    for row in reading.state.documents("menu-items"):
        if isinstance(row, dict):
            yield row


def _free_places(reading: Reading) -> dict[int, list[str]]:
    """Return the places of the menus that get new ones, the ones they hold among them."""
    taken = locations.assigned_menus()
    wanted: dict[int, list[str]] = {}
    for row in reading.state.documents("menu-locations"):
        menu = clean_number(row.get("menu")) if isinstance(row, dict) else 0
        name = clean_text(row.get("name"), 100) if menu > 0 else ""
        if name and name not in taken:
            wanted.setdefault(menu, [place for place, number in taken.items() if number == menu]).append(name)
    return wanted


def _theme_documents(reading: Reading) -> Iterator[dict[str, Any]]:
    for name, kind in _TEMPLATES:
        for row in reading.state.documents(name):
            document = template_document(row, kind) if isinstance(row, dict) else None
            if document is not None:
                yield document
    for row in reading.state.documents("styles"):
        yield styles_document(row, clean_text(row.get("theme"), 150))


def _join_theme_terms(reading: Reading) -> None:
    """Say of which theme templates, parts and styles are, and which place of a page a part is for."""
    for name, kind in _TEMPLATES:
        for row in reading.state.documents(name):
            number = clean_number(row.get("wp_id")) if isinstance(row, dict) else 0
            if number > 0 and Post.objects.filter(pk=number, type=kind).exists():
                _join(number, "wp_theme", clean_text(row.get("theme"), 190))
                _join(
                    number,
                    "wp_template_part_area",
                    clean_text(row.get("area"), 190) if kind == "wp_template_part" else "",
                )
    for row in reading.state.documents("styles"):
        if Post.objects.filter(pk=clean_number(row.get("id")), type="wp_global_styles").exists():
            _join(clean_number(row.get("id")), "wp_theme", clean_text(row.get("theme"), 190))


def _join(post_id: int, taxonomy: str, word: str) -> None:
    if word:
        term = Term.objects.filter(taxonomy=taxonomy, slug=word).first()
        term = term or Term.objects.create(taxonomy=taxonomy, slug=word, name=word)
        TermPost.objects.get_or_create(term=term, post_id=post_id)
