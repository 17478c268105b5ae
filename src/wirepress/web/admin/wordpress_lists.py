"""WordPress's addresses of lists (edit.php, upload.php, edit-comments.php ...) with all that they filter by, as addresses of ours.

What a list of ours cannot filter by is left out, as WordPress leaves out what it does not know.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from wirepress.content.posts.listing.archives import is_month
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.model_admins.filters import TABS

_COMMENT_STATUS: Final = {"moderated": "0", "hold": "0", "approved": "1", "spam": "spam", "trash": "trash"}
_COLUMNS: Final = {  # WordPress's `orderby` -> columns of ours
    "title": "headline",
    "date": "when",
    "comment_count": "talk",
    "author": "byline",
    "name": "title",
    "slug": "word",
    "count": "stories",
    "posts": "stories",
    "email": "address",
    "login": "who",
    "username": "who",
    "display_name": "who",
    "registered": "since",
    "comment_author": "writer",
    "comment_date": "when",
}
Pairs = dict[str, str]


def redirect_to_list(request: HttpRequest, desk: str, pairs: Pairs) -> HttpResponse:
    """Lead to the list of a desk (`newsroom_story`) with these filters, and with what every list has: words, page, order."""
    asked = request.GET
    found = {"status": "", "q": asked.get("s", "").strip(), **pairs, "o": _order(request, desk), "p": _page(asked)}
    query = urlencode({name: value for name, value in found.items() if value})
    return HttpResponseRedirect(reverse(f"admin:{desk}_changelist") + (f"?{query}" if query else ""))


def _page(asked: QueryDict) -> str:
    number = read_digits(asked.get("paged", "")) or 0
    return str(number) if number > 1 else ""


def _order(request: HttpRequest, desk: str) -> str:
    """Return the heading of ours that `orderby` and `order` name, as our lists write it."""
    column = _COLUMNS.get(request.GET.get("orderby", ""))
    model_admin: Any = next(
        (one for one in admin.site._registry.values() if f"{one.opts.app_label}_{one.opts.model_name}" == desk), None
    )
    if column is None or model_admin is None:
        return ""
    shown = ["action_checkbox", *model_admin.get_list_display(request)]
    if column not in shown:
        return ""
    return f"{'-' if request.GET.get('order', '').lower() == 'desc' else ''}{shown.index(column)}"


def posts_asked(request: HttpRequest) -> Pairs:
    """Return what edit.php filters by."""
    asked = request.GET
    status = asked.get("post_status", "")
    return {
        "status": status if status in TABS else "",
        "author": _author(asked),
        "category": _term(asked, "category", ("cat",), ("category_name",)),
        "tag": _term(asked, "post_tag", ("tag_id",), ("tag",)),
        "sticky": "1" if asked.get("show_sticky", "") not in ("", "0") else "",
        "m": _month(asked),
    }


def media_asked(request: HttpRequest) -> Pairs:
    """Return what upload.php filters by."""
    asked = request.GET
    chosen = asked.get("attachment-filter", "")
    kind = chosen.partition("post_mime_type:")[2] or asked.get("post_mime_type", "")
    mine = chosen == "mine" or asked.get("post_status") == "mine"
    return {
        "status": "trash" if "trash" in (chosen, asked.get("status"), asked.get("post_status")) else "",
        "kind": kind.partition("/")[0] if kind.partition("/")[0] in ("image", "audio", "video", "application") else "",
        "m": _month(asked),
        "author": str(current_user(request).pk) if mine else _author(asked),
        "detached": "1" if chosen == "detached" or asked.get("detached", "") not in ("", "0") else "",
    }


def comments_asked(request: HttpRequest) -> Pairs:
    """Return what edit-comments.php filters by."""
    asked, status = request.GET, request.GET.get("comment_status", "")
    kind = {"comment": "comment", "pings": "pings", "pingback": "pings", "trackback": "pings"}
    mine = str(current_user(request).pk) if status == "mine" else ""
    return {
        "status": _COMMENT_STATUS.get(status, ""),
        "type": kind.get(asked.get("comment_type", ""), ""),
        "story": _number(asked, "p", "post_id"),
        "user": mine or _number(asked, "user_id"),
    }


def users_asked(request: HttpRequest) -> Pairs:
    """Return what users.php filters by."""
    return {"role": request.GET.get("role", "")}


def _number(asked: QueryDict, *names: str) -> str:
    for name in names:
        number = read_digits(asked.get(name, ""))
        if number:
            return str(number)
    return ""


def _month(asked: QueryDict) -> str:
    return asked.get("m", "") if is_month(asked.get("m", "")) else ""


def _author(asked: QueryDict) -> str:
    name = asked.get("author_name", "").replace("\0", "")
    if not name:
        return _number(asked, "author")
    user = User.objects.filter(nicename=name).first()
    return str(user.pk) if user is not None else ""


def _term(asked: QueryDict, taxonomy: str, numbers: tuple[str, ...], slugs: tuple[str, ...]) -> str:
    found = _number(asked, *numbers)
    for name in slugs:
        slug = asked.get(name, "").replace("\0", "")
        if slug and not found:
            term = Term.objects.filter(taxonomy=taxonomy, slug=slug).first()
            found = str(term.pk) if term is not None else ""
    return found
