"""One gathered story: what it says, why it is where it is, how its versions differ, and everything that can be decided about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.features.wire.curation import queue
from wirepress.features.wire.curation.approve import approve
from wirepress.features.wire.curation.block import block
from wirepress.features.wire.curation.differences import differences
from wirepress.features.wire.curation.edit import edit
from wirepress.features.wire.curation.flags import settle
from wirepress.features.wire.curation.merge import merge
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.curation.readmit import decide_again, release
from wirepress.features.wire.curation.reject import reconsider, reject
from wirepress.features.wire.pages import page_helpers, preview
from wirepress.features.wire.pages.queue import OFFERED

CATEGORIES_MAX: Final = 300
NEAR_MAX: Final = 12
Does = Callable[[int, HttpRequest], "CurationResult | str"]
# What leaves the item's own page: the next one that waits is on the list.
LEAVE: Final = ("approve", "reject")
DEEDS: Final[Mapping[str, Does]] = {
    "approve": lambda number, request: approve(number, actor=page_helpers.user(request)),
    "reject": lambda number, request: reject(number, actor=page_helpers.user(request), why=request.POST.get("why", "")),
    "reconsider": lambda number, request: reconsider(number, actor=page_helpers.user(request)),
    "release": lambda number, request: release(number, actor=page_helpers.user(request)),
    "redecide": lambda number, request: decide_again(number, actor=page_helpers.user(request)),
    "settle": lambda number, request: settle(number, actor=page_helpers.user(request)),
    "merge": lambda number, request: merge(
        number, page_helpers.as_number(request.POST.get("into", "")), actor=page_helpers.user(request)
    ),
    "edit": lambda number, request: edit(number, _fields(request), actor=page_helpers.user(request)),
    "block": lambda number, request: block(
        request.POST.get("kind", ""),
        request.POST.get("value", ""),
        actor=page_helpers.user(request),
        why=request.POST.get("why", ""),
    )[1],
}


def show(request: HttpRequest) -> HttpResponse:
    """The page; a POST does what its `deed` names. Raises Http404."""
    number = page_helpers.number(request)
    if request.method == "POST":
        return _do(request, number)
    story = queue.story_of(number)
    if story is None:
        raise Http404
    item, post = story.item, story.post
    return page_helpers.page(
        request,
        "item",
        item.title or "(no title)",
        story=story,
        item=item,
        post=post,
        state=queue.STATES.get(item.state, item.state),
        link=post_link(post) if post and post.status == "publish" else "",
        preview=_preview(story),
        shown=queue.shown(item),
        differences=differences(story),
        near=_near(story),
        categories=_categories(post),
        entry=item.entry,
        host=_host(item.url),
        address=item.url if item.url.startswith(("https://", "http://")) else "",
        editable=post is not None and post.status != "trash",
        offered=OFFERED.get(item.state, ()),
        authors=item.entry.get("authors", []),
        statuses=(("pending", "Waits for review"), ("draft", "Draft"), ("publish", "Published")),
        back=page_helpers.address("queue"),
    )


def _do(request: HttpRequest, number: int) -> HttpResponse:
    deed = request.POST.get("deed", "")
    if deed not in DEEDS:
        raise Http404
    done = page_helpers.attempt(request, lambda: DEEDS[deed](number, request))
    return page_helpers.go(
        page_helpers.address("queue") if done and deed in LEAVE else page_helpers.address("queue/item", id=number)
    )


def _fields(request: HttpRequest) -> dict[str, Any]:
    """Of the form, as REST names a post's. Without its mark the form had no categories."""
    found: dict[str, Any] = {
        name: request.POST[name] for name in ("title", "excerpt", "status") if name in request.POST
    }
    if "has_categories" in request.POST:
        found["categories"] = [page_helpers.as_number(text) for text in request.POST.getlist("category")]
    return found


def _preview(story: queue.Story) -> str:
    """Of the post, else of the latest version, else of what the source sent, cleaned."""
    if story.post is not None:
        return preview.document(story.post.title, story.post.excerpt, story.post.content)
    if story.versions:
        return preview.document(story.versions[-1].title, "", story.versions[-1].html)
    return preview.document(story.item.title, "", _cleaned(story))


def _cleaned(story: queue.Story) -> str:
    from wirepress.features.wire.entry.records import Entry
    from wirepress.features.wire.sources.manage import policy_of
    from wirepress.features.wire.text.sanitize import clean

    source = story.item.source
    return clean(
        Entry.from_json(story.item.entry), policy_of(source), base=story.item.url or source.home or source.url
    ).html


def _near(story: queue.Story) -> list[tuple[int, str]]:
    """Stories it may be merged with: the latest that are filed or wait, those of its cluster left out."""
    rows = (
        queue.find(states=("filed", "queued"))
        .exclude(pk=story.item.pk)
        .exclude(pk__in=[other.pk for other in story.others])
    )
    return [(row.pk, f"{row.title[:90]} ({row.source.name})") for row in rows[:NEAR_MAX]]


def _categories(post: Post | None) -> list[tuple[int, str, bool]]:
    """Number, name, whether the post is in it; those that it is in first."""
    if post is None:
        return []
    mine = set(TermPost.objects.filter(post_id=post.pk, term__taxonomy="category").values_list("term_id", flat=True))
    rows = Term.objects.filter(taxonomy="category").order_by("name", "id").values_list("id", "name")[:CATEGORIES_MAX]
    return sorted(((number, name, number in mine) for number, name in rows), key=lambda one: not one[2])


def _host(url: str) -> str:
    from wirepress.features.wire.sources.manage import host_of

    return host_of(url).removeprefix("www.")
