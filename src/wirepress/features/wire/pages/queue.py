"""The queue: items that wait for somebody, why they wait, and the actions that settle it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.approve import approve_item
from wirepress.features.wire.curation.flags import clear_flag
from wirepress.features.wire.curation.flood import drop_flood, find_flooded_source, release_flood
from wirepress.features.wire.curation.reject import reject_item, requeue_item
from wirepress.features.wire.models import Source
from wirepress.features.wire.pages import page_helpers
from wirepress.features.wire.pages.cards import load_cards

ACTIONS: Final = {
    "approve": (approve_item, "approved"),
    "reject": (reject_item, "rejected"),
    "reconsider": (requeue_item, "put into the queue"),
    "settle": (clear_flag, "cleared of their flag"),
}
FLAGGED: Final = "flagged"
FLOOD_ACTIONS: Final = {"file": release_flood, "drop": drop_flood}
# State -> the deeds that make sense there, the likeliest first.
OFFERED_ACTIONS: Final = {
    "queued": ("approve", "reject"),
    "held": ("approve", "reject"),
    "blocked": ("approve", "reject"),
    "filed": ("reject",),
    "attached": ("reconsider",),
    "skipped": ("reconsider", "approve"),
    "rejected": ("reconsider",),
    FLAGGED: ("settle", "reject"),
}
ACTION_LABELS: Final = {
    "approve": "Approve",
    "reject": "Reject",
    "reconsider": "Return to queue",
    "settle": "Clear flag",
}
EMPTY_MESSAGES: Final = {
    "queued": "Nothing waits. Stories of sources whose status is “pending” come here before they are published.",
    "held": "Nothing is held back. What is over a source's limit, has no text, broke off or came in a flood waits here with its reason.",
    "blocked": "Nothing is blocked. Stories that a source's rights forbid to publish stand here with the reason.",
    "filed": "Nothing has been filed yet.",
    "attached": "No story was told twice yet. When a second source tells a story that is here, its version stands here.",
    "skipped": "Nothing was kept out. What a source's filters sort out stands here with the reason.",
    "rejected": "Nothing was rejected.",
    FLAGGED: "No flags. A story that its source changed or withdrew, or of which a better version came, is flagged here.",
}


def show_queue(request: HttpRequest) -> HttpResponse:
    """Return the page with items of one state, with filters; a POST runs an action on one item or on the chosen ones."""
    if request.method == "POST":
        return _run_posted_action(request)
    state = request.GET.get("state", "")
    state = state if state in queue.STATES or state == FLAGGED else "queued"
    source, search = page_helpers.read_number(request, "source"), request.GET.get("search", "")[:200]
    chosen: dict[str, Any] = (
        {"flagged": True} if state == FLAGGED else {"states": [state], "waiting": state == "queued"}
    )
    found = page_helpers.paginate(request, queue.find_items(**chosen, source=source, search=search))
    offered = [(name, ACTION_LABELS[name]) for name in OFFERED_ACTIONS[state]]
    return page_helpers.render_page(
        request,
        "queue",
        "Wire queue",
        tabs=_tabs(state),
        state=state,
        cards=load_cards(list(found)),
        found=found,
        source=source,
        search=search,
        sources=queue.source_choices(),
        offered=offered,
        empty=EMPTY_MESSAGES[state],
        filtered=bool(source or search),
        floods=queue.count_floods() if state in ("held", "queued") else [],
        query=_query(request),
        newcomer=not Source.objects.exists(),
    )


def _tabs(state: str) -> list[dict[str, Any]]:
    counts = queue.count_by_state()
    names = [
        ("queued", queue.STATES["queued"]),
        (FLAGGED, "Flagged"),
        *((name, title) for name, title in queue.STATES.items() if name != "queued"),
    ]
    return [
        {
            "title": title,
            "count": counts[name],
            "current": name == state,
            "link": page_helpers.page_url("queue", state="" if name == "queued" else name),
        }
        for name, title in names
    ]


def _query(request: HttpRequest) -> str:
    """Return the query without its page, for the links to other pages."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""


def _run_posted_action(request: HttpRequest) -> HttpResponse:
    """Run what the form asks for. `one`: action:number of a single item; else `deed` for every number in `item`."""
    flood, _, source = request.POST.get("flood", "").partition(":")
    if flood in FLOOD_ACTIONS:
        settle = FLOOD_ACTIONS[flood]
        who = page_helpers.current_user(request)
        page_helpers.run_action(
            request, lambda: settle(find_flooded_source(page_helpers.parse_number(source)), actor=who)
        )
        return page_helpers.redirect_to(request.get_full_path())
    deed, _, number = request.POST.get("one", "").partition(":")
    numbers = (
        [page_helpers.parse_number(number)]
        if number
        else [page_helpers.parse_number(text) for text in request.POST.getlist("item")]
    )
    deed = deed or request.POST.get("deed", "")
    if deed in ACTIONS and numbers:
        do, did = ACTIONS[deed]
        page_helpers.run_action_on_all(
            request, numbers, lambda one: do(one, actor=page_helpers.current_user(request)), did
        )
    else:
        page_helpers.run_action(request, lambda: _refuse_empty_choice())
    return page_helpers.redirect_to(request.get_full_path())


def _refuse_empty_choice() -> str:
    from wirepress.content.errors import ActionRefused

    raise ActionRefused("wire_nothing", "No story was chosen. Tick some, then choose what becomes of them.", 400)
