"""One share that is coming: its words, picture and moment, and how its network would get it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.core.php.numbers import read_digits
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.pages import page_helpers
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.describe import account_name
from wirepress.features.social.queue.foresee import compose_share, local
from wirepress.features.social.queue.load_plan import load_accounts
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.take_due import slot_key


def show_share(request: HttpRequest) -> HttpResponse:
    """Return the form with a preview; a POST stores it, or shows the preview of what was typed."""
    token = request.POST.get("share") or request.GET.get("share") or ""
    row = _look(token)
    post = Post.objects.filter(pk=row.post_id).first() if row is not None else None
    account = load_accounts().get(row.account) if row is not None else None
    if row is None or post is None or account is None:
        return page_helpers.render_page(request, "gone", "Share", back=page_helpers.page_url("queue"))
    text, picture, when = row.text, row.picture, local(row.due)
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n").strip()
        picture = -1 if request.POST.get("no_picture") else read_digits(request.POST.get("picture", "")) or 0
        typed = _read_when(request.POST.get("when", ""))
        when = typed or when
        if "preview" not in request.POST and page_helpers.run_action(
            request, lambda: _store(request, token, text, picture, typed)
        ):
            return HttpResponseRedirect(page_helpers.page_url("queue"))
    row.text, row.picture, row.message = text, picture, None
    composed, link = compose_share(row, post, account)
    return page_helpers.render_page(
        request,
        "share",
        f"Share on {account_name(account)}",
        token=token,
        post=post,
        account=account,
        name=account_name(account),
        text=text,
        picture=max(picture, 0) or "",
        no_picture=picture < 0,
        when=when.strftime("%Y-%m-%dT%H:%M"),
        zone=str(site.zone()),
        composed=composed,
        link=link,
        back=page_helpers.page_url("queue"),
    )


def _look(token: str) -> Share | None:
    """The share as it is, or as the plan foresees it; nothing is written down for a look."""
    numbers = [read_digits(part) or 0 for part in token[1:].split("-")]
    if token[:1] == "n":
        return Share.objects.filter(pk=numbers[0]).first()
    account = SocialAccount.objects.filter(pk=numbers[0]).first() if token[:1] == "s" and len(numbers) == 3 else None
    if account is None or not 0 < numbers[1] < 2**40:
        return None
    known = Share.objects.filter(key=slot_key(account.key, numbers[1], numbers[2])).first()
    columns: dict[str, Any] = {"account": account.key, "service": account.service, "post_id": numbers[2]}
    key = slot_key(account.key, numbers[1], numbers[2])
    return known or Share(**columns, key=key, slot=numbers[1], due=numbers[1])


def _store(request: HttpRequest, token: str, text: str, picture: int, when: datetime | None) -> str:
    if request.POST.get("when") and when is None:
        raise ActionRefused("rest_invalid_param", "The moment is a date and a time.", 400)
    row = page_helpers.find_share(token, page_helpers.current_user(request))
    moment = int(when.timestamp()) if when is not None and when != local(row.due).replace(second=0) else None
    return manage.change_share(row, text=text, picture=picture, when=moment)


def _read_when(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=site.zone()) if moment.tzinfo is None and moment.year < 9999 else None
