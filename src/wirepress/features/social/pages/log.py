"""The log: what went out and what did not, with the networks' answers, and what can be done about it."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.posts.models import Post
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.pages import page_helpers
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.foresee import local
from wirepress.features.social.queue.models import Share

TABS: Final = {
    "": ("All", ()),
    "trouble": ("Needs you", (Share.UNKNOWN, Share.FAILED)),
    "sent": ("Sent", (Share.SENT,)),
    "waiting": ("Waiting", (Share.WAITING, Share.SENDING)),
    "kept": ("Not sent", (Share.DROPPED, Share.SKIPPED, Share.CANCELLED)),
    "removed": ("Removed", (Share.REMOVED,)),
}
WORDS: Final = {
    Share.WAITING: "Waiting",
    Share.SENDING: "Being sent",
    Share.SENT: "Sent",
    Share.UNKNOWN: "Not known",
    Share.FAILED: "Refused",
    Share.DROPPED: "Not sent",
    Share.SKIPPED: "Skipped",
    Share.CANCELLED: "Taken out",
    Share.REMOVED: "Removed there",
}
TONES: Final = {Share.SENT: "good", Share.UNKNOWN: "bad", Share.FAILED: "bad"}


def show_log(request: HttpRequest) -> HttpResponse:
    """Return the page, the latest first; a POST sends one again or notes that it is there."""
    if request.method == "POST":
        page_helpers.run_action(request, lambda: _act(request))
        return HttpResponseRedirect(request.get_full_path())
    tab, key = request.GET.get("show", ""), request.GET.get("account", "")[:191]
    tab = tab if tab in TABS else ""
    rows = _rows(tab, key)
    found = Paginator(rows.order_by("-due", "-id"), page_helpers.PER_PAGE).get_page(request.GET.get("page"))
    names = {row.key: row.name or row.key for row in SocialAccount.objects.all()}
    titles = dict(Post.objects.filter(pk__in=[row.post_id for row in found]).values_list("pk", "title"))
    kept = request.GET.copy()
    kept.pop("page", None)
    return page_helpers.render_page(
        request,
        "log",
        "Social log",
        tabs=[
            {"title": title, "current": name == tab, "link": page_helpers.page_url("log", show=name, account=key)}
            for name, (title, _) in TABS.items()
        ],
        rows=[_shown(row, names, titles) for row in found],
        found=found,
        query=f"{kept.urlencode()}&" if kept else "",
        accounts=sorted(names.items(), key=lambda pair: pair[1]),
        account=key,
        show=tab,
    )


def _rows(tab: str, key: str) -> QuerySet[Share]:
    rows = Share.objects.all()
    if TABS[tab][1]:
        rows = rows.filter(state__in=TABS[tab][1])
        if tab == "trouble":  # what waits to be asked about needs nobody yet
            rows = rows.filter(~Q(state=Share.UNKNOWN) | Q(next_try=0))
    return rows.filter(account=key) if key else rows


def _shown(row: Share, names: dict[str, str], titles: dict[int, str]) -> dict[str, Any]:
    return {
        "row": row,
        "name": names.get(row.account, row.account),
        "title": titles.get(row.post_id, ""),
        "state": WORDS.get(row.state, row.state),
        "tone": TONES.get(row.state, "idle"),
        "moment": local(row.ended or row.due),
        "text": str((row.message or {}).get("text") or row.text),
        "may_retry": row.state in (Share.FAILED, Share.DROPPED) or (row.state == Share.UNKNOWN and not row.next_try),
        "may_confirm": row.state == Share.UNKNOWN,
        "counts": [(name, count) for name, count in (row.counts or {}).items() if isinstance(count, int)],
    }


def _act(request: HttpRequest) -> str:
    deed, _, token = request.POST.get("deed", "").partition(":")
    row = page_helpers.find_share(f"n{token}", page_helpers.current_user(request))
    if deed == "retry":
        return manage.retry_share(row)
    if deed == "confirm":
        return manage.confirm_share(row)
    return "Nothing was done."
