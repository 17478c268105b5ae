"""What the social pages share: rendering, addresses, which share a form means, and messages about what an action did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.errors import ActionRefused
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue.manage import keep_slot
from wirepress.features.social.queue.models import Share

PER_PAGE: Final = 30


def render_page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Return a page in the newsroom's frame."""
    return TemplateResponse(
        request, f"social/queue/{template}.html", {**admin.site.each_context(request), "title": title, **context}
    )


def page_url(path: str, **query: Any) -> str:
    """Return the address of one of the pages."""
    given = {name: value for name, value in query.items() if value not in ("", None, 0)}
    return reverse("admin:index") + f"social-{path}/" + (f"?{urlencode(given, doseq=True)}" if given else "")


def current_user(request: HttpRequest) -> User:
    """Return the signed-in user; the pages are for staff only."""
    return cast(User, request.user)


def run_action(request: HttpRequest, action: Callable[[], str]) -> bool:
    """Run the action and show what happened. Return False when it was refused."""
    try:
        words = action()
    except ActionRefused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, words)
    return True


def share_token(number: int, account: int, slot: int, post: int) -> str:
    """Return what names a share in a form: its row's number, or the slot of the plan that it fills."""
    return f"n{number}" if number else f"s{account}-{slot}-{post}"


def find_share(token: str, actor: User) -> Share:
    """Return the share that a form names; a slot of the plan becomes a row. Raises ActionRefused."""
    kind, numbers = token[:1], [read_digits(part) or 0 for part in token[1:].split("-")]
    if kind == "n" and (row := Share.objects.filter(pk=numbers[0]).first()) is not None:
        return row
    if kind == "s" and len(numbers) == 3 and (account := SocialAccount.objects.filter(pk=numbers[0]).first()):
        return keep_slot(account, numbers[1], numbers[2], actor=actor)
    raise ActionRefused("social_no_share", "There is no such share any more. The plan has gone on.", 404)
