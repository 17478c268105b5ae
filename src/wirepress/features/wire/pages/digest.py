"""The digest: what the wire did since yesterday evening, or in another stretch of time, and what of it needs somebody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site
from wirepress.core.hooks import Notice, TodayCard
from wirepress.features.wire.curation.operations import CAPABILITY
from wirepress.features.wire.maintenance.digest import Digest, build_digest, count_day
from wirepress.features.wire.maintenance.no_worker import worker_words
from wirepress.features.wire.models import Source
from wirepress.features.wire.pages import page_helpers

SPANS: Final = ((24, "24 hours"), (72, "3 days"), (168, "7 days"))
# Where a kind of event is seen in full
_LISTS: Final = {
    "queued": "",
    "held": "held",
    "attached": "attached",
    "filed": "filed",
    "withdrawn": "flagged",
    "skipped": "skipped",
}


def show_digest(request: HttpRequest) -> HttpResponse:
    """Return the page for the last `hours`."""
    hours = next((one for one, _ in SPANS if str(one) == request.GET.get("hours")), SPANS[0][0])
    until = site.now_gmt() + timedelta(seconds=1)  # this second, too
    digest = build_digest(until - timedelta(hours=hours), until)
    return page_helpers.render_page(
        request,
        "digest",
        "Wire digest",
        digest=digest,
        parts=[(part, _list_of(part.name)) for part in digest.parts if part.number],
        spans=[(one, words, one == hours) for one, words in SPANS],
        since=site.to_local(digest.since),
        may_manage=page_helpers.current_user(request).can("manage_options"),
        worker=worker_words(until),
        sources=Source.objects.exists(),
    )


def _list_of(name: str) -> str:
    """Return the address of the whole list of a kind of event."""
    if name in ("changed", "left", "promoted"):
        return page_helpers.page_url("corrections")
    if name == "trouble":
        return page_helpers.page_url("health")
    state = _LISTS.get(name)
    return "" if state is None else page_helpers.page_url("queue", state=state)


def today_cards() -> list[TodayCard]:
    """Return the card of the newsroom's first page: the last 24 hours in numbers."""
    if not Source.objects.exists():
        return []
    now = site.now_gmt() + timedelta(seconds=1)
    rows = [(words, number, _list_of(name)) for name, words, number in count_day(now - timedelta(hours=24), now)]
    return [
        TodayCard(
            "The wire, last 24 hours",
            tuple(row for row in rows if row[1]),
            none="Nothing came in.",
            link=page_helpers.page_url("digest"),
            link_text="The digest",
            capability=CAPABILITY,
        )
    ]


def newsroom_notices() -> list[Notice]:
    """Return what somebody has to see to: no worker looks at the sources."""
    words = worker_words(site.now_gmt())
    if not words:
        return []
    return [Notice(words, "error", page_helpers.page_url("health"), "Wire health", CAPABILITY, worker=True)]


def mail_lines(digest: Digest) -> list[str]:
    """Return the digest's text for the mail, line by line."""
    from wirepress.features.wire.maintenance.newsroom_links import link_to

    lines = [f"What the wire did from {_moment(digest.since)} to {_moment(digest.until)}:", ""]
    for part in digest.parts:
        if part.number:
            lines += [f"{part.title}: {part.number}"]
            lines += [f"  * {item.title[:120] or '(no headline)'} ({item.source.name})" for item in part.items]
            lines += [f"  ... and {part.number - len(part.items)} more"] if part.number > len(part.items) else []
            lines += [""]
    if digest.kept_out:
        lines += ["Kept out, and why:", *(f"  {number} × {words}" for words, number in digest.kept_out), ""]
    for title, sources in (("In trouble", digest.trouble), ("Silent for longer than usual", digest.silent)):
        if sources:
            lines += [f"{title}:", *(f"  * {one.name}: {one.error or 'nothing new came'}" for one in sources), ""]
    if digest.moved:
        lines += ["Another feed is suggested:", *(f"  * {one.name}: {one.suggested}" for one in digest.moved), ""]
    if digest.quiet:
        lines += ["Nothing new came, and nothing is wrong.", ""]
    lines += [f"{digest.looks} checks, {digest.failed_looks} of them failed.", "", f"The digest: {link_to('digest')}"]
    if digest.part("changed").number:
        lines += [f"Every correction with its changes: {link_to('corrections')}"]
    return [*lines, ""]


def _moment(moment: datetime) -> str:
    return f"{site.to_local(moment):%Y-%m-%d %H:%M}"
