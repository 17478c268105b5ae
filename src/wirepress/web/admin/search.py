"""The newsroom's search: the newest posts, pages and files whose headline or text holds the words, as far as the user may work on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from wirepress.content.posts import access
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.several_statuses import find_posts_of_statuses
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.settings import limits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor.addresses import edit_address
from wirepress.web.admin.list_cells import attach_authors
from wirepress.web.admin.model_admins.post_list import HEAVY, shown_statuses

MOST: Final = 8
_DESKS: Final = {"post": ("Posts", "story"), "page": ("Pages", "page"), "attachment": ("Media", "mediaitem")}


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one type: the newest rows with the addresses of their forms, the number of all, the list of all."""

    title: str
    rows: list[tuple[Post, str]]
    total: int
    more: str


def search_newsroom(request: HttpRequest, words: str) -> list[FoundGroup]:
    """Return what was found, by type; nothing for no words."""
    who, words = current_user(request), words.replace("\x00", "").strip()[: limits.SEARCH_LENGTH_MAX]
    groups = [_find(who, kind, words) for kind in _DESKS if words and _may_look(who, kind)]
    return [group for group in groups if group.total]


def _may_look(who: User, kind: str) -> bool:
    return who.can("upload_files") if kind == "attachment" else access.may_edit_type(who, kind)


def _find(who: User, kind: str, words: str) -> FoundGroup:
    title, desk = _DESKS[kind]
    query = PostQuery(types=(kind,), statuses=shown_statuses(kind), actor=who, search=words, per_page=MOST)
    if not access.may_edit_others(who, kind):
        query.author = (who.pk,)
    found = find_posts_of_statuses(query)
    rows = {row.pk: row for row in Post.objects.filter(pk__in=found.ids).defer(*HEAVY)}
    attach_authors(list(rows.values()))
    shown = [
        (rows[number], edit_address(kind, number, reverse(f"admin:newsroom_{desk}_change", args=(number,))))
        for number in found.ids
        if number in rows
    ]
    return FoundGroup(
        title, shown, found.total, f"{reverse(f'admin:newsroom_{desk}_changelist')}?{urlencode({'q': words})}"
    )
