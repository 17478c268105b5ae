"""What the wire's pages share: rendering, addresses, numbers of a form, and messages about what an action did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.errors import ActionRefused
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.features.wire.curation.operations import CurationResult

PER_PAGE: Final = 20


def render_page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Return a page of the wire in the newsroom's frame."""
    return TemplateResponse(
        request, f"wire/{template}.html", {**admin.site.each_context(request), "title": title, **context}
    )


def page_url(path: str, **query: Any) -> str:
    """Return the address of one of the wire's pages."""
    given = {name: value for name, value in query.items() if value not in ("", None, 0)}
    return reverse("admin:index") + f"wire-{path}/" + (f"?{urlencode(given, doseq=True)}" if given else "")


def redirect_to(where: str) -> HttpResponse:
    """Return a redirect after an action, so that a reload repeats nothing."""
    return HttpResponseRedirect(where)


def current_user(request: HttpRequest) -> User:
    """Return the signed-in user; the pages are for staff only."""
    return cast(User, request.user)


def read_number(request: HttpRequest, name: str = "id") -> int:
    """Return a number of the query or the form; 0 for none, or for one that no column holds."""
    return parse_number(request.POST.get(name) or request.GET.get(name) or "")


def parse_number(text: str) -> int:
    """Return digits as a number, else 0."""
    return read_digits(text) or 0


def run_action(request: HttpRequest, action: Callable[[], CurationResult | str]) -> bool:
    """Run the action and show what happened. Return False when it was refused."""
    try:
        done = action()
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return False
    words, changed = (done, True) if isinstance(done, str) else (done.words, done.changed)
    (messages.success if changed else messages.info)(request, words)
    return True


def run_action_on_all(
    request: HttpRequest, numbers: Iterable[int], action: Callable[[int], CurationResult], did: str
) -> None:
    """Run the action on each item and show what happened in one sentence. Every refusal is named."""
    changed, same, refused = 0, 0, list[str]()
    for one in numbers:
        try:
            done = action(one)
        except ActionRefused as problem:
            refused.append(problem.message)
            continue
        changed += done.changed
        same += not done.changed
    if changed or same:
        left = f" {same} {'was' if same == 1 else 'were'} so already." if same else ""
        messages.success(request, f"{changed} {'story' if changed == 1 else 'stories'} {did}.{left}")
    for words in dict.fromkeys(refused):
        messages.error(
            request, f"{refused.count(words)} left where they were: {words}" if refused.count(words) > 1 else words
        )


def paginate(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """Return the page of a list that the query asks for; the nearest one where there is none of that number."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
