"""WordPress's addresses of the newsroom, and the pages that stand for them here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.web.admin.current_user import staff
from wirepress.web.admin.plugin_places import TAXONOMY_PLACES, TYPE_PLACES

View = Callable[[HttpRequest], HttpResponse]
_DESKS: Final = {"post": "newsroom_story", "page": "newsroom_page", "attachment": "newsroom_mediaitem"}
_TAXONOMIES: Final = {"category": "newsroom_category", "post_tag": "newsroom_tag"}


def _go(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args or None))


def _number(request: HttpRequest, *names: str) -> int:
    for name in names:
        text = request.GET.get(name, "")
        if text.isascii() and text.isdigit() and len(text) < 19:
            return int(text)
    raise Http404


def _desk(request: HttpRequest) -> str:
    return _desk_of(request.GET.get("post_type") or "post")


def _desk_of(post_type: str) -> str:
    if post_type in post_types.added() and post_type in TYPE_PLACES:
        return TYPE_PLACES[post_type].name
    try:
        return _DESKS[post_type]
    except KeyError:
        raise Http404 from None


def _desk_of_terms(taxonomy: str) -> str:
    if taxonomy in taxonomies.added() and taxonomy in TAXONOMY_PLACES:
        return TAXONOMY_PLACES[taxonomy].name
    try:
        return _TAXONOMIES[taxonomy]
    except KeyError:
        raise Http404 from None


def post(request: HttpRequest) -> HttpResponse:
    """post.php?post=ID&action=edit"""
    row = Post.objects.filter(pk=_number(request, "post", "post_ID")).first()
    if row is None:
        raise Http404
    return _go(f"{_desk_of(row.type)}_change", row.pk)


def edit(request: HttpRequest) -> HttpResponse:
    """edit.php?post_type=TYPE&post_status=STATUS"""
    query = f"?status={status}" if (status := request.GET.get("post_status", "")).isalpha() and status != "all" else ""
    return HttpResponseRedirect(reverse(f"admin:{_desk(request)}_changelist") + query)


def post_new(request: HttpRequest) -> HttpResponse:
    """post-new.php?post_type=TYPE"""
    return _go(f"{_desk(request)}_add")


def terms(request: HttpRequest) -> HttpResponse:
    """edit-tags.php?taxonomy=NAME"""
    return _go(f"{_desk_of_terms(request.GET.get('taxonomy') or 'post_tag')}_changelist")


def term(request: HttpRequest) -> HttpResponse:
    """term.php?tag_ID=ID"""
    row = Term.objects.filter(pk=_number(request, "tag_ID")).first()
    if row is None:
        raise Http404
    return _go(f"{_desk_of_terms(row.taxonomy)}_change", row.pk)


def comment(request: HttpRequest) -> HttpResponse:
    """comment.php?action=editcomment&c=ID"""
    return _go("comments_comment_change", _number(request, "c"))


def user(request: HttpRequest) -> HttpResponse:
    """user-edit.php?user_id=ID"""
    return _go("users_user_change", _number(request, "user_id"))


def profile(request: HttpRequest) -> HttpResponse:
    """profile.php"""
    return _go("users_user_change", staff(request).pk)


def _to(name: str, *args: object) -> View:
    return lambda request: _go(name, *args)


ALIASES: Final[Mapping[str, View]] = {
    "index.php": _to("index"),
    "post.php": post,
    "edit.php": edit,
    "post-new.php": post_new,
    "upload.php": _to("newsroom_mediaitem_changelist"),
    "media-new.php": _to("newsroom_mediaitem_add"),
    "edit-comments.php": _to("comments_comment_changelist"),
    "comment.php": comment,
    "edit-tags.php": terms,
    "term.php": term,
    "users.php": _to("users_user_changelist"),
    "user-new.php": _to("users_user_add"),
    "user-edit.php": user,
    "profile.php": profile,
    "plugins.php": _to("features"),
    "options-general.php": _to("settings"),
    "options-writing.php": _to("settings_group", "writing"),
    "options-reading.php": _to("settings_group", "reading"),
    "options-discussion.php": _to("settings_group", "discussion"),
    "options-media.php": _to("settings_group", "media"),
    "options-permalink.php": _to("settings_group", "permalinks"),
}
