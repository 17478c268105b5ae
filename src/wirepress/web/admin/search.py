"""What the newsroom's search finds: the newest items by their title that the user may edit."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from unfold.dataclasses import SearchResult

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import get
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor.addresses import edit_address

MOST = 12
_DESKS = {"post": "story", "page": "page"}


def search_stories(request: HttpRequest, words: str) -> list[SearchResult]:
    """Return posts and pages by title."""
    who, words = current_user(request), words.replace("\x00", "")
    results = []
    for kind, desk in _DESKS.items():
        if not access.may_edit_type(who, kind):
            continue
        rows = Post.objects.filter(type=kind, title__holds=words).exclude(status__in=("trash", "auto-draft"))
        if not access.may_edit_others(who, kind):
            rows = rows.filter(author_id=who.pk)
        for post in rows.order_by("-date", "-id")[:MOST]:
            if access.may_edit(who, post):
                link = edit_address(kind, post.pk, reverse(f"admin:newsroom_{desk}_change", args=(post.pk,)))
                results.append(
                    SearchResult(title=post.title, description=get(post.status).label, link=link, icon="article")
                )
    return results
