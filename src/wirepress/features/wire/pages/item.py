"""One gathered story: what it says, why it is where it is, how its versions differ, and everything that can be decided about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.approve import approve_item
from wirepress.features.wire.curation.block import add_block
from wirepress.features.wire.curation.differences import compare_versions
from wirepress.features.wire.curation.edit import edit_story
from wirepress.features.wire.curation.flags import clear_flag
from wirepress.features.wire.curation.merge import merge_items
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.promote import promote_item
from wirepress.features.wire.curation.readmit import redecide_item, release_item
from wirepress.features.wire.curation.reject import reject_item, requeue_item
from wirepress.features.wire.decide.holds import HOLDS
from wirepress.features.wire.models import Item
from wirepress.features.wire.pages import page_helpers, preview
from wirepress.features.wire.pages.queue import OFFERED_ACTIONS

CATEGORIES_MAX: Final = 300
NEAR_MAX: Final = 12
ItemAction = Callable[[int, HttpRequest], "CurationResult | str"]
# What leaves the item's own page: the next one that waits is on the list.
LEAVE: Final = ("approve", "reject")
ACTIONS: Final[Mapping[str, ItemAction]] = {
    "approve": lambda number, request: approve_item(number, actor=page_helpers.current_user(request)),
    "reject": lambda number, request: reject_item(
        number, actor=page_helpers.current_user(request), why=request.POST.get("why", "")
    ),
    "reconsider": lambda number, request: requeue_item(number, actor=page_helpers.current_user(request)),
    "release": lambda number, request: release_item(number, actor=page_helpers.current_user(request)),
    "redecide": lambda number, request: redecide_item(number, actor=page_helpers.current_user(request)),
    "promote": lambda number, request: promote_item(number, actor=page_helpers.current_user(request)),
    "settle": lambda number, request: clear_flag(number, actor=page_helpers.current_user(request)),
    "merge": lambda number, request: merge_items(
        number, page_helpers.parse_number(request.POST.get("into", "")), actor=page_helpers.current_user(request)
    ),
    "edit": lambda number, request: edit_story(
        number, _edited_fields(request), actor=page_helpers.current_user(request)
    ),
    "block": lambda number, request: add_block(
        request.POST.get("kind", ""),
        request.POST.get("value", ""),
        actor=page_helpers.current_user(request),
        why=request.POST.get("why", ""),
    )[1],
}


def show_item(request: HttpRequest) -> HttpResponse:
    """Return the item's page; a POST runs the action that its `deed` names. Raises Http404."""
    number = page_helpers.read_number(request)
    if request.method == "POST":
        return _run_posted_action(request, number)
    story = queue.load_item_details(number)
    if story is None:
        raise Http404
    item, post = story.item, story.post
    return page_helpers.render_page(
        request,
        "item",
        item.title or "(no title)",
        story=story,
        item=item,
        post=post,
        state=_state_words(item),
        flag=queue.FLAG_NAMES.get(item.flag, item.flag),
        link=post_link(post) if post and post.status == "publish" else "",
        preview=_preview_document(story),
        shown=queue.verdict_details(item),
        differences=compare_versions(story),
        near=_merge_choices(story),
        categories=_category_choices(post),
        entry=item.entry,
        host=_host(item.url),
        address=item.url if item.url.startswith(("https://", "http://")) else "",
        editable=post is not None and post.status != "trash",
        offered=OFFERED_ACTIONS.get(item.state, ()),
        authors=item.entry.get("authors", []),
        statuses=(("pending", "Waits for review"), ("draft", "Draft"), ("publish", "Published")),
        back=page_helpers.page_url("queue"),
    )


def _state_words(item: Item) -> str:
    """Return where the item is; what its source has withdrawn never looks as if it only waited."""
    words = queue.STATES.get(item.state, item.state)
    if item.flag == "withdrawn":
        return f"{words}, withdrawn by its source"
    return f"{words}: {HOLDS.get(item.hold, item.hold)}" if item.state == "held" and item.hold else words


def _run_posted_action(request: HttpRequest, number: int) -> HttpResponse:
    deed = request.POST.get("deed", "")
    if deed not in ACTIONS:
        raise Http404
    done = page_helpers.run_action(request, lambda: ACTIONS[deed](number, request))
    return page_helpers.redirect_to(
        page_helpers.page_url("queue") if done and deed in LEAVE else page_helpers.page_url("queue/item", id=number)
    )


def _edited_fields(request: HttpRequest) -> dict[str, Any]:
    """Return the form's fields as REST names a post's. Without its mark the form had no categories."""
    found: dict[str, Any] = {
        name: request.POST[name] for name in ("title", "excerpt", "status") if name in request.POST
    }
    if "has_categories" in request.POST:
        found["categories"] = [page_helpers.parse_number(text) for text in request.POST.getlist("category")]
    return found


def _preview_document(story: queue.ItemDetails) -> str:
    """Return the preview of the post, else of the latest version, else of what the source sent, cleaned."""
    if story.post is not None:
        return preview.preview_document(story.post.title, story.post.excerpt, story.post.content)
    if story.versions:
        return preview.preview_document(story.versions[-1].title, "", story.versions[-1].html)
    return preview.preview_document(story.item.title, "", _clean_source_text(story))


def _clean_source_text(story: queue.ItemDetails) -> str:
    from wirepress.features.wire.entry.records import Entry
    from wirepress.features.wire.sources.manage import policy_of
    from wirepress.features.wire.text.sanitize import clean_body

    source = story.item.source
    return clean_body(
        Entry.from_json(story.item.entry), policy_of(source), base=story.item.url or source.home or source.url
    ).html


def _merge_choices(story: queue.ItemDetails) -> list[tuple[int, str]]:
    """Return stories it may be merged with: the latest that are filed or wait, those of its cluster left out."""
    rows = (
        queue.find_items(states=("filed", "queued"))
        .exclude(pk=story.item.pk)
        .exclude(pk__in=[other.pk for other in story.others])
    )
    return [(row.pk, f"{row.title[:90]} ({row.source.name})") for row in rows[:NEAR_MAX]]


def _category_choices(post: Post | None) -> list[tuple[int, str, bool]]:
    """Return number, name and whether the post is in it; those that it is in come first."""
    if post is None:
        return []
    mine = set(TermPost.objects.filter(post_id=post.pk, term__taxonomy="category").values_list("term_id", flat=True))
    rows = Term.objects.filter(taxonomy="category").order_by("name", "id").values_list("id", "name")[:CATEGORIES_MAX]
    return sorted(((number, name, number in mine) for number, name in rows), key=lambda one: not one[2])


def _host(url: str) -> str:
    from wirepress.features.wire.sources.manage import host_of

    return host_of(url).removeprefix("www.")
