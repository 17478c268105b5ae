"""What needs somebody today: drafts, scheduled stories, waiting comments, the latest stories."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import attach_posts
from wirepress.content.options import site
from wirepress.content.options.features import extensions
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.core.hooks import Notice, TodayCard
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor.addresses import new_address
from wirepress.web.admin.list_cells import attach_authors
from wirepress.web.admin.model_admins.comments import visible_comments

SHOWN = 6


@dataclass(slots=True)
class DashboardLists:
    """What the dashboard shows: quick links and lists of stories and comments, newest first."""

    drafts: list[Post] = field(default_factory=list)
    pending: list[Post] = field(default_factory=list)
    scheduled: list[Post] = field(default_factory=list)
    latest: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # icon, words, address
    notices: list[Notice] = field(default_factory=list)  # of features, errors first
    cards: list[TodayCard] = field(default_factory=list)  # of features


def build_dashboard(request: HttpRequest) -> DashboardLists:
    """Return the lists for the user: others' stories only for those who may edit them."""
    who, now = current_user(request), site.now_gmt()
    mine = Post.objects.filter(type="post")
    if not access.may_edit_others(who, "post"):
        mine = mine.filter(author_id=who.pk)
    waiting = list(visible_comments(who).filter(approved="0").exclude(type="note").order_by("-date_gmt", "-id")[:SHOWN])
    attach_posts(waiting)
    return DashboardLists(
        drafts=_first_rows(mine.filter(status="draft").order_by("-modified", "-id")),
        pending=_first_rows(mine.filter(status="pending").order_by("-modified", "-id")),
        scheduled=_first_rows(mine.filter(status="future", date_gmt__gt=now).order_by("date", "id")),
        latest=_first_rows(Post.objects.filter(type="post", status="publish").order_by("-date", "-id")),
        comments=waiting,
        links=_links(request),
        notices=_notices(request),
        cards=[one for one in extensions().collect("today_cards") if who.can(one.capability)],
    )


def _notices(request: HttpRequest) -> list[Notice]:
    who, levels = current_user(request), ("error", "warning", "info")
    told = extensions().collect("newsroom_notices")  # anew at each view: they are no declarations
    shown = [one for one in told if isinstance(one, Notice) and who.can(one.capability)]
    return sorted(shown, key=lambda one: levels.index(one.level))


def _first_rows(rows: QuerySet[Post]) -> list[Post]:
    found = list(rows.defer("content", "content_filtered")[:SHOWN])
    attach_authors(found)
    return found


def _links(request: HttpRequest) -> list[tuple[str, str, str]]:
    who = current_user(request)
    found = []
    for icon, words, address, allowed in (
        ("edit_square", "Write a post", _new_address("post", "story"), access.may_create(who, "post")),
        ("note_add", "Add a page", _new_address("page", "page"), access.may_create(who, "page")),
        ("upload", "Upload files", reverse("admin:newsroom_mediaitem_add"), who.can("upload_files")),
        ("tune", "Settings", reverse("admin:settings"), who.can("manage_options")),
    ):
        if allowed:
            found.append((icon, words, address))
    return found


def _new_address(post_type: str, desk: str) -> str:
    return new_address(post_type, reverse(f"admin:newsroom_{desk}_add"))
