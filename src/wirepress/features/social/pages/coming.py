"""The queue: a calendar and a list of what will go out, exactly as the sender will do it, and the actions on it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.options import site, store
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.pages import page_helpers
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.describe import account_name, describe_accounts
from wirepress.features.social.queue.foresee import ForeseenShare, local, show_shares
from wirepress.features.social.queue.load_plan import PAUSED, LoadedPlan, load_plan, now_unix
from wirepress.features.social.queue.models import Share
from wirepress.features.social.queue.publish_now import SEND_JOB

WEEKS: Final = 5
LIST_DAYS: Final = 7
LIST_MAX: Final = 60
IN_CELL: Final = 3


def show_coming(request: HttpRequest) -> HttpResponse:
    """Return the page; a POST runs an action on one share, on an account, or on all."""
    if request.method == "POST":
        page_helpers.run_action(request, lambda: _act(request))
        return HttpResponseRedirect(request.get_full_path())
    today = local(now_unix()).date()
    first = today - timedelta(days=today.weekday())
    last = first + timedelta(days=7 * WEEKS)
    key = request.GET.get("account", "")[:191]
    loaded = load_plan(_midnight(last), accounts=[key] if key else ())
    chosen = _chosen_day(request, today, last)
    accounts = describe_accounts()
    numbers = dict(SocialAccount.objects.values_list("key", "pk"))
    shown = _listed(loaded, chosen, today)
    return page_helpers.render_page(
        request,
        "coming",
        "Social queue",
        weeks=_weeks(loaded, first, today, chosen, key),
        days=_by_day(shown, numbers),
        cut=len(shown) >= LIST_MAX,
        chosen=chosen,
        today=today,
        account=key,
        accounts=[{**one, "number": numbers[one["key"]]} for one in accounts],
        dropped=[
            {"name": account_name(loaded.accounts[one.account]), "post": one.post, "reason": one.reason}
            for one in loaded.plan.dropped[:10]
        ],
        all_paused=bool(store.get(PAUSED, False)),
        may_manage=page_helpers.current_user(request).can("manage_options"),
        rules_url=page_helpers.page_url("queue/account"),
        share_url=page_helpers.page_url("queue/share"),
        everything=page_helpers.page_url("queue", account=key),
    )


def _act(request: HttpRequest) -> str:
    deed, _, token = request.POST.get("deed", "").partition(":")
    who = page_helpers.current_user(request)
    if deed in ("pause", "resume"):
        return _pause(who, deed == "pause", token)
    row = page_helpers.find_share(token, who)
    if deed == "skip":
        return manage.skip_share(row)
    if deed == "block":
        words = manage.block_post(row.post_id, row.account)
        if Share.objects.filter(pk=row.pk, state=Share.WAITING).exists():
            manage.skip_share(row)
        return words
    if deed == "send":
        manage.change_share(row, when=now_unix())
        enqueue_once(SEND_JOB, "due")
        return "It is being sent. The log shows how that ends."
    return "Nothing was done."


def _pause(who: Any, paused: bool, number: str) -> str:
    if not who.can("manage_options"):
        return "Only who manages the site pauses accounts."
    if not number:
        return manage.pause_all(paused)
    account = SocialAccount.objects.filter(pk=int(number) if number.isdecimal() and len(number) < 19 else 0).first()
    return manage.pause_account(account, paused) if account is not None else "There is no such account."


def _chosen_day(request: HttpRequest, today: date, last: date) -> date | None:
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return day if today <= day < last else None


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=site.zone()).timestamp())


def _listed(loaded: LoadedPlan, chosen: date | None, today: date) -> list[ForeseenShare]:
    first, end = (chosen, chosen + timedelta(days=1)) if chosen else (today, today + timedelta(days=LIST_DAYS))
    shares = [one for one in loaded.plan.shares if first <= local(one.moment).date() < end]
    return show_shares(loaded, shares[:LIST_MAX])


def _by_day(shown: list[ForeseenShare], numbers: dict[str, int]) -> list[dict[str, Any]]:
    days: defaultdict[date, list[dict[str, Any]]] = defaultdict(list)
    for one in shown:
        token = page_helpers.share_token(one.number, numbers[one.account.key], one.slot, one.post_id)
        days[one.moment.date()].append({"share": one, "name": account_name(one.account), "token": token})
    return [{"day": day, "items": items} for day, items in days.items()]


def _weeks(loaded: LoadedPlan, first: date, today: date, chosen: date | None, key: str) -> list[list[dict[str, Any]]]:
    found: defaultdict[date, list[Any]] = defaultdict(list)
    for one in loaded.plan.shares:
        moment = local(one.moment)
        found[moment.date()].append((moment, account_name(loaded.accounts[one.account])))
    days = [first + timedelta(days=at) for at in range(7 * WEEKS)]
    cells = [
        {
            "day": day,
            "past": day < today,
            "today": day == today,
            "chosen": day == chosen,
            "count": len(found[day]),
            "entries": found[day][:IN_CELL],
            "more": max(len(found[day]) - IN_CELL, 0),
            "link": page_helpers.page_url("queue", account=key, day=day.isoformat()) if day >= today else "",
        }
        for day in days
    ]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]
