"""The newsroom's page of site notes and their categories. It works without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.errors import ActionRefused
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.page_helpers import csv_answer, current_user, kept_query, read_day, render_page
from wirepress.features.analytics.sitenotes import categories, find, of_story, save
from wirepress.features.analytics.sitenotes.note_types import CAPABILITY, DEFAULT_COLOUR

PER_PAGE: Final = 50
PATH: Final = "site-notes"
CSV_HEADER: Final = ("Date", "Site Note", "Category", "Important", "Media")  # the plugin's columns
_ORDERS: Final = (
    ("-date", "Newest day first"),
    ("date", "Oldest day first"),
    ("title", "By words"),
    ("category", "By category"),
    ("-id", "Added last first"),
)
_DEEDS: Final = {
    "trash": (save.trash_notes, "put into the trash"),
    "restore": (save.restore_notes, "taken out of the trash"),
    "delete": (save.delete_notes, "deleted for good"),
}


def show_notes(request: HttpRequest) -> HttpResponse:
    """Return the list with its filter and a form for a note; a POST stores, moves or deletes."""
    if request.method == "POST":
        return _act(request)
    categories.ensure_first_categories()
    if "csv" in request.GET:
        return csv_answer("site-notes", CSV_HEADER, _csv_rows(_filter(request, "")))
    number = read_digits(request.GET.get("edit", "")) or 0
    return _page(request, number)


def _filter(request: HttpRequest, otherwise: str = "publish") -> find.NoteFilter:
    given = request.GET
    order, important = given.get("orderby", "-date"), given.get("important", "")
    status = given.get("status", otherwise)
    return find.NoteFilter(
        status=status if status in find.STATUSES else otherwise,
        search=given.get("search", "").strip()[:200],
        category=read_digits(given.get("category", "")) or 0,
        important={"1": True, "0": False}.get(important),
        since=read_day(given.get("since", "")),
        until=read_day(given.get("until", "")),
        order=order.lstrip("-"),
        descending=order.startswith("-"),
    )


def _page(
    request: HttpRequest, number: int, given: dict[str, Any] | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    wanted = _filter(request)
    found = Paginator(find.query_notes(wanted), PER_PAGE).get_page(request.GET.get("page"))
    notes = find.read_notes(found.object_list)
    stories = of_story.story_of([note.id for note in notes])
    edited = _edited(number) if number else None
    counts = find.count_by_status()
    query = kept_query(request, "page", "edit", "status")
    response = render_page(
        request,
        "sitenotes/list",
        "Site notes",
        found=found,
        rows=[(note, stories.get(note.id, 0)) for note in notes],
        wanted=wanted,
        order=request.GET.get("orderby", "-date"),
        orders=_ORDERS,
        categories=categories.list_categories(),
        edited=edited,
        form=given or _form_of(edited),
        wrong=wrong,
        open_form=bool(edited or given or not counts["publish"]),
        query=kept_query(request, "page", "edit"),
        filtered=any(request.GET.get(name) for name in ("search", "category", "important", "since", "until")),
        default_colour=DEFAULT_COLOUR,
        nr_tabs=[
            {
                "link": f"?{query}status={name}",
                "current": name == wanted.status,
                "title": words,
                "count": counts[name],
            }
            for name, words in (("publish", "Published"), ("trash", "Trash"))
        ],
    )
    response.status_code = status
    return response


def _edited(number: int) -> find.Note | None:
    try:
        return find.read_notes([save.find_note(number)])[0]
    except ActionRefused:
        return None


def _form_of(note: find.Note | None) -> dict[str, Any]:
    if note is None:
        return {"text": "", "day": save.today().isoformat(), "category": 0, "important": False}
    return {
        "text": note.text,
        "day": note.day.isoformat(),
        "category": note.category.id if note.category else 0,
        "important": note.important,
    }


def _act(request: HttpRequest) -> HttpResponse:
    form, deed = request.POST, request.POST.get("deed", "")
    here = f"{request.path}?{kept_query(request, 'page', 'edit')}".rstrip("?&")
    chosen = [number for text in form.getlist("item") if (number := read_digits(text))]
    if deed == "save":
        return _save(request, here)
    try:
        if deed == "category":
            number = read_digits(form.get("number", "")) or 0
            categories.save_category(form.get("name", ""), form.get("colour", ""), number=number)
            messages.success(request, f"Category saved: {form.get('name', '').strip()}")
        elif deed == "delete-category":
            gone = categories.delete_categories([read_digits(form.get("number", "")) or 0])
            messages.success(request, "Category deleted. Its notes are kept, without one." if gone else "It was gone.")
        elif deed in _DEEDS and chosen:
            run, words = _DEEDS[deed]
            done = run(chosen, actor=current_user(request))
            messages.success(request, f"{done} site note{'' if done == 1 else 's'} {words}.")
        else:
            messages.error(request, "Nothing was chosen. Tick some notes first.")
    except ActionRefused as refused:
        messages.error(request, refused.message)
    return HttpResponseRedirect(here)


def _save(request: HttpRequest, here: str) -> HttpResponse:
    form = request.POST
    number = read_digits(form.get("number", "")) or 0
    given: dict[str, Any] = {
        "text": form.get("text", "")[:1000],
        "day": form.get("day", ""),
        "category": read_digits(form.get("category", "")) or 0,
        "important": "important" in form,
    }
    day = read_day(given["day"])
    if day is None or day > save.today():
        words = "A note needs the day that it is about, today or before: 2026-05-04. Nothing was stored."
        return _page(request, number, given, words, 400)
    try:
        new = save.NewNote(given["text"].strip(), day, given["category"], given["important"])
        save.save_note(new, actor=current_user(request), number=number)
    except ActionRefused as refused:
        return _page(request, number, given, refused.message, refused.status)
    messages.success(request, "Note saved. It stands on the charts from now on.")
    return HttpResponseRedirect(here)


def _csv_rows(wanted: find.NoteFilter) -> Iterator[tuple[object, ...]]:
    rows, begun = find.query_notes(wanted), 0
    while part := find.read_notes(rows[begun : begun + 500]):
        for note in part:
            name = note.category.name if note.category else "N/A"
            yield note.day.isoformat(), note.text, name, int(note.important), " ".join(map(str, note.medias)) or "NA"
        begun += len(part)


PAGES: Final = (AdminPage(PATH, "Site notes", show_notes, CAPABILITY, "Readers", "flag"),)
