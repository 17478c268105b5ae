"""MonsterInsights' calls of /wp-admin/admin-ajax.php for site notes: its names, its shapes, and rights that it leaves open.

Facts of MonsterInsights 9.1.1. Each call needs the nonce `mi-admin-nonce` in the field `nonce` (else 403 and "-1"); lists and objects come as
JSON in the fields `params`, `note`, `category`, `ids`. The plugin lets whoever is signed in read and write notes; here it takes the
right to change everybody's stories.
"""

from __future__ import annotations

import html
import json as plain_json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from django.http import HttpRequest

from wirepress.content.errors import ActionRefused
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.core.hooks import AjaxAction, AjaxAnswer
from wirepress.core.php import json
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.sitenotes import categories, find, save
from wirepress.features.analytics.sitenotes.note_types import CAPABILITY

NONCE: Final = "mi-admin-nonce"
PREFIX: Final = "monsterinsights_vue_"
_PER_PAGE: Final = 10
_MOST: Final = 1000
_NO_NOTE: Final = "That site note does not exist."
_CHOOSE: Final = "Choose something first."

Call = Callable[[HttpRequest, User], Any]


def _field(request: HttpRequest, name: str) -> Any:
    """Return a field's JSON, which the plugin's pages send with entities; None for none, or for one that is no JSON."""
    try:
        return plain_json.loads(html.unescape(request.POST.get(name, "")))
    except (ValueError, RecursionError):
        return None


def _object(request: HttpRequest, name: str) -> dict[str, Any]:
    found = _field(request, name)
    return found if isinstance(found, dict) else {}


def _number(value: Any) -> int:
    return read_digits(str(value).strip()) or 0 if isinstance(value, int | str) and not isinstance(value, bool) else 0


def _numbers(request: HttpRequest) -> list[int]:
    found = _field(request, "ids")
    return [number for one in found if (number := _number(one))] if isinstance(found, list) else []


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
    except ValueError:
        return None


def note_document(note: find.Note) -> dict[str, Any]:
    """Return a note as the plugin's pages take it."""
    document: dict[str, Any] = {
        "id": note.id,
        "note_title": note.text,
        "note_date": note.day.isoformat(),
        "note_date_ymd": note.day.isoformat(),
        "status": note.status,
        "important": int(note.important),
        "medias": json.EMPTY_OBJECT,
        "category": {"id": 0},
    }
    if note.author_id:
        document["author"] = {"id": note.author_id, "name": note.author}
    if note.category:
        document["category"] = {
            "id": note.category.id,
            "name": note.category.name,
            "background_color": note.category.colour,
        }
    return document


def read_filter(params: dict[str, Any]) -> find.NoteFilter:
    """Return what a page of the plugin asks for."""
    given = params.get("filter")
    chosen: dict[str, Any] = given if isinstance(given, dict) else {}
    days = chosen.get("date_range")
    span: dict[str, Any] = days if isinstance(days, dict) else {}
    since, until = _day(span.get("start")), _day(span.get("end"))
    if span and since is None and until is None:  # the plugin's "last 30 days"
        since, until = save.today() - timedelta(days=30), save.today() - timedelta(days=1)
    status, order = chosen.get("status"), str(params.get("orderby") or "id").removeprefix("note_").lower()
    important = chosen.get("important")
    return find.NoteFilter(
        status=status if status in find.STATUSES else "publish",
        search=str(params.get("search") or "")[:200],
        category=_number(chosen.get("category")),
        important=None if important is None else important not in (False, 0, "", "0"),
        since=since,
        until=until,
        order=order,
        descending=str(params.get("order") or "desc").lower() != "asc",
    )


def get_notes(request: HttpRequest, user: User) -> Any:
    """A page of notes, with how many there are of each status."""
    params = _object(request, "params")
    wanted = read_filter(params)
    rows = find.query_notes(wanted)
    total, page = rows.count(), max(_number(params.get("page")), 1)
    asked = params.get("per_page")
    size = _MOST if asked in (-1, "-1") else min(_number(asked) or _PER_PAGE, _MOST)
    items = find.read_notes(rows[(page - 1) * size : page * size])
    counts = find.count_by_status()
    return {
        "items": [note_document(note) for note in items],
        "pagination": {
            "total_published": counts["publish"],
            "total_important": sum(note.important for note in items),
            "total": total,
            "pages": -(-total // size),
            "page": page,
            "per_page": -1 if asked in (-1, "-1") else size,
        },
        "status_filters": [
            {"status": "all", "count": counts["publish"]},
            *({"status": status, "count": count} for status, count in counts.items() if count),
        ],
    }


def get_note(request: HttpRequest, user: User) -> Any:
    """One note."""
    try:
        note = save.find_note(_number(request.POST.get("id")))
    except ActionRefused:
        return {"success": False, "message": _NO_NOTE}
    return note_document(find.read_notes([note])[0])


def get_categories(request: HttpRequest, user: User) -> Any:
    """Every category."""
    params = _object(request, "params")
    found = categories.list_categories(descending=str(params.get("order") or "").lower() == "desc")
    page, size = max(_number(params.get("page")), 1), _number(params.get("per_page"))
    shown = found[(page - 1) * size : page * size] if size else found
    items = [{"id": one.id, "name": one.name, "background_color": one.colour} for one in shown]
    pages = -(-len(found) // size) if size else min(len(found), 1)
    return {
        "items": items,
        "pagination": {"total": len(found), "pages": pages, "page": page, "per_page": size or -1},
    }


def save_note(request: HttpRequest, user: User) -> Any:
    """Make a note, or change the one with that id."""
    given = _object(request, "note")
    category, medias = given.get("category"), given.get("medias")
    important = given.get("important")
    new = save.NewNote(
        str(given.get("note_title") or ""),
        _day(given.get("note_date_ymd")),
        _number(category.get("id")) if isinstance(category, dict) else 0,
        important not in (None, False, 0, "", "0"),
        tuple(number for one in medias if (number := _number(one))) if isinstance(medias, dict) else (),
    )
    return _saved(lambda: save.save_note(new, actor=user, number=_number(given.get("id"))).pk)


def save_category(request: HttpRequest, user: User) -> Any:
    """Make a category, or change the one with that id."""
    given = _object(request, "category")
    name, colour = str(given.get("name") or ""), str(given.get("background_color") or "")
    return _saved(lambda: categories.save_category(name, colour, number=_number(given.get("id"))))


def _saved(deed: Callable[[], int]) -> Any:
    try:
        return {"published": True, "message": "", "id": deed()}
    except ActionRefused as refused:
        return {"published": False, "message": refused.message}


def _each(deed: Callable[[Sequence[int], User], object]) -> Call:
    def run(request: HttpRequest, user: User) -> Any:
        numbers = _numbers(request)
        if not numbers:
            return {"success": False, "message": _CHOOSE}
        deed(numbers, user)
        return {"success": True, "message": ""}

    return run


CALLS: Final[dict[str, Call]] = {
    "get_notes": get_notes,
    "get_note": get_note,
    "get_categories": get_categories,
    "save_note": save_note,
    "save_category": save_category,
    "trash_notes": _each(lambda numbers, user: save.trash_notes(numbers, actor=user)),
    "restore_notes": _each(lambda numbers, user: save.restore_notes(numbers, actor=user)),
    "delete_notes": _each(lambda numbers, user: save.delete_notes(numbers, actor=user)),
    "delete_categories": _each(lambda numbers, user: categories.delete_categories(numbers)),
}


def _guarded(call: Call) -> Callable[[HttpRequest], AjaxAnswer]:
    def run(request: HttpRequest) -> AjaxAnswer:
        user = cast(User, request.user)
        nonce = request.POST.get("nonce") or request.GET.get("nonce") or ""
        if not nonces.verify(nonce, NONCE, user.pk, request.session.session_key or ""):
            return AjaxAnswer("-1", 403, "text/html; charset=UTF-8")
        if not user.can(CAPABILITY):
            refused = {"success": False, "message": "You are not allowed to look after site notes."}
            return AjaxAnswer(json.encode(refused).decode(), 403)
        return AjaxAnswer(json.encode(call(request, user)).decode())

    return run


ACTIONS: Final = tuple(AjaxAction(PREFIX + name, _guarded(call), anonymous=False) for name, call in CALLS.items())
