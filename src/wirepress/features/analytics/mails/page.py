"""The newsroom's page where everybody chooses their mails."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.core.hooks import AdminPage
from wirepress.features.analytics.dashboard.reports import PATH
from wirepress.features.analytics.mails.choice import EVERY, SEE, SEE_ALL, MailChoice, put_choice, read_choice
from wirepress.features.analytics.mails.send import send_one
from wirepress.features.analytics.mails.summary import write_summary
from wirepress.features.analytics.page_helpers import current_user, page_url, render_page
from wirepress.features.analytics.reports.period import Period, last_days, today
from wirepress.settings.settings import get_settings


def _period(every: str) -> Period:
    yesterday = today() - timedelta(days=1)
    return last_days(7 if every == "week" else 1, yesterday)


def show_mails(request: HttpRequest) -> HttpResponse:
    """Return the choice, with a mail as it would be; a POST stores it, or sends one now."""
    user = current_user(request)
    if request.method == "POST":
        every = request.POST.get("every", "")
        choice = MailChoice(every if every in dict(EVERY) else "", "own" in request.POST or not user.can(SEE_ALL))
        if "now" in request.POST:
            _send_now(request, choice)
        else:
            put_choice(user, choice)
            messages.success(request, "Saved." if choice.every else "You get no more mails about readers.")
        return HttpResponseRedirect(request.path)
    choice = read_choice(user)
    return render_page(
        request,
        "mails/page",
        "Numbers by mail",
        choice=choice,
        every=EVERY,
        may_see_all=user.can(SEE_ALL),
        address=user.email,
        no_server=not get_settings().mail_url,
        sample=write_summary(user, _period(choice.every), own=choice.own),
        overview_url=page_url(PATH),
    )


def _send_now(request: HttpRequest, choice: MailChoice) -> None:
    user = current_user(request)
    if not user.email:
        messages.error(request, "Your account has no mail address.")
        return
    try:
        send_one(user, choice, _period(choice.every))
    except OSError as error:
        messages.error(request, f"The mail server did not take it: {error}. Nothing else was changed.")
    else:
        messages.success(request, f"Sent to {user.email}.")


PAGES: Final = (AdminPage(f"{PATH}/mails", "Numbers by mail", show_mails, SEE, "Readers", "mail", in_menu=False),)
