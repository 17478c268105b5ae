"""Export: what shall go out is chosen on a page, and comes as a download while it is written."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.template.response import TemplateResponse

from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.posts.statuses import all_statuses
from wirepress.content.posts.types import known
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer.export.output_file import ExportError
from wirepress.transfer.export.wxr import Selection, stream_wxr
from wirepress.transfer.export.wxr.selection import LEFT_OUT

_TYPES: Final = {"posts": "post", "pages": "page"}  # what WordPress's form calls them
_PREFIXES: Final = {"post": ("post_",), "page": ("page_",), "attachment": ("attachment_",)}
SHOWN: Final = 500  # people and categories that are offered; others are chosen by `wirepress export wxr`


def export_page(request: HttpRequest) -> HttpResponse:
    """Return the page, or with `download` the file."""
    if "download" in request.GET:
        try:
            pieces = stream_wxr(read_selection(request.GET))
        except ExportError as error:
            return _page(request, str(error), 400)
        answer = StreamingHttpResponse((piece.encode() for piece in pieces), content_type="text/xml; charset=UTF-8")
        answer["Content-Disposition"] = f'attachment; filename="{file_name()}"'
        answer["Content-Description"] = "File Transfer"
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer  # type: ignore[return-value]  # an answer as any other
    return _page(request)


def _page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    totals = PostTotal.objects.exclude(type__in=LEFT_OUT).exclude(status="auto-draft").values_list("type", "count")
    counts: dict[str, int] = {}
    for name, count in totals:
        counts[name] = counts.get(name, 0) + count
    kinds = [(name, known(name).label, counts[name]) for name in sorted(counts) if counts[name] > 0]
    writers = Post.objects.filter(type__in=("post", "page", "attachment")).order_by().values("author_id")
    context = {
        "error": error,
        "kinds": sorted(kinds, key=lambda kind: (kind[0] not in ("post", "page"), kind[1].lower())),
        "total": sum(counts.values()),
        "people": User.objects.filter(id__in=writers).order_by("name_key", "id")[:SHOWN],
        "categories": Term.objects.filter(taxonomy="category", count__gt=0).order_by("name_key", "id")[:SHOWN],
        "statuses": [one for one in all_statuses().values() if one.show_in_list],
        "chosen": request.GET,
    }
    return TemplateResponse(request, "transfer/export.html", context, status=status)


def read_selection(query: QueryDict) -> Selection:
    """Return what a query chooses: our own names, or those of WordPress's form (content, cat, post_author, post_start_date, post_status ...).

    Raises ExportError for what is no date.
    """
    content = query.get("content") or query.get("type") or "all"
    kind = "" if content == "all" else _TYPES.get(content, content)
    prefixes = ("", *_PREFIXES.get(kind, ()))

    def value(name: str) -> str:
        found = next((text for prefix in prefixes if (text := query.get(prefix + name, "").strip())), "")
        return "" if found in ("0", "-1") else found

    category = query.get("cat", "") if kind == "post" else ""
    return Selection(
        types=(kind,) if kind else (),
        author=value("author"),
        status=value("status"),
        first=_day(value("start_date") or query.get("from", ""), last=False),
        last=_day(value("end_date") or query.get("to", ""), last=True),
        term=_term(category) or query.get("term", "").strip(),
    )


def _term(number: str) -> str:
    if not number.isdecimal() or number == "0":
        return ""
    found = Term.objects.filter(pk=int(number[:18]), taxonomy="category").values_list("slug", flat=True).first()
    if found is None:
        raise ExportError("There is no such category.")
    return f"category:{found}"


def _day(text: str, *, last: bool) -> date | None:
    """Return a day; of a month (2026-05, or WordPress's 2026-05-01 of its form's ends) its last one."""
    text = text.strip()
    if not text:
        return None
    month = re.fullmatch(r"(\d{4})-(\d\d)", text)
    try:
        if month:
            year, number = int(month[1]), int(month[2])
            return date(year, number, calendar.monthrange(year, number)[1] if last else 1)
        return date.fromisoformat(text)
    except (ValueError, calendar.IllegalMonthError):
        raise ExportError(f"{text[:40]} is no date; write 2026-05-31 or 2026-05.") from None


def file_name() -> str:
    """Return the name of the file: the site's, and the day."""
    name = re.sub(r"[^a-z0-9_-]", "", str(store.get("blogname") or "").lower())
    return f"{name + '.' if name else ''}WordPress.{datetime.now(UTC):%Y-%m-%d}.xml"
