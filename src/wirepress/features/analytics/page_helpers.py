"""What the feature's newsroom pages share: the frame, addresses, days of a query, tables as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.users.models import User

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins with one of these


def render_page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Return a page in the newsroom's frame."""
    given = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"analytics/{template}.html", given)


def page_url(path: str, **query: Any) -> str:
    """Return the address of a newsroom page; what is empty is left out of the query."""
    given = {name: value for name, value in query.items() if value not in ("", None, 0)}
    return reverse("admin:index") + f"{path}/" + (f"?{urlencode(given)}" if given else "")


def current_user(request: HttpRequest) -> User:
    """Return who is signed in; the pages are for staff only."""
    return cast(User, request.user)


def kept_query(request: HttpRequest, *without: str) -> str:
    """Return the query of the address with a & behind it, without these names; "" for none."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def read_day(text: str) -> date | None:
    """Return a day written 2026-05-04; None for none."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return None


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table as CSV. Texts that a spreadsheet would take for a formula have an apostrophe before them."""
    line = io.StringIO()
    writer = csv.writer(line)
    for row in chain((header,), rows):
        writer.writerow([_safe(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as a file to download, written while it is sent."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return cast(HttpResponse, answer)
